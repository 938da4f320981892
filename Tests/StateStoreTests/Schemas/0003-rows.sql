INSERT INTO leases (name, token, holder, boot_id, process_namespace, process, started, renewed, ttl)
VALUES
  ('chain/00', 3, zeroblob(16), 'b', 4026531836, 77, 12345, 99, 60000),
  ('work/00', 9, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO specs (model, generation, digest, body, accepted_at)
VALUES ('alpha', 1, zeroblob(32), x'7b7d', 1), ('alpha', 2, zeroblob(32), x'7b20', 2);
INSERT INTO approvals (id, model, action, generation, cap, last_epoch, granted_at)
VALUES (1, 'alpha', 'create', 2, '18446744073709551615', 9, 3);
INSERT INTO attempts (id, model, release, packet, commitments, state, commit_epoch, changed_at)
VALUES (1, 'alpha', zeroblob(16), '01020304-00.00.packet', zeroblob(32), 'committed', 7, 4);
INSERT INTO intents (
  digest, wallet, model, kind, attempt, bytes, is_sealed, status, failure, send_count, last_sent_epoch,
  executed_epoch, not_before, prepared_at, changed_at)
VALUES
  (zeroblob(32), zeroblob(32), 'alpha', 'reveal', 1, x'00', 1, 'sent', NULL, 2, 8, NULL, 5, 6, 7),
  (x'0100000000000000000000000000000000000000000000000000000000000000', zeroblob(32), NULL, 'payment', NULL,
    x'01', 0, 'failed', 'insufficientGas', 1, 8, 8, NULL, 6, 7);
INSERT INTO intent_inputs (intent, object, version, object_digest)
VALUES (zeroblob(32), zeroblob(32), 12, zeroblob(32));
INSERT INTO observations (rpc, epoch, version, checkpoint, at) VALUES ('http://127.0.0.1:9000', 8, 55, 1000, 9);
INSERT INTO events (number, at, kind, model, body, hash) VALUES (1, 1, 'intent.sent', 'alpha', '{}', zeroblob(32));

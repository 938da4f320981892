INSERT INTO store (id, lineage) VALUES (1, x'000102030405060708090a0b0c0d0e0f');
INSERT INTO sealings (key_hash, plaintext, size, recorded_at)
VALUES (zeroblob(32), zeroblob(32), 9223372036854775807, -1);
INSERT INTO digests (plaintext, size, tags, taken_at) VALUES (zeroblob(32), 3, x'0102', 1764000000000);
INSERT INTO files (path, identity, plaintext) VALUES ('/weights/ä.safetensors', x'00', zeroblob(32));
INSERT INTO releases (id, key_name, plaintext, size, key_hash, state, checksum, url, rejection, changed_at)
VALUES
  (zeroblob(16), 'alpha', zeroblob(32), 3, zeroblob(32), 'verified', zeroblob(32), 'https://example.com/a', NULL, 7),
  (x'01000000000000000000000000000000', 'alpha', zeroblob(32), 3,
    x'0100000000000000000000000000000000000000000000000000000000000000', 'rejected', NULL, NULL, 'shape', 8);
INSERT INTO uploads (id, host, object, checksum, size, part_size, upload_id, state, begun_at, changed_at)
VALUES
  (1, 'main', 'a', zeroblob(32), 12, 5, 'u1', 'begun', 1, 2),
  (2, 'main', 'b', zeroblob(32), 12, 5, NULL, 'aborted', 1, 2);
INSERT INTO upload_parts (upload, number, etag, sha256, size, done_at) VALUES (1, 3, '"e"', zeroblob(32), 2, 9);
INSERT INTO probes (id, url, kind, verdict, at) VALUES (1, 'https://example.com/a', 'ranges', 'bad', 10);
INSERT INTO probe_findings (probe, position, code) VALUES (1, 0, 'probe.noRange'), (1, 1, 'probe.slow');

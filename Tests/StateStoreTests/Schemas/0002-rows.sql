INSERT INTO keys (hash, origin, master, release, public_since, recorded_at)
VALUES
  (zeroblob(32), 'derived', x'01020304', zeroblob(16), NULL, 1),
  (x'0200000000000000000000000000000000000000000000000000000000000000', 'imported', NULL, NULL, 41, 2);
INSERT INTO packets (name, digest, release, embedding, recorded_at)
VALUES ('01020304-00.00.packet', zeroblob(32), zeroblob(16), zeroblob(32), 3);
INSERT INTO packet_places (packet, place, failure_domain, verified_at)
VALUES ('01020304-00.00.packet', '/var/lib/steward/a', 'machine', 4),
  ('01020304-00.00.packet', 'https://example.com/a', 'example.com', 5);
INSERT INTO drills (id, kind, packet, commitments, failure, at)
VALUES (1, 'release', '01020304-00.00.packet', zeroblob(32), NULL, 6),
  (2, 'words', NULL, NULL, 'words.checksum', 7);

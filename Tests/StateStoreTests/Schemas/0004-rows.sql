INSERT INTO unneeded_objects (host, object, chain, since, recorded_at)
VALUES ('s3://weights/', '01020304-00', zeroblob(32), 7, 8);

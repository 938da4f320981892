CREATE TABLE digests (
  plaintext BLOB NOT NULL PRIMARY KEY CHECK (length(plaintext) = 32),
  size INTEGER NOT NULL CHECK (size >= 0),
  tags BLOB NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drills (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('release', 'words')),
  packet TEXT REFERENCES packets (name),
  commitments BLOB CHECK (length(commitments) = 32),
  failure TEXT,
  at INTEGER NOT NULL,
  CHECK ((kind = 'release') = (packet IS NOT NULL)),
  CHECK ((kind = 'release') = (commitments IS NOT NULL))
) STRICT;

CREATE TABLE files (
  path TEXT NOT NULL PRIMARY KEY,
  identity BLOB NOT NULL,
  plaintext BLOB NOT NULL REFERENCES digests (plaintext) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  origin TEXT NOT NULL CHECK (origin IN ('derived', 'imported')),
  master BLOB CHECK (length(master) = 4),
  release BLOB CHECK (length(release) = 16),
  public_since INTEGER CHECK (public_since >= 0),
  recorded_at INTEGER NOT NULL,
  CHECK ((origin = 'derived') = (master IS NOT NULL)),
  CHECK ((origin = 'derived') = (release IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE packet_places (
  packet TEXT NOT NULL REFERENCES packets (name),
  place TEXT NOT NULL,
  failure_domain TEXT NOT NULL,
  verified_at INTEGER NOT NULL,
  PRIMARY KEY (packet, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE packets (
  name TEXT NOT NULL PRIMARY KEY,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  release BLOB NOT NULL CHECK (length(release) = 16),
  embedding BLOB NOT NULL CHECK (length(embedding) = 32),
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE probe_findings (
  probe INTEGER NOT NULL REFERENCES probes (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (probe, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE probes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('head', 'ranges', 'whole')),
  verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad', 'unknown')),
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE releases (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  key_name TEXT NOT NULL,
  plaintext BLOB NOT NULL CHECK (length(plaintext) = 32),
  size INTEGER NOT NULL CHECK (size >= 0),
  key_hash BLOB NOT NULL CHECK (length(key_hash) = 32),
  state TEXT NOT NULL
    CHECK (state IN ('found', 'sealed', 'hosted', 'verified', 'rejected')),
  checksum BLOB CHECK (length(checksum) = 32),
  url TEXT,
  rejection TEXT,
  changed_at INTEGER NOT NULL,
  CHECK (state IN ('found', 'rejected') OR checksum IS NOT NULL),
  CHECK (state NOT IN ('hosted', 'verified') OR url IS NOT NULL),
  CHECK ((state = 'rejected') = (rejection IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE sealings (
  key_hash BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
  plaintext BLOB NOT NULL CHECK (length(plaintext) = 32),
  size INTEGER NOT NULL CHECK (size >= 0),
  recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lineage BLOB NOT NULL CHECK (length(lineage) = 16)
) STRICT;

CREATE TABLE upload_parts (
  upload INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10000),
  etag TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  size INTEGER NOT NULL CHECK (size > 0),
  done_at INTEGER NOT NULL,
  PRIMARY KEY (upload, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  host TEXT NOT NULL,
  object TEXT NOT NULL,
  checksum BLOB NOT NULL CHECK (length(checksum) = 32),
  size INTEGER NOT NULL CHECK (size >= 0),
  part_size INTEGER NOT NULL CHECK (part_size > 0),
  upload_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('begun', 'completed', 'aborted')),
  begun_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX drills_by_kind ON drills (kind, id);

CREATE INDEX drills_by_packet ON drills (packet, id);

CREATE INDEX files_by_plaintext ON files (plaintext);

CREATE UNIQUE INDEX keys_by_release ON keys (release) WHERE release IS NOT NULL;

CREATE INDEX packets_by_release ON packets (release);

CREATE INDEX probes_by_url ON probes (url, id);

CREATE UNIQUE INDEX releases_by_key ON releases (key_hash);

CREATE INDEX releases_by_name ON releases (key_name);

CREATE UNIQUE INDEX uploads_under_way ON uploads (host, object) WHERE state = 'begun';

CREATE TRIGGER imported_keys_never_seal BEFORE INSERT ON sealings
WHEN EXISTS (SELECT 1 FROM keys WHERE hash = NEW.key_hash AND origin = 'imported')
BEGIN SELECT RAISE(ABORT, 'an imported key never seals'); END;

CREATE TRIGGER keys_stay BEFORE DELETE ON keys
BEGIN SELECT RAISE(ABORT, 'a key is never forgotten'); END;

CREATE TRIGGER sealings_do_not_change BEFORE UPDATE ON sealings
BEGIN SELECT RAISE(ABORT, 'a sealing never changes'); END;

CREATE TRIGGER sealings_stay BEFORE DELETE ON sealings
BEGIN SELECT RAISE(ABORT, 'a sealing is never forgotten'); END;

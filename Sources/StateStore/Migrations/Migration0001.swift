/// Releases, digests, sealings, uploads and probes.
enum Migration0001: Migration {
  static let version = 1

  static let sql = """
    CREATE TABLE store (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      lineage BLOB NOT NULL CHECK (length(lineage) = 16)
    ) STRICT;
    INSERT INTO store (id, lineage) VALUES (1, randomblob(16));

    -- One key, one plaintext.
    CREATE TABLE sealings (
      key_hash BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
      plaintext BLOB NOT NULL CHECK (length(plaintext) = 32),
      size INTEGER NOT NULL CHECK (size >= 0),
      recorded_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER sealings_stay BEFORE DELETE ON sealings
    BEGIN SELECT RAISE(ABORT, 'a sealing is never forgotten'); END;
    CREATE TRIGGER sealings_do_not_change BEFORE UPDATE ON sealings
    BEGIN SELECT RAISE(ABORT, 'a sealing never changes'); END;

    -- What full passes found. Tags are for private state only.
    CREATE TABLE digests (
      plaintext BLOB NOT NULL PRIMARY KEY CHECK (length(plaintext) = 32),
      size INTEGER NOT NULL CHECK (size >= 0),
      tags BLOB NOT NULL,
      taken_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The cache that may say "unchanged".
    CREATE TABLE files (
      path TEXT NOT NULL PRIMARY KEY,
      identity BLOB NOT NULL,
      plaintext BLOB NOT NULL REFERENCES digests (plaintext) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX files_by_plaintext ON files (plaintext);

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
    CREATE UNIQUE INDEX releases_by_key ON releases (key_hash);
    CREATE INDEX releases_by_name ON releases (key_name);

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
    CREATE UNIQUE INDEX uploads_under_way ON uploads (host, object) WHERE state = 'begun';

    CREATE TABLE upload_parts (
      upload INTEGER NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10000),
      etag TEXT NOT NULL,
      sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
      size INTEGER NOT NULL CHECK (size > 0),
      done_at INTEGER NOT NULL,
      PRIMARY KEY (upload, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE probes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      url TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('head', 'ranges', 'whole')),
      verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad', 'unknown')),
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX probes_by_url ON probes (url, id);

    CREATE TABLE probe_findings (
      probe INTEGER NOT NULL REFERENCES probes (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      PRIMARY KEY (probe, position)
    ) STRICT, WITHOUT ROWID;
    """
}

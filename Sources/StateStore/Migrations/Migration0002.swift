/// Keys, packets and drills.
enum Migration0002: Migration {
  static let version = 2

  static let sql = """
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
    CREATE UNIQUE INDEX keys_by_release ON keys (release) WHERE release IS NOT NULL;
    CREATE TRIGGER keys_stay BEFORE DELETE ON keys
    BEGIN SELECT RAISE(ABORT, 'a key is never forgotten'); END;
    CREATE TRIGGER imported_keys_never_seal BEFORE INSERT ON sealings
    WHEN EXISTS (SELECT 1 FROM keys WHERE hash = NEW.key_hash AND origin = 'imported')
    BEGIN SELECT RAISE(ABORT, 'an imported key never seals'); END;

    CREATE TABLE packets (
      name TEXT NOT NULL PRIMARY KEY,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      release BLOB NOT NULL CHECK (length(release) = 16),
      embedding BLOB NOT NULL CHECK (length(embedding) = 32),
      recorded_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX packets_by_release ON packets (release);

    CREATE TABLE packet_places (
      packet TEXT NOT NULL REFERENCES packets (name),
      place TEXT NOT NULL,
      failure_domain TEXT NOT NULL,
      verified_at INTEGER NOT NULL,
      PRIMARY KEY (packet, place)
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
    CREATE INDEX drills_by_packet ON drills (packet, id);
    CREATE INDEX drills_by_kind ON drills (kind, id);
    """
}

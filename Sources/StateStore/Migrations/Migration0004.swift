/// Objects on hosts that nobody needs.
enum Migration0004: Migration {
  static let version = 4

  static let sql = """
    -- Since which epoch an object has been needed by nobody; only what has been so for a whole epoch
    -- is ever deleted.
    CREATE TABLE unneeded_objects (
      host TEXT NOT NULL,
      object TEXT NOT NULL,
      chain BLOB NOT NULL CHECK (length(chain) = 32),
      since INTEGER NOT NULL CHECK (since >= 0),
      recorded_at INTEGER NOT NULL,
      PRIMARY KEY (host, object)
    ) STRICT, WITHOUT ROWID;
    """
}

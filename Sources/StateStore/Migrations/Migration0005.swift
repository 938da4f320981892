/// What the planner remembers, and which model an approval names.
enum Migration0005: Migration {
  static let version = 5

  static let sql = """
    -- One row for each model, by its name at the first apply, and one called '@journal' for what
    -- belongs to no model.
    CREATE TABLE records (
      key_name TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      body BLOB NOT NULL,
      changed_at INTEGER NOT NULL,
      CHECK ((key_name = '@journal') = (name = '@journal'))
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER records_stay BEFORE DELETE ON records
    BEGIN SELECT RAISE(ABORT, 'a record is never forgotten'); END;
    CREATE TRIGGER key_names_do_not_change BEFORE UPDATE OF key_name ON records
    WHEN NEW.key_name <> OLD.key_name
    BEGIN SELECT RAISE(ABORT, 'a key name never changes'); END;

    ALTER TABLE approvals ADD COLUMN model_id BLOB CHECK (length(model_id) = 32);
    """
}

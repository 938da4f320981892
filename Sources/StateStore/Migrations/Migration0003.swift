/// Leases, specs, approvals, attempts, intents, observations and events.
enum Migration0003: Migration {
  static let version = 3

  static let sql = """
    -- A lease that was released keeps its token: tokens only grow.
    CREATE TABLE leases (
      name TEXT NOT NULL PRIMARY KEY,
      token INTEGER NOT NULL CHECK (token > 0),
      holder BLOB,
      boot_id TEXT,
      process_namespace INTEGER,
      process INTEGER,
      started INTEGER,
      renewed INTEGER,
      ttl INTEGER,
      CHECK ((holder IS NULL) = (boot_id IS NULL)),
      CHECK ((holder IS NULL) = (process_namespace IS NULL)),
      CHECK ((holder IS NULL) = (process IS NULL)),
      CHECK ((holder IS NULL) = (started IS NULL)),
      CHECK ((holder IS NULL) = (renewed IS NULL)),
      CHECK ((holder IS NULL) = (ttl IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER leases_stay BEFORE DELETE ON leases
    BEGIN SELECT RAISE(ABORT, 'a token is never given twice'); END;
    CREATE TRIGGER tokens_grow BEFORE UPDATE OF token ON leases WHEN NEW.token < OLD.token
    BEGIN SELECT RAISE(ABORT, 'a token never falls'); END;

    CREATE TABLE specs (
      model TEXT NOT NULL,
      generation INTEGER NOT NULL CHECK (generation > 0),
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      body BLOB NOT NULL,
      accepted_at INTEGER NOT NULL,
      PRIMARY KEY (model, generation)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER specs_stay BEFORE DELETE ON specs
    BEGIN SELECT RAISE(ABORT, 'a spec is never forgotten'); END;
    CREATE TRIGGER specs_do_not_change BEFORE UPDATE ON specs
    BEGIN SELECT RAISE(ABORT, 'a spec never changes'); END;

    CREATE TABLE approvals (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      model TEXT NOT NULL,
      action TEXT NOT NULL CHECK (action IN ('create', 'stake', 'retire', 'force')),
      generation INTEGER NOT NULL CHECK (generation > 0),
      cap TEXT NOT NULL,
      last_epoch INTEGER NOT NULL CHECK (last_epoch >= 0),
      granted_at INTEGER NOT NULL,
      FOREIGN KEY (model, generation) REFERENCES specs (model, generation)
    ) STRICT;
    CREATE INDEX approvals_by_model ON approvals (model, action, generation);

    CREATE TABLE attempts (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      model TEXT NOT NULL,
      release BLOB NOT NULL REFERENCES releases (id),
      packet TEXT NOT NULL REFERENCES packets (name),
      commitments BLOB NOT NULL CHECK (length(commitments) = 32),
      state TEXT NOT NULL CHECK (state IN (
        'packed', 'drilled', 'creating', 'created', 'committing', 'committed', 'revealing', 'live',
        'superseded', 'lapsed', 'lost')),
      commit_epoch INTEGER CHECK (commit_epoch >= 0),
      changed_at INTEGER NOT NULL,
      CHECK (state NOT IN ('committed', 'revealing') OR commit_epoch IS NOT NULL)
    ) STRICT;
    CREATE INDEX attempts_by_model ON attempts (model, id);
    CREATE INDEX attempts_by_release ON attempts (release);
    CREATE INDEX attempts_by_packet ON attempts (packet);

    CREATE TABLE intents (
      digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
      wallet BLOB NOT NULL CHECK (length(wallet) = 32),
      model TEXT,
      kind TEXT NOT NULL CHECK (kind IN (
        'create', 'firstCommit', 'updateCommit', 'reveal', 'commission', 'stake', 'retire', 'claim',
        'payment', 'abandonment')),
      attempt INTEGER REFERENCES attempts (id),
      bytes BLOB NOT NULL,
      is_sealed INTEGER NOT NULL CHECK (is_sealed IN (0, 1)),
      status TEXT NOT NULL CHECK (status IN ('prepared', 'sent', 'succeeded', 'failed', 'dead')),
      failure TEXT,
      send_count INTEGER NOT NULL CHECK (send_count >= 0),
      last_sent_epoch INTEGER CHECK (last_sent_epoch >= 0),
      executed_epoch INTEGER CHECK (executed_epoch >= 0),
      not_before INTEGER,
      prepared_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      -- The bytes of a reveal hold the key.
      CHECK (kind <> 'reveal' OR is_sealed = 1),
      CHECK (status NOT IN ('sent', 'succeeded', 'failed') OR send_count > 0),
      CHECK (status <> 'prepared' OR send_count = 0),
      CHECK ((status = 'failed') = (failure IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX intents_by_status ON intents (status, wallet);
    CREATE INDEX intents_by_model ON intents (model, kind);
    CREATE INDEX intents_by_attempt ON intents (attempt);
    CREATE TRIGGER intents_stay BEFORE DELETE ON intents
    BEGIN SELECT RAISE(ABORT, 'an intent is never forgotten'); END;
    CREATE TRIGGER intents_keep_their_bytes
    BEFORE UPDATE OF digest, wallet, model, kind, attempt, bytes, is_sealed ON intents
    BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    CREATE TRIGGER intents_end_once BEFORE UPDATE OF status ON intents
    WHEN OLD.status IN ('succeeded', 'failed', 'dead') AND NEW.status <> OLD.status
    BEGIN SELECT RAISE(ABORT, 'an intent ends once'); END;

    CREATE TABLE intent_inputs (
      intent BLOB NOT NULL REFERENCES intents (digest),
      object BLOB NOT NULL CHECK (length(object) = 32),
      version INTEGER NOT NULL CHECK (version >= 0),
      object_digest BLOB NOT NULL CHECK (length(object_digest) = 32),
      PRIMARY KEY (intent, object)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX intent_inputs_by_object ON intent_inputs (object, version);

    CREATE TABLE observations (
      rpc TEXT NOT NULL PRIMARY KEY,
      epoch INTEGER NOT NULL CHECK (epoch >= 0),
      version INTEGER NOT NULL CHECK (version >= 0),
      checkpoint INTEGER NOT NULL CHECK (checkpoint >= 0),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE events (
      number INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      model TEXT,
      body TEXT NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE INDEX events_by_model ON events (model, number);
    CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'an event is never forgotten'); END;
    CREATE TRIGGER events_do_not_change BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
    """
}

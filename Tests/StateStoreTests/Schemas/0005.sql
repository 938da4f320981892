CREATE TABLE approvals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'stake', 'retire', 'force')),
  generation INTEGER NOT NULL CHECK (generation > 0),
  cap TEXT NOT NULL,
  last_epoch INTEGER NOT NULL CHECK (last_epoch >= 0),
  granted_at INTEGER NOT NULL, model_id BLOB CHECK (length(model_id) = 32),
  FOREIGN KEY (model, generation) REFERENCES specs (model, generation)
) STRICT;

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

CREATE TABLE events (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  model TEXT,
  body TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE files (
  path TEXT NOT NULL PRIMARY KEY,
  identity BLOB NOT NULL,
  plaintext BLOB NOT NULL REFERENCES digests (plaintext) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE intent_inputs (
  intent BLOB NOT NULL REFERENCES intents (digest),
  object BLOB NOT NULL CHECK (length(object) = 32),
  version INTEGER NOT NULL CHECK (version >= 0),
  object_digest BLOB NOT NULL CHECK (length(object_digest) = 32),
  PRIMARY KEY (intent, object)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE observations (
  rpc TEXT NOT NULL PRIMARY KEY,
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  version INTEGER NOT NULL CHECK (version >= 0),
  checkpoint INTEGER NOT NULL CHECK (checkpoint >= 0),
  at INTEGER NOT NULL
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

CREATE TABLE records (
  key_name TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  body BLOB NOT NULL,
  changed_at INTEGER NOT NULL,
  CHECK ((key_name = '@journal') = (name = '@journal'))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE specs (
  model TEXT NOT NULL,
  generation INTEGER NOT NULL CHECK (generation > 0),
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  body BLOB NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (model, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE store (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lineage BLOB NOT NULL CHECK (length(lineage) = 16)
) STRICT;

CREATE TABLE unneeded_objects (
  host TEXT NOT NULL,
  object TEXT NOT NULL,
  chain BLOB NOT NULL CHECK (length(chain) = 32),
  since INTEGER NOT NULL CHECK (since >= 0),
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (host, object)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX approvals_by_model ON approvals (model, action, generation);

CREATE INDEX attempts_by_model ON attempts (model, id);

CREATE INDEX attempts_by_packet ON attempts (packet);

CREATE INDEX attempts_by_release ON attempts (release);

CREATE INDEX drills_by_kind ON drills (kind, id);

CREATE INDEX drills_by_packet ON drills (packet, id);

CREATE INDEX events_by_model ON events (model, number);

CREATE INDEX files_by_plaintext ON files (plaintext);

CREATE INDEX intent_inputs_by_object ON intent_inputs (object, version);

CREATE INDEX intents_by_attempt ON intents (attempt);

CREATE INDEX intents_by_model ON intents (model, kind);

CREATE INDEX intents_by_status ON intents (status, wallet);

CREATE UNIQUE INDEX keys_by_release ON keys (release) WHERE release IS NOT NULL;

CREATE INDEX packets_by_release ON packets (release);

CREATE INDEX probes_by_url ON probes (url, id);

CREATE UNIQUE INDEX releases_by_key ON releases (key_hash);

CREATE INDEX releases_by_name ON releases (key_name);

CREATE UNIQUE INDEX uploads_under_way ON uploads (host, object) WHERE state = 'begun';

CREATE TRIGGER events_do_not_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;

CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'an event is never forgotten'); END;

CREATE TRIGGER imported_keys_never_seal BEFORE INSERT ON sealings
WHEN EXISTS (SELECT 1 FROM keys WHERE hash = NEW.key_hash AND origin = 'imported')
BEGIN SELECT RAISE(ABORT, 'an imported key never seals'); END;

CREATE TRIGGER intents_end_once BEFORE UPDATE OF status ON intents
WHEN OLD.status IN ('succeeded', 'failed', 'dead') AND NEW.status <> OLD.status
BEGIN SELECT RAISE(ABORT, 'an intent ends once'); END;

CREATE TRIGGER intents_keep_their_bytes
BEFORE UPDATE OF digest, wallet, model, kind, attempt, bytes, is_sealed ON intents
BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;

CREATE TRIGGER intents_stay BEFORE DELETE ON intents
BEGIN SELECT RAISE(ABORT, 'an intent is never forgotten'); END;

CREATE TRIGGER key_names_do_not_change BEFORE UPDATE OF key_name ON records
WHEN NEW.key_name <> OLD.key_name
BEGIN SELECT RAISE(ABORT, 'a key name never changes'); END;

CREATE TRIGGER keys_stay BEFORE DELETE ON keys
BEGIN SELECT RAISE(ABORT, 'a key is never forgotten'); END;

CREATE TRIGGER leases_stay BEFORE DELETE ON leases
BEGIN SELECT RAISE(ABORT, 'a token is never given twice'); END;

CREATE TRIGGER records_stay BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'a record is never forgotten'); END;

CREATE TRIGGER sealings_do_not_change BEFORE UPDATE ON sealings
BEGIN SELECT RAISE(ABORT, 'a sealing never changes'); END;

CREATE TRIGGER sealings_stay BEFORE DELETE ON sealings
BEGIN SELECT RAISE(ABORT, 'a sealing is never forgotten'); END;

CREATE TRIGGER specs_do_not_change BEFORE UPDATE ON specs
BEGIN SELECT RAISE(ABORT, 'a spec never changes'); END;

CREATE TRIGGER specs_stay BEFORE DELETE ON specs
BEGIN SELECT RAISE(ABORT, 'a spec is never forgotten'); END;

CREATE TRIGGER tokens_grow BEFORE UPDATE OF token ON leases WHEN NEW.token < OLD.token
BEGIN SELECT RAISE(ABORT, 'a token never falls'); END;

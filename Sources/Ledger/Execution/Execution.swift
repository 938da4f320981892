import SomaTypes

/// One transaction while it is executed: what it has read, written, created and deleted so far.
///
/// Source: `types/src/temporary_store.rs`. Unlike there, the system state is kept as a value; it
/// becomes an object when the transaction ends.
struct Execution {
  let digest: TransactionDigest
  let sender: SomaAddress
  let rates: FeeRates
  let options: LedgerOptions
  let inputs: [ObjectID: SomaObject]

  /// The system state as executors see and change it. Counts only with ``saveState()``.
  var state: SystemState
  private(set) var isStateSaved = false
  private(set) var written: [ObjectID: SomaObject] = [:]
  private(set) var deleted: Set<ObjectID> = []
  /// Ids that were given out; those of a failed transaction stay in its effects.
  private(set) var created: Set<ObjectID> = []
  private(set) var events: [LedgerEvent] = []
  /// The first gas coin; `nil` for system transactions.
  var gasID: ObjectID?

  private var creationNumber: UInt64 = 0
  private let initialState: SystemState

  init(
    digest: TransactionDigest, sender: SomaAddress, rates: FeeRates, options: LedgerOptions,
    inputs: [ObjectID: SomaObject], state: SystemState
  ) {
    self.digest = digest
    self.sender = sender
    self.rates = rates
    self.options = options
    self.inputs = inputs
    self.state = state
    initialState = state
  }

  /// Objects written so far, which the operation fee counts: deleted ones are not, nor inputs that
  /// nothing touched.
  var writtenCount: Int { written.count + (isStateSaved ? 1 : 0) }

  /// The next number for an id, a model's, a pool's or an object's.
  mutating func nextCreationNumber() -> UInt64 {
    defer { creationNumber += 1 }
    return creationNumber
  }

  /// The next id.
  mutating func nextID<Kind: IdentifierKind>(_ kind: Kind.Type = Kind.self) -> Identifier<Kind> {
    Identifier.derived(from: digest, creationNumber: nextCreationNumber())
  }

  /// An object as it is now: as written, or else as it came in. `nil` once it is deleted.
  func object(_ id: ObjectID) -> SomaObject? {
    deleted.contains(id) ? nil : written[id] ?? inputs[id]
  }

  /// Makes an object.
  mutating func create(_ object: SomaObject) {
    created.insert(object.id)
    written[object.id] = object
  }

  /// Writes an input anew.
  mutating func write(_ object: SomaObject) { written[object.id] = object }

  /// Ends an input.
  mutating func delete(_ id: ObjectID) {
    deleted.insert(id)
    written[id] = nil
  }

  /// Says that ``state`` was changed.
  mutating func saveState() { isStateSaved = true }

  /// Hands out an event.
  mutating func emit(_ event: LedgerEvent) { events.append(event) }

  /// Hands out events of the system state.
  mutating func emit(_ stateEvents: [StateEvent]) {
    events += stateEvents.map(LedgerEvent.state)
  }

  /// What a failed transaction goes back to.
  struct Savepoint {
    fileprivate let written: [ObjectID: SomaObject]
    fileprivate let deleted: Set<ObjectID>
  }

  /// Where things stand before the executor runs: gas is merged and the base fee taken.
  var savepoint: Savepoint { Savepoint(written: written, deleted: deleted) }

  /// Undoes what the executor wrote and deleted, and takes back what it said had happened. Ids that
  /// it gave out stay given out.
  mutating func revert(to savepoint: Savepoint) {
    let touched = Set(written.keys).union(deleted)
    written = savepoint.written
    deleted = savepoint.deleted
    state = initialState
    isStateSaved = false
    events.removeAll { !$0.isRefusal }
    for id in touched.sorted() where inputs[id]?.isShared == false && object(id) == inputs[id] {
      emit(.inputRestored(id))
    }
  }

  /// Writes every input that nothing touched, unchanged, so that its version moves on and its lock
  /// with it. Source: `ensure_active_inputs_mutated`, protocol version 2 and up.
  mutating func touchRemainingInputs() {
    for (id, object) in inputs where !deleted.contains(id) && written[id] == nil {
      written[id] = object
    }
  }
}

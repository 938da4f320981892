import BCS
public import Custody
public import Lifecycle
public import Manifest
import SomaCrypto
public import SomaTypes
public import StateStore
import Synchronization

/// What was tried, as the planner sees it and as the state keeps it.
///
/// One event of the planner is one transaction of the state: the record of the model is read, changed and
/// written in it, together with what guards it there, so two runs at once lose nothing. What is in memory
/// is what the last read or write saw.
public final class Journal: Sendable {
  /// Where it is kept.
  public let state: StateDatabase

  private struct Contents {
    var shared = SharedRecord()
    var models: [ResourceName: ModelRecord] = [:]
    var keyNames: [ResourceName: KeyName] = [:]
    /// The bytes that ``models`` were read from: reading a spec again takes longer than comparing it.
    var bodies: [ResourceName: [UInt8]] = [:]
  }

  private let lineage: String
  private let contents = Mutex(Contents())
  private let clock: RunClock

  /// Reads the journal of a state.
  ///
  /// - Throws: `StateError`, also for a record that cannot be read.
  public init(_ state: StateDatabase, clock: RunClock = .system) async throws(StateError) {
    self.state = state
    self.clock = clock
    lineage = Hex.encode(try await state.lineage())
    try await reload()
  }

  /// Reads again what other runs may have written.
  ///
  /// - Throws: `StateError`.
  public func reload() async throws(StateError) {
    var fresh = Contents()
    let known = contents.withLock { $0 }
    for stored in try await state.records() {
      if stored.keyName == Self.sharedName {
        fresh.shared = try decode(stored)
      } else if let name = ResourceName(stored.name), let keyName = KeyName(stored.keyName) {
        let isKnown = known.bodies[name] == stored.body
        fresh.models[name] = try isKnown ? known.models[name] : decode(stored)
        fresh.bodies[name] = stored.body
        fresh.keyNames[name] = keyName
      } else {
        throw .damaged(path: state.directory, reason: "a record has the name \(stored.name)")
      }
    }
    contents.withLock { $0 = fresh }
  }

  /// Everything on record.
  public var recorded: Recorded {
    contents.withLock { Recorded(lineage: lineage, shared: $0.shared, models: $0.models) }
  }

  /// What belongs to no model.
  public var shared: SharedRecord { contents.withLock { $0.shared } }

  /// What is known of a model; `nil` when nothing was applied under the name.
  public subscript(name: ResourceName) -> ModelRecord? { contents.withLock { $0.models[name] } }

  /// The name that a model's keys are derived from; `nil` when nothing was applied under the name.
  func keyName(of name: ResourceName) -> KeyName? { contents.withLock { $0.keyNames[name] } }

  /// Records what happened to a model, all of it or nothing.
  ///
  /// - Parameters:
  ///   - events: In their order; those that say nothing new change nothing.
  ///   - name: The model.
  ///   - attachment: What belongs to the events and is kept beside the record.
  /// - Returns: Whether anything is new.
  /// - Throws: `StateError`.
  @discardableResult
  public func record(
    _ events: [ModelEvent], of name: ResourceName, with attachment: Attachment = Attachment()
  ) async throws(StateError) -> Bool {
    guard let keyName = keyName(of: name) else { throw .unknown("model \(name)") }
    let (directory, moment) = (state.directory, clock.moment)
    let points = events.map(\.failpoint)
    for point in points { point.reach(.before) }
    let changed = try await state.journal { transaction -> ModelRecord? in
      guard var stored = try transaction.record(keyName.text), stored.name == name.text else {
        throw StateError.unknown("model \(name)")
      }
      var record: ModelRecord = try Self.decode(stored, in: directory)
      let before = record
      let mirror = JournalMirror(
        transaction: transaction, keyName: keyName.text, attachment: attachment, moment: moment)
      for event in events {
        let last = record
        guard record.apply(event) == .recorded else { continue }
        try mirror.write(event, from: last, to: record)
      }
      guard record != before else { return nil }
      stored.body = record.bcsBytes
      stored.changedAt = moment
      try transaction.setRecord(stored)
      return record
    }
    if let changed {
      contents.withLock {
        $0.models[name] = changed
        $0.bodies[name] = nil
      }
    }
    for point in points { point.reach(.after) }
    return changed != nil
  }

  /// Records what belongs to no model.
  ///
  /// - Returns: Whether it is new.
  /// - Throws: `StateError`.
  @discardableResult
  public func record(
    _ event: SharedEvent, with attachment: Attachment = Attachment()
  ) async throws(StateError) -> Bool {
    let (directory, moment) = (state.directory, clock.moment)
    event.failpoint.reach(.before)
    let changed = try await state.journal { transaction -> SharedRecord? in
      let stored = try transaction.record(Self.sharedName)
      var record = try stored.map { try Self.decode($0, in: directory) } ?? SharedRecord()
      guard record.apply(event) == .recorded else { return nil }
      try JournalMirror(
        transaction: transaction, keyName: nil, attachment: attachment, moment: moment
      ).write(event, shared: record)
      try transaction.setRecord(
        StoredRecord(
          keyName: Self.sharedName, name: Self.sharedName, body: record.bcsBytes,
          changedAt: moment))
      return record
    }
    if let changed { contents.withLock { $0.shared = changed } }
    event.failpoint.reach(.after)
    return changed != nil
  }

  /// Accepts a spec: of a model that is new, or of one that is on record.
  ///
  /// - Parameters:
  ///   - spec: What was declared.
  ///   - content: What it is to make live; `nil` if its files were not read.
  ///   - known: For a model that is new here and was applied elsewhere before: the name that its keys are
  ///     derived from.
  /// - Returns: Whether it differs from what held before.
  /// - Throws: `StateError`; ``StepError/nameTaken(_:)`` when another model had the name at its first apply.
  @discardableResult
  public func accept(
    _ spec: ModelSpec, content: ReleaseContent?, keyName known: KeyName? = nil
  ) async throws -> Bool {
    if self[spec.name] != nil { return try await record([.accepted(spec, content)], of: spec.name) }
    guard let keyName = known ?? KeyName(spec.name.text) else {
      throw StepError.nameTaken(spec.name.text)
    }
    let moment = clock.moment
    let record = ModelRecord(accepting: spec, content: content)
    Failpoint.specAccepted.reach(.before)
    let isFree = try await state.journal { transaction -> Bool in
      guard try transaction.record(keyName.text) == nil else { return false }
      let mirror = JournalMirror(
        transaction: transaction, keyName: keyName.text, attachment: Attachment(), moment: moment)
      try mirror.writeSpec(of: record)
      try transaction.setRecord(
        StoredRecord(
          keyName: keyName.text, name: spec.name.text, body: record.bcsBytes, changedAt: moment))
      return true
    }
    guard isFree else { throw StepError.nameTaken(spec.name.text) }
    contents.withLock {
      $0.models[spec.name] = record
      $0.keyNames[spec.name] = keyName
    }
    Failpoint.specAccepted.reach(.after)
    return true
  }

  /// Gives a model another name. Its keys stay those of the first one.
  ///
  /// - Throws: `StateError`.
  public func rename(_ former: ResourceName, to name: ResourceName) async throws(StateError) {
    guard let keyName = keyName(of: former) else { throw .unknown("model \(former)") }
    let moment = clock.moment
    Failpoint.modelBound.reach(.before)
    try await state.journal { transaction in
      guard var stored = try transaction.record(keyName.text) else {
        throw StateError.unknown("model \(former)")
      }
      stored.name = name.text
      stored.changedAt = moment
      try transaction.setRecord(stored)
      try transaction.recordEvent(
        "model.renamed", model: keyName.text, body: #"{"from":"\#(former)","to":"\#(name)"}"#,
        at: moment)
    }
    Failpoint.modelBound.reach(.after)
    try await reload()
  }

  private static let sharedName = "@journal"

  private static func decode<Value: BCSDecodable>(
    _ stored: StoredRecord, in directory: String
  ) throws(StateError) -> Value {
    do { return try Value(bcsBytes: stored.body) } catch {
      throw .damaged(path: directory, reason: "the record of \(stored.name): \(error)")
    }
  }

  private func decode<Value: BCSDecodable>(_ stored: StoredRecord) throws(StateError) -> Value {
    try Self.decode(stored, in: state.directory)
  }
}

/// What belongs to events and is kept beside the record of a model.
public struct Attachment: Sendable {
  /// The wallet's lease, for intents.
  public var fence: Fence?
  /// The signed bytes of intents that are prepared; those of reveals are sealed.
  public var signed: [TransactionDigest: SignedBytes] = [:]
  /// What may be spent at most.
  public var spending = Amount.zero
  /// The epoch now.
  public var epoch = Epoch(0)
  /// Of a packet that was confirmed: its name.
  public var packet: String?
  /// How a transaction failed, as the chain names it.
  public var failure: String?

  /// Signed bytes, in clear or sealed.
  public struct SignedBytes: Sendable {
    /// The bytes.
    public var bytes: [UInt8]
    /// Whether they are sealed.
    public var isSealed: Bool
    /// The owned inputs, gas included.
    public var inputs: [ObjectRef]
    /// Who signed.
    public var wallet: SomaAddress

    /// Joins them.
    public init(bytes: [UInt8], isSealed: Bool, inputs: [ObjectRef], wallet: SomaAddress) {
      self.bytes = bytes
      self.isSealed = isSealed
      self.inputs = inputs
      self.wallet = wallet
    }
  }

  /// Nothing.
  public init() {}
}

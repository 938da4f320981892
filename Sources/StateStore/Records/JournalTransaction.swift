public import SomaTypes

/// One transaction of the journal: what belongs together is recorded together.
///
/// Each call does, and refuses, what the function of the same name of ``StateDatabase`` does. A call that
/// throws dooms the transaction, also when the error is caught.
public struct JournalTransaction {
  private let state: StateTransaction
  private let doom = Doom()

  /// The first error of a call.
  private final class Doom {
    var failure: (any Error)?
  }

  init(_ state: StateTransaction) { self.state = state }

  /// Why the transaction is doomed; `nil` while it is not.
  var failure: (any Error)? { doom.failure }

  private func perform<Value>(_ call: (StateTransaction) throws -> Value) throws -> Value {
    do { return try call(state) } catch {
      if doom.failure == nil { doom.failure = error }
      throw error
    }
  }
}

extension JournalTransaction {
  /// All records, by their key names.
  ///
  /// - Throws: ``StateError``.
  public func records() throws -> [StoredRecord] { try perform { try $0.records() } }

  /// What the planner remembers of a model.
  ///
  /// - Parameter keyName: The model's name at its first apply, or ``StoredRecord/sharedName``.
  /// - Returns: `nil` when there is nothing.
  /// - Throws: ``StateError``.
  public func record(_ keyName: String) throws -> StoredRecord? {
    try perform { try $0.record(keyName) }
  }

  /// Records what the planner remembers of a model, in place of what it remembered before.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)`` when another record has the name.
  public func setRecord(_ record: StoredRecord) throws { try perform { try $0.setRecord(record) } }

  /// Accepts a declaration. The one that holds already is not a new generation.
  ///
  /// - Returns: What holds now.
  /// - Throws: ``StateError``.
  public func acceptSpec(
    _ body: [UInt8], of model: String, at moment: Moment
  ) throws -> SpecRecord {
    try perform { try $0.acceptSpec(body, of: model, at: moment) }
  }

  /// Records an approval.
  ///
  /// - Throws: ``StateError/unknown(_:)`` when no such spec was accepted.
  public func recordApproval(_ approval: ApprovalRecord) throws {
    try perform { try $0.recordApproval(approval) }
  }

  /// Records that something happened.
  ///
  /// - Parameters:
  ///   - kind: What, as a word such as `probe.failed`.
  ///   - model: The model's key name, when it is about one.
  ///   - body: The facts, as JSON. No secrets.
  ///   - moment: When.
  /// - Returns: The event.
  /// - Throws: ``StateError``.
  @discardableResult
  public func recordEvent(
    _ kind: String, model: String? = nil, body: String = "{}", at moment: Moment
  ) throws -> EventRecord {
    try perform { try $0.append(kind, model: model, body: body, at: moment) }
  }
}

extension JournalTransaction {
  /// Records a release that was found. The same again changes nothing.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)`` when the id, or the key, is on record with something else.
  public func recordRelease(_ release: ReleaseRecord) throws {
    try perform { try $0.recordRelease(release) }
  }

  /// Records how far a release has come.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for a step out of order.
  public func recordState(
    _ next: ReleaseRecord.State, ofRelease id: ReleaseID, at moment: Moment
  ) throws {
    try perform { try $0.recordState(next, ofRelease: id, at: moment) }
  }

  /// Records a new attempt, whose packet and release are on record.
  ///
  /// - Returns: The attempt. One to the same commitments that has not ended is that one.
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for a packet of another release.
  public func beginAttempt(
    model: String, release: ReleaseID, packet: String, commitments: Checksum, at moment: Moment
  ) throws -> AttemptRecord {
    try perform {
      try $0.beginAttempt(
        model: model, release: release, packet: packet, commitments: commitments, at: moment)
    }
  }

  /// Records how far an attempt has come.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` when it has ended, or would oblige
  ///   the owner while the last drill of its packet and commitments is missing or failed.
  public func recordState(
    _ next: AttemptRecord.State, ofAttempt id: AttemptRecord.ID, at moment: Moment
  ) throws {
    try perform { try $0.recordState(next, ofAttempt: id, at: moment) }
  }

  /// The attempts of a model, the oldest first.
  ///
  /// - Throws: ``StateError``.
  public func attempts(of model: String) throws -> [AttemptRecord] {
    try perform { try $0.attempts(of: model) }
  }
}

extension JournalTransaction {
  /// Records a signed transaction, before its first byte leaves.
  ///
  /// - Throws: ``StateError/leaseLost(_:token:current:)``; ``StateError/conflict(_:reason:)`` when another one
  ///   is in its way, or no approval covers it.
  public func recordIntent(
    _ intent: IntentRecord, under fence: Fence, spending amount: Amount, in epoch: Epoch
  ) throws {
    try perform { try $0.recordIntent(intent, under: fence, spending: amount, in: epoch) }
  }

  /// Records that an intent is about to be sent, before its first byte leaves: which it must not before the
  /// transaction is durable.
  ///
  /// - Returns: The intent, whose bytes are what is sent.
  /// - Throws: ``StateError/leaseLost(_:token:current:)``; ``StateError/unknown(_:)``;
  ///   ``StateError/conflict(_:reason:)`` when its outcome is known.
  public func recordSending(
    of digest: TransactionDigest, under fence: Fence, in epoch: Epoch, at moment: Moment
  ) throws -> IntentRecord {
    try perform { try $0.recordSending(of: digest, under: fence, in: epoch, at: moment) }
  }

  /// Records the outcome of an intent. The same again changes nothing, but for an epoch that was not known
  /// before.
  ///
  /// - Throws: ``StateError/unknown(_:)``; ``StateError/conflict(_:reason:)`` for an outcome that is none,
  ///   another one than before, or one of an intent that was never sent.
  public func recordOutcome(
    _ outcome: IntentRecord.Status, of digest: TransactionDigest, at moment: Moment
  ) throws {
    try perform { try $0.recordOutcome(outcome, of: digest, at: moment) }
  }

  /// An intent; `nil` when it is not on record.
  ///
  /// - Throws: ``StateError``.
  public func intent(_ digest: TransactionDigest) throws -> IntentRecord? {
    try perform { try $0.intent(digest) }
  }
}

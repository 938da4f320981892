import BCS
import Custody
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire
import StateStore

extension LifecycleDriver {
  /// The intent of an attempt that is not dead and did not fail.
  func intent(
    _ kind: IntentRecord.Kind, for attempt: AttemptRecord.ID?
  ) async throws -> IntentRecord? {
    try await state.intents(of: keyName.text).last {
      switch $0.status {
      case .prepared, .sent, .succeeded: $0.kind == kind && $0.attempt == attempt
      case .failed, .dead: false
      }
    }
  }

  /// What was signed for an attempt and is on record in clear.
  func journaled(
    _ kind: IntentRecord.Kind, for attempt: AttemptRecord.ID
  ) async throws -> SignedTransaction? {
    try await intent(kind, for: attempt).map { try SignedTransaction(bcsBytes: $0.bytes) }
  }

  /// Makes a signed transaction durable before its first byte leaves; instead of the bytes, the sealed ones
  /// if there are some.
  func journal(
    _ signed: SignedTransaction, as kind: IntentRecord.Kind, _ attempt: AttemptRecord.ID?,
    _ fence: Fence, spending amount: Amount = 1_000_000_000, in epoch: Epoch,
    sealed: [UInt8]? = nil
  ) async throws {
    try await state.recordIntent(
      IntentRecord(
        digest: signed.data.digest, wallet: owner, model: keyName.text, kind: kind,
        attempt: attempt, bytes: sealed ?? signed.bcsBytes, isSealed: sealed != nil,
        inputs: signed.data.gasPayment, preparedAt: Self.now),
      under: fence, spending: amount, in: epoch)
  }

  /// Sends an intent until its outcome is known, the bytes that are on record and no others; the
  /// result is the epoch in which it was executed.
  func settle(
    _ kind: IntentRecord.Kind, for attempt: AttemptRecord.ID?, _ fence: Fence
  ) async throws -> Epoch {
    guard let intent = try await intent(kind, for: attempt) else { throw DriverError.notDrilled }
    if case .succeeded(let epoch?) = intent.status { return epoch }
    let sending = try await state.recordSending(
      of: intent.digest, under: fence, in: chain.systemState().epoch, at: Self.now)
    let signed = try await signedBytes(of: sending)
    let submission = await chain.submit(
      signed, awaitingCheckpointFor: .seconds(20), isFirst: sending.sendCount == 1)
    guard case .ran(let executed) = submission.outcome else {
      throw DriverError.unsettled(intent.digest, "\(submission.outcome)")
    }
    let epoch = executed.effects.executedEpoch
    if case .failure(let failure) = executed.effects.status {
      try await state.recordOutcome(.failed(epoch, "\(failure)"), of: intent.digest, at: Self.now)
      throw DriverError.unsettled(intent.digest, "\(failure)")
    }
    try await state.recordOutcome(.succeeded(epoch), of: intent.digest, at: Self.now)
    return epoch
  }

  private func signedBytes(of intent: IntentRecord) async throws -> SignedTransaction {
    guard intent.isSealed else { return try SignedTransaction(bcsBytes: intent.bytes) }
    let key = try await journalKey()
    return try SealedReveal(bcsBytes: intent.bytes).open(with: key)
      .withUnsafeBytes { try SignedTransaction(bcsBytes: Array($0)) }
  }
}

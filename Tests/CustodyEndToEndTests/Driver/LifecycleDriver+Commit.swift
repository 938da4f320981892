import BCS
import Custody
import SomaClient
import SomaTypes
import SomaWire
import StateStore

extension LifecycleDriver {
  /// Says that the model is declared, and that its create is approved.
  private func approve(spending cap: Amount) async throws {
    let spec = try await state.acceptSpec(
      Array(keyName.text.utf8), of: keyName.text, at: Self.now)
    try await state.recordApproval(
      ApprovalRecord(
        model: keyName.text, action: .create, generation: spec.generation, cap: cap,
        lastEpoch: 1000, grantedAt: Self.now))
  }

  /// The right to write; whoever had it before is known to have ended.
  func lease() async throws -> Fence {
    let answer = try await state.acquireLease(
      .chain(owner), for: LeaseHolder.new(), ttl: LeaseRule.longestTTL, now: BootTime.now,
      hasEnded: { _ in true })
    guard case .granted(let fence) = answer else { throw DriverError.leaseHeld }
    return fence
  }

  /// Signs create and commit, makes both durable, and only then sends the one and the other.
  func createAndCommit(_ attempt: PackedAttempt) async throws -> ModelID {
    let fence = try await lease()
    let observed = try await chain.systemState()
    let stake = try observed.state.get().parameters.modelMinStake
    guard let cap = stake.adding(1_000_000_000) else { throw DriverError.noSuchStake(stake) }
    try await approve(spending: cap)
    let builder = try await Wallet(signer, on: chain).builder()
    let version = try await chain.protocolConfig().number("model_architecture_version")
    let known = try await journaled(.create, for: attempt.id)
    let creation =
      try known?.data
      ?? builder.createModel(
        CreateModel(stake: stake, commissionRate: 500, architectureVersion: version))
    let model = ModelID.derived(from: creation.digest, creationNumber: 0)
    if try await journaled(.firstCommit, for: attempt.id) == nil {
      let payload = attempt.commit(to: model)
      // Another coin than that of the create, so that no lock is shared.
      let others = TransactionBuilder(
        sender: owner, coins: builder.coins.without(Set(creation.gasPayment.map(\.id))),
        fees: builder.fees)
      let promise = try others.transaction(.commitModel(payload))
      try await drill(payload, attempt)
      let create = try await signer.checkedSignature(of: creation)
      let commit = try await signer.checkedSignature(of: promise)
      try await journal(
        create, as: .create, attempt.id, fence, spending: cap,
        in: observed.epoch)
      try await journal(commit, as: .firstCommit, attempt.id, fence, in: observed.epoch)
    }
    try reached(.journaled)
    try await advance(attempt.id, to: .creating)
    _ = try await settle(.create, for: attempt.id, fence)
    try await advance(attempt.id, to: .created)
    try reached(.created)
    try await advance(attempt.id, to: .committing)
    let epoch = try await settle(.firstCommit, for: attempt.id, fence)
    try await advance(attempt.id, to: .committed(epoch))
    try reached(.committed)
    try await state.releaseLease(fence)
    return model
  }

  /// Commits a packed attempt of a model that is live.
  func commit(_ attempt: PackedAttempt, to model: ModelID) async throws {
    let fence = try await lease()
    if try await journaled(.updateCommit, for: attempt.id) == nil {
      let payload = attempt.commit(to: model)
      let promise = try await Wallet(signer, on: chain).builder()
        .transaction(.commitModel(payload))
      try await drill(payload, attempt)
      try await journal(
        signer.checkedSignature(of: promise), as: .updateCommit, attempt.id, fence,
        in: chain.systemState().epoch)
    }
    try reached(.journaled)
    try await advance(attempt.id, to: .committing)
    let epoch = try await settle(.updateCommit, for: attempt.id, fence)
    try await advance(attempt.id, to: .committed(epoch))
    try reached(.committed)
    try await state.releaseLease(fence)
  }
}

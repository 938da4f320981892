import BCS
import Custody
import Diagnostics
import Lifecycle
import Manifest
import SomaClient
import SomaTypes
import SomaWire
import StateStore

// Sending what is on record, and finding out what became of it.
extension StepRunner {
  /// The intent of a model or of a wallet.
  private func intent(
    _ digest: TransactionDigest, of name: ResourceName?
  ) throws(StepError) -> Intent {
    let known = name.flatMap { journal[$0]?.intents } ?? journal.shared.walletIntents
    guard let intent = known.first(where: { $0.digest == digest }) else {
      throw .overtakenByOtherRun
    }
    return intent
  }

  /// Records what happened to an intent.
  private func note(
    _ event: IntentMachine.Event, on digest: TransactionDigest, of name: ResourceName?,
    with attachment: Attachment = Attachment()
  ) async throws {
    let time = context.clock.wallClockMs()
    if let name {
      try await journal.record(
        [.intent(digest, event, wallClockMs: time)], of: name, with: attachment)
    } else {
      try await journal.record(
        .walletIntent(digest, event, wallClockMs: time), with: attachment)
    }
  }

  /// How long a node may take over a submission before it is given up as unknown: no longer than a holder of
  /// the wallet's lease may delay others (promise P8).
  private var submissionDeadline: Duration {
    let epoch = view?.parameters.epochDurationMs ?? 0
    return max(.seconds(5), min(.seconds(55), .milliseconds(Int64(clamping: epoch / 50))))
  }

  /// Sends the bytes that are on record, and no others.
  func send(
    _ digest: TransactionDigest, of name: ResourceName?, permit: RevealPermit?, under fence: Fence
  ) async throws {
    let intent = try intent(digest, of: name)
    guard intent.isUnresolved else { return }
    if intent.purpose.kind == .reveal { try requirePermit(permit) }
    guard let stored = try await context.state.intent(digest) else {
      throw StepError.overtakenByOtherRun
    }
    let signed = try signedBytes(of: stored, name)
    var attachment = Attachment()
    attachment.fence = fence
    let time = observation.chainMs ?? context.clock.wallClockMs()
    try await note(
      .sending(atMs: time, in: view?.epoch ?? 0), on: digest, of: name, with: attachment)
    // The last moment at which nothing has left.
    if intent.purpose.kind == .reveal { try requirePermit(permit) }
    let outcome = await Failpoint.submitted.around {
      await context.chain.submitAnywhere(
        signed, attempt: stored.sendCount, deadline: submissionDeadline)
    }
    switch outcome {
    case .ran(let executed): try await settle(executed, intent, of: name)
    case .cannotHaveRun(let problem): throw problem
    case .unknown(let problem):
      if problem.isLockConflict { try await note(.metLock, on: digest, of: name) }
      throw problem
    }
  }

  /// Records what a transaction did.
  private func settle(
    _ executed: ExecutedTransaction, _ intent: Intent, of name: ResourceName?
  ) async throws {
    let effects = executed.effects
    if effects.changedObjects.contains(where: { $0.id == .systemState }) {
      try await journal.record(.sawVersion(effects.version))
    }
    switch effects.status {
    case .success:
      try await note(
        .ruled(.succeeded(in: effects.executedEpoch)), on: intent.digest, of: name)
      if let name, intent.purpose.kind == .reveal { try await notePublicKeys(of: name) }
    case .failure(let failure):
      var attachment = Attachment()
      attachment.failure = "\(failure.diagnostic.code)"
      try await note(
        .ruled(.failed(in: effects.executedEpoch)), on: intent.digest, of: name,
        with: attachment)
      throw StepError.failed(intent.purpose.kind, failure)
    }
  }

  /// Finds out what became of bytes that were sent; sends the same ones again while nobody knows.
  func resolve(
    _ digest: TransactionDigest, of name: ResourceName?, permit: RevealPermit?, under fence: Fence
  ) async throws {
    let intent = try intent(digest, of: name)
    guard let stored = try await context.state.intent(digest) else {
      throw StepError.overtakenByOtherRun
    }
    let signed = try signedBytes(of: stored, name)
    if let executed = await context.chain.find(signed) {
      try await settle(executed, intent, of: name)
      return
    }
    let evidence = IntentEvidence(
      lookups: [.notFound], coins: await fates(of: intent.coins),
      effect: await effect(of: intent))
    if let ruling = evidence.ruling(on: digest) {
      try await note(.ruled(ruling), on: digest, of: name)
    } else if evidence.isOvertaken {
      try await note(.overtaken, on: digest, of: name)
    } else if intent.purpose.kind != .reveal || permit != nil {
      try await send(digest, of: name, permit: permit, under: fence)
    }
  }

  /// What became of coins, as a node shows them.
  private func fates(of coins: [ObjectRef]) async -> [IntentEvidence.CoinFate] {
    var fates: [IntentEvidence.CoinFate] = []
    for coin in coins {
      // A coin that is gone says nothing: a node can be behind, or the coin was merged away.
      guard let object = try? await context.chain.object(coin.id) else {
        fates.append(.unknown)
        continue
      }
      if object.version == coin.version {
        fates.append(.untouched)
      } else if object.version > coin.version {
        fates.append(.moved(by: object.previousTransaction))
      } else {
        fates.append(.unknown)
      }
    }
    return fates
  }

  /// Whether what an intent should have done is on the chain, in the observation of this pass.
  private func effect(of intent: Intent) async -> Known<Bool> {
    guard let view else { return .unknown(.noNodeAnswered) }
    func model(_ id: ModelID) -> Model? { view.models[id] }
    switch intent.purpose {
    case .create(let id, _, _): return .known(model(id) != nil)
    case .commit(let id, let commitments):
      return .known(
        model(id)?.pendingUpdate?.commitments == commitments
          || model(id)?.revealed?.commitments == commitments)
    case .reveal(let id, let commitments, _):
      return .known(
        model(id)?.revealed?.commitments == commitments
          && model(id)?.pendingUpdate?.commitments != commitments)
    case .commission(let id, let rate):
      return .known(model(id)?.nextEpochCommissionRate == rate)
    case .retire(let id):
      if case .inactive = model(id)?.state { return .known(true) }
      return .known(false)
    case .stake, .reserve, .claim: return await madeObject(of: intent.digest)
    }
  }

  /// Whether the first object that a success creates is there. One that was spent since is gone too, so
  /// its absence is known only from a node that answers for it.
  private func madeObject(of digest: TransactionDigest) async -> Known<Bool> {
    do {
      _ = try await context.chain.object(ObjectID.derived(from: digest, creationNumber: 0))
      return .known(true)
    } catch let failure as RPCFailure where failure.stage == .answered && failure.code == .notFound
    {
      return .known(false)
    } catch {
      return .unknown(.unreadable)
    }
  }

  /// Spends the coin of bytes that are moot on the wallet itself, so that they can never run.
  func abandon(
    _ digest: TransactionDigest, of name: ResourceName?, under fence: Fence
  ) async throws {
    let intent = try intent(digest, of: name)
    guard let stored = try await context.state.intent(digest), let coin = intent.coins.first,
      let spec = wallets[intent.wallet]
    else { throw StepError.overtakenByOtherRun }
    let signed = try signedBytes(of: stored, name)
    if let executed = await context.chain.find(signed) {
      try await settle(executed, intent, of: name)
      return
    }
    let fates = await fates(of: intent.coins)
    guard fates.first == .untouched else {
      let evidence = IntentEvidence(
        lookups: [.notFound], coins: fates, effect: await effect(of: intent))
      if let ruling = evidence.ruling(on: digest) {
        try await note(.ruled(ruling), on: digest, of: name)
      }
      return
    }
    let data = try await selfPayment(of: coin, stored.wallet)
    let bytes = try await DeclaredWallet(spec).signer().checkedSignature(of: data)
    let record = IntentRecord(
      digest: data.digest, wallet: stored.wallet, model: stored.model, kind: .abandonment,
      bytes: bytes.bcsBytes, inputs: data.gasPayment, preparedAt: context.clock.moment)
    let epoch = view?.epoch ?? 0
    try await Failpoint.intentPrepared.around {
      try await context.state.recordIntent(record, under: fence, spending: .zero, in: epoch)
    }
    _ = try await context.state.recordSending(
      of: data.digest, under: fence, in: epoch, at: context.clock.moment)
    let outcome = await Failpoint.submitted.around {
      await context.chain.submitAnywhere(bytes, deadline: submissionDeadline)
    }
    guard case .ran(let executed) = outcome else { return }
    let status: IntentRecord.Status =
      switch executed.effects.status {
      case .success: .succeeded(executed.effects.executedEpoch)
      case .failure(let failure):
        .failed(executed.effects.executedEpoch, failure.diagnostic.code)
      }
    try await context.state.recordOutcome(status, of: data.digest, at: context.clock.moment)
    let evidence = IntentEvidence(
      lookups: [.notFound], coins: await self.fates(of: intent.coins),
      effect: await effect(of: intent))
    if let ruling = evidence.ruling(on: digest) {
      try await note(.ruled(ruling), on: digest, of: name)
    }
  }

  /// A payment to ourselves that moves a coin on: of a rich one a small coin, of a poor one all of it.
  private func selfPayment(
    of coin: ObjectRef, _ owner: SomaAddress
  ) async throws -> TransactionData {
    let balance = try Coin(try await context.chain.object(coin.id)).balance
    let isRich = Margins.reserveCoin.adding(Margins.reserveCoin).map { balance > $0 } ?? false
    return TransactionData(
      kind: .transferCoin(
        TransferCoin(
          coin: coin, amount: isRich ? Margins.reserveCoin : nil, recipient: owner)),
      sender: owner, gasPayment: [coin])
  }
}

extension SubmissionProblem {
  /// Whether validators hold a coin of it for another transaction. Source: CHAIN 7.2.
  fileprivate var isLockConflict: Bool {
    if case .call(let failure) = self {
      failure.stage == .answered && failure.code == .failedPrecondition
    } else {
      false
    }
  }
}

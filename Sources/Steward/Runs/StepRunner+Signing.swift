import BCS
import Custody
import Lifecycle
import Manifest
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire
import StateStore

// Signing: tried out, signed, on record, and only then sent.
extension StepRunner {
  /// A transaction that is about to be signed.
  struct Draft {
    var purpose: Intent.Purpose
    var data: TransactionData
    /// Whether it can be tried out first: what builds on another one cannot.
    var isSimulated = true
  }

  /// Signs over the first coin of a step, puts the bytes on record, and sends them.
  func sign(
    _ kind: TransactionKind, for purpose: Intent.Purpose, _ step: Step, under fence: Fence
  ) async throws {
    guard let name = step.model, let coin = step.coins.first else {
      throw StepError.overtakenByOtherRun
    }
    let spec = try record(of: name).spec
    let data = TransactionData(
      kind: kind, sender: try owner(of: spec), gasPayment: [coin])
    try await prepare([Draft(purpose: purpose, data: data)], step, spec.wallet, under: fence)
    try await send(data.digest, of: name, permit: step.permit, under: fence)
  }

  /// Tries out, signs, and puts the bytes on record, all of them or none.
  func prepare(
    _ drafts: [Draft], _ step: Step, _ wallet: WalletSpec, under fence: Fence
  ) async throws {
    for draft in drafts where draft.isSimulated { try await rehearse(draft) }
    let signer = try DeclaredWallet(wallet).signer()
    var attachment = Attachment()
    attachment.fence = fence
    attachment.spending = step.cost.total
    attachment.epoch = view?.epoch ?? 0
    var intents: [Intent] = []
    for draft in drafts {
      let signed = try await signer.checkedSignature(of: draft.data)
      let (bytes, isSealed) = try journaled(signed, step.model)
      let inputs = draft.data.coins
      attachment.signed[draft.data.digest] = Attachment.SignedBytes(
        bytes: bytes, isSealed: isSealed, inputs: inputs, wallet: draft.data.sender)
      intents.append(
        Intent(
          digest: draft.data.digest, purpose: draft.purpose, model: step.model,
          wallet: wallet.name, coins: inputs,
          generation: step.model.flatMap { journal[$0]?.generation } ?? 0))
    }
    guard let name = step.model else {
      for intent in intents {
        try await journal.record(.walletPrepared(intent), with: attachment)
      }
      return
    }
    var events: [ModelEvent] = [.prepared(intents)]
    if let epoch = view?.epoch, step.permit == nil {
      events.append(.spent(step.cost.total, in: epoch))
    }
    guard try await journal.record(events, of: name, with: attachment),
      intents.allSatisfy({ intent in journal[name]?.intents.contains(intent) ?? false })
    else { throw StepError.overtakenByOtherRun }
  }

  /// Lets a node try the transaction out, where it can. A reveal is never shown before its time.
  private func rehearse(_ draft: Draft) async throws {
    if case .revealModel = draft.data.kind { return }
    do {
      let executed = try await context.chain.simulate(draft.data)
      if case .failure(let failure) = executed.effects.status {
        throw StepError.wouldFail(draft.purpose.kind, failure)
      }
    } catch let failure as RPCFailure where failure.code == .unimplemented {
      return
    }
  }

  /// The bytes as the state keeps them: those of a reveal hold the key, so they are sealed.
  private func journaled(
    _ signed: SignedTransaction, _ name: ResourceName?
  ) throws -> (bytes: [UInt8], isSealed: Bool) {
    guard case .revealModel = signed.data.kind, let name else { return (signed.bcsBytes, false) }
    let spec = try record(of: name).spec
    let master = try context.secrets.keyring(spec.keyring).keyring.currentMaster()
    let key = try master.journalKey(chain: context.chainID, owner: signed.data.sender)
    return (try SealedReveal(signed, under: key).bcsBytes, true)
  }

  /// The bytes to send; sealed ones are opened, with whichever master sealed them.
  func signedBytes(
    of intent: IntentRecord, _ name: ResourceName?
  ) throws -> SignedTransaction {
    guard intent.isSealed else { return try SignedTransaction(bcsBytes: intent.bytes) }
    guard let name else { throw StepError.overtakenByOtherRun }
    let secrets = try context.secrets.keyring(record(of: name).spec.keyring)
    let sealed = try SealedReveal(bcsBytes: intent.bytes)
    var problem: any Error = StepError.overtakenByOtherRun
    for entry in secrets.keyring.entries {
      do {
        let key = try secrets.keyring.master(entry.id)
          .journalKey(chain: context.chainID, owner: intent.wallet)
        return try sealed.open(with: key)
          .withUnsafeBytes { try SignedTransaction(bcsBytes: Array($0)) }
      } catch { problem = error }
    }
    throw problem
  }

  /// Signs a create and the commit that follows from it; both are on record before the create leaves.
  func create(
    _ content: ReleaseContent?, _ payload: CreateModel, _ step: Step, under fence: Fence
  ) async throws {
    guard let name = step.model, step.coins.count == 2, let content else {
      throw StepError.overtakenByOtherRun
    }
    let record = try record(of: name)
    guard let attempt = record.openAttempt(for: content),
      attempt.isReady(packetCopies: record.spec.reveal.packetCopies)
    else { throw StepError.overtakenByOtherRun }
    let owner = try owner(of: record.spec)
    let creation = TransactionData(
      kind: .createModel(payload), sender: owner, gasPayment: [step.coins[0]])
    let id = ModelID.derived(from: creation.digest, creationNumber: 0)
    let promise = TransactionData(
      kind: .commitModel(attempt.commitments.commit(to: id)), sender: owner,
      gasPayment: [step.coins[1]])
    try await prepare(
      [
        Draft(
          purpose: .create(id, stake: payload.stake, commission: payload.commissionRate),
          data: creation),
        // The model that it is for does not exist yet.
        Draft(
          purpose: .commit(id, attempt.commitments), data: promise, isSimulated: false),
      ], step, record.spec.wallet, under: fence)
    try await send(creation.digest, of: name, permit: nil, under: fence)
    try await send(promise.digest, of: name, permit: nil, under: fence)
  }

  func commit(
    _ content: ReleaseContent?, to id: ModelID, _ step: Step, under fence: Fence
  ) async throws {
    guard let name = step.model, let content else { throw StepError.overtakenByOtherRun }
    let record = try record(of: name)
    guard let attempt = record.openAttempt(for: content) else {
      throw StepError.overtakenByOtherRun
    }
    try await sign(
      .commitModel(attempt.commitments.commit(to: id)), for: .commit(id, attempt.commitments),
      step, under: fence)
  }

  /// Signs a reveal. Key and embedding leave only while the permit of this step holds.
  func reveal(_ commit: LiveCommit, _ step: Step, under fence: Fence) async throws {
    try requirePermit(step.permit)
    guard let name = step.model else { throw StepError.overtakenByOtherRun }
    let spec = try record(of: name).spec
    let found = try await PacketFinder(context).open(commit.commitments, for: spec)
    let key = try found.packet
      .key(from: found.secrets.keyring.master(found.packet.header.object.masterID))
      .withUnsafeBytes { DecryptionKey(Bytes32(copying: $0)) }
    try await sign(
      .revealModel(
        RevealModel(
          modelID: commit.modelID, decryptionKey: key, embedding: found.packet.embedding)),
      for: .reveal(commit.modelID, commit.commitments, commitEpoch: commit.commitEpoch), step,
      under: fence)
  }

  func requirePermit(_ permit: RevealPermit?) throws(StepError) {
    guard let permit, permit.isValid(at: context.clock.monotonicMs()) else {
      throw .permitExpired
    }
  }

  func topUp(
    _ id: ModelID, _ amount: Amount, _ step: Step, under fence: Fence
  ) async throws {
    guard let name = step.model, step.coins.count == 2 else {
      throw StepError.overtakenByOtherRun
    }
    let spec = try record(of: name).spec
    let data = TransactionData(
      kind: .addStakeToModel(
        AddStakeToModel(modelID: id, coin: step.coins[0], amount: amount)),
      sender: try owner(of: spec), gasPayment: [step.coins[1]])
    try await prepare(
      [Draft(purpose: .stake(id, amount), data: data)], step, spec.wallet, under: fence)
    try await send(data.digest, of: name, permit: nil, under: fence)
  }

  /// Small coins for what has a deadline, so that no two transactions share a lock.
  func makeReserve(_ count: Int, _ step: Step, under fence: Fence) async throws {
    guard let name = step.wallet, let spec = wallets[name], let coin = step.coins.first else {
      throw StepError.overtakenByOtherRun
    }
    let owner = try DeclaredWallet(spec).address()
    let data = TransactionData(
      kind: .payCoins(
        PayCoins(
          coins: [coin], amounts: Array(repeating: Margins.reserveCoin, count: count),
          recipients: Array(repeating: owner, count: count))),
      sender: owner, gasPayment: [coin])
    try await prepare([Draft(purpose: .reserve, data: data)], step, spec, under: fence)
    try await send(data.digest, of: nil, permit: nil, under: fence)
  }
}

extension TransactionData {
  /// The owned objects that it uses, gas included, each once.
  fileprivate var coins: [ObjectRef] {
    (gasPayment + kind.ownedInputs).reduce(into: []) { found, coin in
      if !found.contains(coin) { found.append(coin) }
    }
  }
}

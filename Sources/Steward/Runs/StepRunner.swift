import Custody
import Hosting
import Lifecycle
import Manifest
import SomaClient
import SomaTypes
import StateStore

/// Carries out the steps of a plan, each so that it can be cut off anywhere and begun again.
struct StepRunner: Sendable {
  let context: RunContext
  /// What the plan was made from.
  let observation: Observation
  /// The chain as the plan saw it; `nil` when nobody knows.
  let view: ChainView?
  let releases: PreparedReleases
  /// The wallets of all models, by name.
  let wallets: [ResourceName: WalletSpec]

  var journal: Journal { context.journal }

  /// Holds leases for as long as the epochs of this chain allow.
  var leases: LeaseKeeper {
    LeaseKeeper(
      state: context.state, clock: context.clock,
      ttl: LeaseRule.ttl(epochMilliseconds: view?.parameters.epochDurationMs ?? 3_600_000))
  }

  /// Works on a release, unless another run does.
  ///
  /// - Throws: ``StepError/workedOnElsewhere(process:)``; what `body` throws.
  func working<Value: Sendable>(
    on release: StateStore.ReleaseID, _ body: () async throws -> Value
  ) async throws -> Value {
    switch try await leases.hold(.work(release), { _ in try await body() }) {
    case .done(let value): return value
    case .held(let holder): throw StepError.workedOnElsewhere(process: holder.process)
    }
  }

  /// Carries out a step that is due.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - fence: The lease of the wallet, for what signs or sends.
  /// - Throws: ``StepError``; what the edges throw. Nothing is lost by it.
  func run(_ step: Step, under fence: Fence?) async throws {
    if step.action.needsLease {
      guard let fence else { throw StepError.overtakenByOtherRun }
      try await transact(step, under: fence)
    } else if let name = step.model {
      try await work(step.action, of: name)
    }
  }

  private func work(_ action: StepAction, of name: ResourceName) async throws {
    switch action {
    case .record(let event): try await record(event, of: name)
    case .rename(let former): try await journal.rename(former, to: name)
    case .seal(let plaintext): try await seal(plaintext, of: name)
    case .upload(let plaintext): try await upload(plaintext, of: name)
    case .verify(let plaintext): try await verify(plaintext, of: name)
    case .pack(let content, let copies): try await pack(content, copies: copies, of: name)
    case .drill(let content): try await drill(content, of: name)
    case .identify(let commitments): try await identify(commitments, of: name)
    case .adopt(let id): try await journal.record([.adopted(id)], of: name)
    case .compare(let content, let commitments):
      try await compare(content, with: commitments, of: name)
    case .probe(let isFull): try await probe(isFull: isFull, of: name)
    case .repair(let commitments): try await repair(commitments, of: name)
    case .send, .resolve, .abandon, .reveal, .makeReserve, .create, .commit, .setCommission, .topUp,
      .retire, .claim:
      break
    }
  }

  private func transact(_ step: Step, under fence: Fence) async throws {
    switch step.action {
    case .send(let digest):
      try await send(digest, of: step.model, permit: step.permit, under: fence)
    case .resolve(let digest):
      try await resolve(digest, of: step.model, permit: step.permit, under: fence)
    case .abandon(let digest): try await abandon(digest, of: step.model, under: fence)
    case .reveal(let commit): try await reveal(commit, step, under: fence)
    case .makeReserve(let count): try await makeReserve(count, step, under: fence)
    case .create(let content, let stake, let commission, let architecture):
      try await create(
        content,
        CreateModel(stake: stake, commissionRate: commission, architectureVersion: architecture),
        step, under: fence)
    case .commit(let id, let content): try await commit(content, to: id, step, under: fence)
    case .setCommission(let id, let rate):
      try await sign(
        .setModelCommissionRate(SetModelCommissionRate(modelID: id, newRate: rate)),
        for: .commission(id, rate), step, under: fence)
    case .topUp(let id, let amount): try await topUp(id, amount, step, under: fence)
    case .retire(let id):
      try await sign(.deactivateModel(modelID: id), for: .retire(id), step, under: fence)
    case .claim(let target, _):
      try await sign(.claimRewards(targetID: target), for: .claim(target), step, under: fence)
    case .record, .rename, .seal, .upload, .verify, .pack, .drill, .identify, .adopt, .compare,
      .probe, .repair:
      break
    }
  }

  /// The record of a model.
  ///
  /// - Throws: ``StepError/overtakenByOtherRun`` when it is gone.
  func record(of name: ResourceName) throws(StepError) -> ModelRecord {
    guard let record = journal[name] else { throw .overtakenByOtherRun }
    return record
  }

  private func record(_ event: ModelEvent, of name: ResourceName) async throws {
    var attachment = Attachment()
    if case .intent(let digest, .ruled(.failed), _) = event {
      attachment.failure = "unknown: \(digest)"
    }
    try await journal.record([event], of: name, with: attachment)
    try await notePublicKeys(of: name)
  }

  /// What was revealed, everyone knows.
  func notePublicKeys(of name: ResourceName) async throws {
    guard let record = journal[name], let epoch = view?.epoch else { return }
    for attempt in record.attempts where attempt.state == .live {
      let key = attempt.commitments.decryptionKeyCommitment
      guard try await context.state.key(key) != nil else { continue }
      try await context.state.recordKeyIsPublic(key, since: epoch)
    }
  }
}

extension StepAction {
  /// Whether it signs or sends, so that the wallet's lease is needed.
  var needsLease: Bool {
    switch self {
    case .send, .resolve, .abandon, .reveal, .makeReserve, .create, .commit, .setCommission, .topUp,
      .retire, .claim:
      true
    case .record, .rename, .seal, .upload, .verify, .pack, .drill, .identify, .adopt, .compare,
      .probe, .repair:
      false
    }
  }

  /// Whether it only writes down what the chain shows.
  var isRecord: Bool {
    if case .record = self { true } else { false }
  }

  /// Whether it moves or reads so many bytes that nothing else may wait for it.
  var isLong: Bool {
    switch self {
    case .seal, .upload, .verify, .compare, .probe, .repair: true
    case .record, .rename, .send, .resolve, .abandon, .reveal, .pack, .drill, .makeReserve, .create,
      .commit, .setCommission, .topUp, .retire, .identify, .adopt, .claim:
      false
    }
  }
}

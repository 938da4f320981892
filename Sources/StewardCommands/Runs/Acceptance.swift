import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// What `apply` records before anything is done: specs, their content, pins and approvals.
struct Acceptance {
  /// For how many epochs an approval holds, the present one included.
  private static let epochs: UInt64 = 3

  private let session: RunSession
  private let specs: [ModelSpec]

  init(_ session: RunSession, _ specs: [ModelSpec]) {
    self.session = session
    self.specs = specs
  }

  private var journal: Journal { session.context.journal }

  /// Refuses a set of which nothing may be accepted.
  ///
  /// - Throws: `CommandFailure` with status 5 or 12.
  func requireFeasibility(_ plan: Plan) throws {
    for problem in plan.problems {
      switch problem.kind {
      case .nothingDeclared, .claimedTwice:
        throw CommandFailure(status: .invalidInput, underlying: problem.diagnostic)
      case .unknown, .journalBehindChain, .missingOnChain, .foreignOwner, .chainDiffers,
        .contentChanged, .notDeclared, .impaired:
        break
      }
    }
  }

  /// The steps that need a person's word and do not have it yet.
  func irreversible(in plan: Plan) -> [Step] {
    plan.steps.filter { step in
      step.waits.contains {
        if case .approval(let action) = $0 { action != .retire } else { false }
      }
    }
  }

  /// Records everything. Each model by itself, so that one that cannot be accepted stops no other.
  ///
  /// - Parameters:
  ///   - plan: What was shown.
  ///   - observation: What it was made from.
  ///   - approved: The irreversible steps that a person approved.
  /// - Throws: `StateError`; ``StepError/nameTaken(_:)``; `CommandFailure` when a pin does not fit.
  func accept(_ plan: Plan, _ observation: Observation, approving approved: [Step]) async throws {
    try await pin(observation)
    for step in plan.steps {
      if case .rename(let former) = step.action, let name = step.model {
        try await journal.rename(former, to: name)
      }
    }
    let renamed = Set(
      plan.steps.filter { $0.waits.contains(where: \.isProbableRename) }.compactMap(\.model))
    for spec in specs where !renamed.contains(spec.name) {
      var content = journal[spec.name]?.acceptedContent
      if case .ready(let found) = observation.observed.weights[spec.name] { content = found }
      try await journal.accept(spec, content: content)
      try await approveRetirement(spec)
    }
    guard let epoch = plan.epoch else { return }
    let last = Epoch(epoch.rawValue &+ Self.epochs)
    for step in approved {
      guard let name = step.model, let spec = specs.first(where: { $0.name == name }),
        let generation = journal[name]?.generation
      else { continue }
      for case .approval(let action) in step.waits
      where !spec.limits.requireApproval.contains(action) {
        try await journal.record(
          [
            .approved(
              Approval(
                action: action, generation: generation, cap: step.cost.total, lastEpoch: last))
          ], of: name)
      }
    }
  }

  /// A manifest that names the id of the model that ends is the approval, for as long as it is applied.
  private func approveRetirement(_ spec: ModelSpec) async throws {
    guard spec.lifecycle == .retired, let record = journal[spec.name], let id = record.modelID,
      spec.retire == id
    else { return }
    let approval = Approval(
      action: .retire, generation: record.generation, lastEpoch: Epoch(UInt64(Int64.max)),
      modelID: id)
    guard !record.approvals.contains(approval) else { return }
    try await journal.record([.approved(approval)], of: spec.name)
  }

  /// Chain and owners stay what they are from the first apply on.
  private func pin(_ observation: Observation) async throws {
    let owners = observation.observed.wallets.mapValues(\.address)
    for wallet in specs.map(\.wallet) {
      let name = wallet.name
      // A wallet that cannot be read is a problem of its own, which the run tells.
      guard let pinned = journal.shared.owners[name],
        let address = try? DeclaredWallet(wallet).address(), pinned != address
      else { continue }
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "apply.otherOwner", summary: "A wallet has another address than before",
          detail:
            "The wallet \(name) was \(pinned) when it was first applied; now it is \(address)."
            + " Its models belong to the first one.",
          remedies: [
            "Put the account back in the wallet's manifest.",
            "For another account, declare another Wallet. Nothing was sent.",
          ]))
    }
    try await journal.record(.pinned(session.context.chainID, owners: owners))
  }
}

extension Wait {
  fileprivate var isProbableRename: Bool {
    if case .probableRename = self { true } else { false }
  }
}

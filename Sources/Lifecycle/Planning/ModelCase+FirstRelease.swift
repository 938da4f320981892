import Manifest
import SomaTypes

// A model that does not exist yet: sealed, hosted, verified, packed, drilled; then create and commit are
// signed together. One create per model succeeds, ever.
extension ModelCase {
  mutating func planAbsent() {
    if let known = record?.modelID {
      problem(.missingOnChain(known))
      return
    }
    if let declared = spec.modelID, record?.modelID == nil {
      problem(.missingOnChain(declared))
      return
    }
    guard spec.lifecycle != .retired, unresolved(.create).isEmpty else { return }
    var waits: [Wait] = []
    if let other = probableRename {
      waits.append(.probableRename(of: other))
    } else if let content {
      let blocks: [Wait] = isWanted && spec.lifecycle == .active ? [] : [.paused]
      waits += planPreparation(of: content, reason: .declaredButAbsent, blocks: blocks)
    } else {
      waits.append(.weights(context.observed.weights[name] ?? .notRead))
    }
    planCreate(waits)
  }

  private mutating func planCreate(_ earlier: [Wait]) {
    let parameters = context.view?.parameters
    let stake: Amount =
      switch spec.stake.initial {
      case .minimum: parameters?.modelMinStake ?? .zero
      case .amount(let amount): amount
      }
    // The commit that goes with it is in the price.
    let fee = context.fees.map { $0.stakeFee(of: stake, writing: 3) } ?? .zero
    let cost = StepCost(
      fee: fee.adding(context.flatCost.fee) ?? Amount(.max), stake: stake)
    var waits = earlier + obligationWaits(.create).filter { !earlier.contains($0) }
    waits += failureWaits(.commit)
    if let parameters {
      if stake < parameters.modelMinStake {
        waits.append(.minimumStake(declared: stake, chain: parameters.modelMinStake))
      }
      if case .version(let declared) = spec.architecture,
        declared != parameters.modelArchitectureVersion
      {
        waits.append(
          .architecture(declared: declared, chain: parameters.modelArchitectureVersion))
      }
      if let content {
        waits += dimensionWaits(content).filter { !waits.contains($0) }
      }
    }
    if context.view?.isInSafeMode ?? false { waits.append(.safeMode) }
    if context.elapsed >= Margins.lastStart { waits.append(.lateInEpoch) }
    if !context.hasWatchman { waits.append(.watchman) }
    waits += moneyWaits(.create, cost: cost)
    let architecture: UInt64 =
      switch spec.architecture {
      case .automatic: parameters?.modelArchitectureVersion ?? 0
      case .version(let version): version
      }
    add(
      .create(content, stake: stake, commission: spec.commission, architecture: architecture),
      .declaredButAbsent,
      timing: StepTiming(firstEpoch: context.view?.epoch, lastEpoch: nil, deadlineMs: nil),
      cost: cost, need: .mainAndCommit(cost.total), waits: waits)
  }

  /// A name that the journal has and nobody declares any more, with the same weights or the same model
  /// id: probably the same model under a new name.
  private var probableRename: ResourceName? {
    guard record == nil else { return nil }
    return context.orphans.first { orphan in
      guard let other = context.recorded.models[orphan] else { return false }
      if let declared = spec.modelID, declared == other.modelID { return true }
      guard let content else { return false }
      return other.acceptedContent?.plaintext == content.plaintext
        || other.releases.keys.contains(content.plaintext)
        || other.attempts.contains { $0.content.plaintext == content.plaintext }
    }
  }
}

import SomaTypes
import SomaWire

extension Model {
  /// One row of a list; scripts get what is due in parts as well.
  func summary(_ id: ModelID, in epoch: Epoch, forScripts: Bool) -> OutputValue {
    .record(
      [.init("modelId", id), .init("state", stateText), .init("due", .text(due(in: epoch)))]
        + (forScripts ? dueFields : []) + [
          .init("stake", stakingPool.somaBalance.output),
          .init("commissionBps", .number(commissionRate.rawValue)), .init("owner", owner),
        ])
  }

  /// Everything that the chain knows; scripts get what is due in parts as well.
  func outputFields(_ id: ModelID, in epoch: Epoch, forScripts: Bool) -> [OutputValue.Field] {
    var createEpoch: Epoch?
    if case .created(let epoch) = state { createEpoch = epoch }
    return [
      .init("modelId", id), .init("state", stateText), .init("due", .text(due(in: epoch))),
    ] + (forScripts ? dueFields : []) + [
      .init("epoch", .number(epoch.rawValue)), .init("owner", owner),
      .init("architectureVersion", .number(architectureVersion)),
      .init("commissionBps", .number(commissionRate.rawValue)),
      .init("nextEpochCommissionBps", .number(nextEpochCommissionRate.rawValue)),
      .init("createEpoch", .number(createEpoch?.rawValue)),
      .init("pendingUpdate", pendingUpdate?.output ?? .null),
      .init("revealed", revealed?.output ?? .null),
      .init("stakingPool", stakingPool.output),
    ]
  }

  private var stateText: String {
    if case .active(_, .some) = state { "Active+update" } else { state.name }
  }

  /// `commit` or `reveal`, and the last epoch in which it counts.
  private var dueFields: [OutputValue.Field] {
    let due: (action: String, epoch: Epoch?)? =
      switch state {
      case .created(let created): ("commit", created.next)
      case .pending(let update): ("reveal", update.commitEpoch.next)
      case .active(_, .some(let update)): ("reveal", update.commitEpoch.next)
      case .active(_, .none), .inactive: nil
      }
    return [
      .init("dueAction", .text(due?.action)), .init("dueEpoch", .number(due?.epoch?.rawValue)),
    ]
  }

  /// What the owner owes, and when. Source: CHAIN 1.2.
  private func due(in epoch: Epoch) -> String? {
    switch state {
    case .created(let created):
      guard let last = created.next else { return nil }
      return epoch <= last
        ? "commit by the end of epoch \(last)"
        : "commit is overdue since epoch \(last): half of the stake goes at every boundary"
    case .pending(let update):
      return update.commitEpoch.next.map { "reveal in epoch \($0)" }
    case .active(_, let update):
      return update?.commitEpoch.next.map { "reveal the update in epoch \($0)" }
    case .inactive: return nil
    }
  }
}

extension PendingModelUpdate {
  fileprivate var output: OutputValue {
    .record(
      [
        .init("commitEpoch", .number(commitEpoch.rawValue)),
        .init("revealEpoch", .number(commitEpoch.next?.rawValue)),
      ] + commitments.outputFields)
  }
}

extension RevealedModel {
  fileprivate var output: OutputValue {
    // A model that ended before its first reveal has neither.
    let isThere = !embedding.bits.isEmpty
    return .record(
      commitments.outputFields + [
        .init("decryptionKey", isThere ? .text(decryptionKey.revealedBase58) : .null),
        .init("embeddingFloats", .number(UInt64(embedding.bits.count))),
      ])
  }
}

extension ModelCommitments {
  fileprivate var outputFields: [OutputValue.Field] {
    [
      .init("manifest", manifest.output), .init("weightsCommitment", weightsCommitment),
      .init("embeddingCommitment", embeddingCommitment),
      .init("decryptionKeyCommitment", decryptionKeyCommitment),
    ]
  }
}

extension StakingPool {
  /// What owners and delegators look at.
  var output: OutputValue {
    .record([
      .init("id", id), .init("balance", somaBalance.output), .init("rewards", rewardsPool.output),
      .init("pendingStake", pendingStake.output),
      .init("pendingWithdraw", pendingTotalSomaWithdraw.output),
      .init("poolTokens", String(poolTokenBalance)),
      .init("activationEpoch", .number(activationEpoch?.rawValue)),
      .init("deactivationEpoch", .number(deactivationEpoch?.rawValue)),
    ])
  }
}

import Manifest
import SomaTypes

// Transactions whose effect may still come. Those of a reveal are in `ModelCase+Reveals.swift`.
extension ModelCase {
  mutating func planUnresolved() {
    for intent in unresolved where intent.purpose.kind != .reveal {
      switch intent.machine.action {
      case .none: break
      case .send: planSending(of: intent)
      case .resolve:
        if isFirstCommit(intent) { risk(.unresolved(.commit)) }
        add(
          .resolve(intent.digest), .unresolved(intent.purpose.kind),
          urgency: intent.purpose.kind == .create || intent.purpose.kind == .commit ? 0 : 1)
      case .abandon(let last):
        add(
          .abandon(intent.digest), .unresolved(intent.purpose.kind), cost: context.flatCost,
          waits: waitsForEpoch(after: last))
      }
    }
  }

  func waitsForEpoch(after last: Epoch) -> [Wait] {
    guard let next = last.next else { return [] }
    guard let epoch = context.view?.epoch else { return [.knowledge(.notAsked)] }
    return epoch >= next ? [] : [.epoch(next)]
  }

  private func isFirstCommit(_ intent: Intent) -> Bool {
    guard case .commit = intent.purpose else { return false }
    switch model?.state {
    case .created, .pending, nil: return true
    case .active, .inactive: return false
    }
  }

  /// Bytes that were journaled and never sent: they go now, or are withdrawn because the chain no longer
  /// takes them.
  private mutating func planSending(of intent: Intent) {
    var waits: [Wait] = []
    if let view = context.view {
      if isPointless(intent, in: view) {
        add(
          .record(.intent(intent.digest, .withdrawn, wallClockMs: context.now.wallClockMs)),
          .unresolved(intent.purpose.kind))
        return
      }
    } else if case .unknown(let reason) = context.reading.view {
      waits.append(.knowledge(reason))
    }
    if !context.isProtocolKnown, let version = context.view?.protocolVersion {
      waits.append(.unknownProtocol(version))
    }
    let kind = intent.purpose.kind
    let isOverdueCommit = kind == .commit && isCreated
    if kind == .create || kind == .commit && !isCreated, context.elapsed >= Margins.lastStart {
      waits.append(.lateInEpoch)
    }
    if kind == .commit, !unresolved(.create).isEmpty { waits.append(.intent(.create)) }
    if kind == .commit, case .known(nil) = facts, unresolved(.create).isEmpty {
      waits.append(.earlierStep)
    }
    add(
      .send(intent.digest), .unresolved(kind), cost: context.flatCost, waits: waits,
      urgency: isOverdueCommit ? 0 : 1)
  }

  var isCreated: Bool {
    if case .created = model?.state { true } else { false }
  }

  /// Whether the chain would refuse the transaction, or take it for something else than was meant.
  private func isPointless(_ intent: Intent, in view: ChainView) -> Bool {
    switch intent.purpose {
    case .create(_, let stake, let commission):
      return stake < view.parameters.modelMinStake || commission > .all
    case .commit(_, let commitments):
      guard let model else { return false }
      switch model.state {
      case .created: return false
      case .pending, .inactive: return true
      case .active(let revealed, let pending):
        // Signed for a Created model, it would become an update; over a pending update it would
        // overwrite that one (CHAIN 10.2, 7 and 24).
        return pending != nil || revealed.commitments == commitments
      }
    case .stake(_, _):
      if case .active = model?.state { return model?.stakingPool.deactivationEpoch != nil }
      return true
    case .reveal, .commission, .retire, .reserve, .claim: return false
    }
  }
}

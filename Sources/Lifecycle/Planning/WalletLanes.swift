import Manifest
import SomaTypes

/// Puts the steps of all models in order and gives each its coins.
struct WalletLanes {
  private let context: PlanContext
  private var lanes: [ResourceName: CoinLane] = [:]

  init(_ context: PlanContext) {
    self.context = context
    var locked: Set<ObjectID> = []
    for record in context.recorded.models.values {
      for intent in record.intents where intent.isUnresolved {
        locked.formUnion(intent.coins.map(\.id))
      }
    }
    for intent in context.recorded.walletIntents where intent.isUnresolved {
      locked.formUnion(intent.coins.map(\.id))
    }
    for (name, wallet) in context.observed.wallets {
      if let purse = wallet.coins.value { lanes[name] = CoinLane(purse, locked: locked) }
    }
  }

  /// The steps in order, with coins, and with what the wallets themselves need.
  func steps(_ drafts: [Draft]) -> [Step] {
    var lanes = lanes
    var placed: [Draft] = []
    let all = drafts + walletDrafts(for: drafts)
    for var draft in stable(all) {
      guard let name = draft.step.wallet else {
        placed.append(draft)
        continue
      }
      if draft.step.isDue {
        switch lanes[name]?.take(draft.need) {
        case .success(let coins): draft.step.coins = coins
        case .failure(let shortage): draft.step.waits = [shortage.wait]
        case nil: draft.step.waits = [.wallet]
        }
      }
      placed.append(draft)
    }
    return stable(placed).map(\.step)
  }

  /// Sorted, and otherwise in the order in which the steps were planned.
  private func stable(_ drafts: [Draft]) -> [Draft] {
    drafts.enumerated().sorted {
      if Draft.precedes($0.element, $1.element) { return true }
      return !Draft.precedes($1.element, $0.element) && $0.offset < $1.offset
    }.map(\.element)
  }

  /// Payments of wallets to themselves: those whose outcome is not known, and reserve coins before the
  /// first create or commit that needs them.
  private func walletDrafts(for drafts: [Draft]) -> [Draft] {
    var result: [Draft] = []
    for intent in context.recorded.walletIntents where intent.isUnresolved {
      let action: StepAction
      var waits: [Wait] = []
      switch intent.machine.action {
      case .none: continue
      case .send: action = .send(intent.digest)
      case .resolve: action = .resolve(intent.digest)
      case .abandon(let last):
        action = .abandon(intent.digest)
        if let next = last.next, let epoch = context.view?.epoch, epoch < next {
          waits = [.epoch(next)]
        }
      }
      result.append(
        Draft(
          step: Step(
            model: intent.model, wallet: nil, action: action, reason: .unresolved(.reserve),
            timing: StepTiming(), cost: .free, coins: [], waits: waits)))
    }
    for (name, lane) in lanes.sorted(by: { $0.key < $1.key }) {
      let isNeeded = drafts.contains {
        $0.step.wallet == name && ($0.need.wantsReserve || $0.need == .commit)
      }
      guard isNeeded, lane.reserveCount < Margins.reserveCoinCount else { continue }
      result.append(reserve(name, missing: Margins.reserveCoinCount - lane.reserveCount))
    }
    return result
  }

  private func reserve(_ name: ResourceName, missing: Int) -> Draft {
    var amount = Amount.zero
    for _ in 0..<missing { amount = amount.adding(Margins.reserveCoin) ?? Amount(.max) }
    let fee = context.fees?.transferFee(of: amount, writing: 1 + missing) ?? .zero
    var waits: [Wait] = context.view == nil ? [.knowledge(.notAsked)] : []
    if !context.isProtocolKnown, let version = context.view?.protocolVersion {
      waits.append(.unknownProtocol(version))
    }
    if context.recorded.walletIntents.contains(where: { $0.isUnresolved && $0.wallet == name }) {
      waits.append(.intent(.reserve))
    }
    let usable = Margins.reserveCoinCount - missing
    return Draft(
      step: Step(
        model: nil, wallet: name, action: .makeReserve(count: missing),
        reason: .reserveTooSmall(usable: usable), timing: StepTiming(), cost: StepCost(fee: fee),
        coins: [], waits: waits),
      need: .main(fee.adding(amount) ?? Amount(.max)))
  }

  /// What a shortage of coins puts at risk.
  static func risks(of steps: [Step]) -> [Risk] {
    steps.compactMap { step in
      guard case .createdWaits(let since) = step.reason, case .commit = step.action,
        let deadline = step.timing.lastEpoch, let first = step.timing.firstEpoch,
        first >= deadline,
        step.waits.contains(where: {
          switch $0 {
          case .funds, .reserve: true
          default: false
          }
        })
      else { return nil }
      return Risk(model: step.model, kind: .createdCannotCommit(since: since))
    }
  }
}

extension CoinNeed {
  /// Whether it takes reserve coins beside the main one.
  var wantsReserve: Bool {
    switch self {
    case .mainAndCommit, .mainAndReserve: true
    case .none, .anything, .commit, .main: false
    }
  }
}

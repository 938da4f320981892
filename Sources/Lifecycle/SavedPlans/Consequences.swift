public import Manifest
public import SomaTypes

/// What carrying out a plan can bring about that nothing takes back, and what it can cost at most: what a
/// person reviews and a saved plan is bound to.
public struct Consequences: Equatable, Sendable {
  /// The irreversible actions, by model.
  public var irreversible: Set<IrreversibleAction>
  /// The most that everything together costs, stake included.
  public var upperBound: Amount
  /// The last epoch in which they may happen.
  public var lastEpoch: Epoch

  /// Creates consequences.
  public init(irreversible: Set<IrreversibleAction>, upperBound: Amount, lastEpoch: Epoch) {
    self.irreversible = irreversible
    self.upperBound = upperBound
    self.lastEpoch = lastEpoch
  }

  /// Those of a plan, also of its steps that still wait.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - lastEpoch: The last epoch in which its irreversible steps may happen.
  public init(of plan: Plan, until lastEpoch: Epoch) {
    var actions: Set<IrreversibleAction> = []
    var bound = Amount.zero
    for step in plan.steps {
      if let name = step.model, let action = IrreversibleAction(step.action, of: name) {
        actions.insert(action)
      }
      bound = bound.adding(step.cost.total) ?? Amount(.max)
    }
    self.init(irreversible: actions, upperBound: bound, lastEpoch: lastEpoch)
  }
}

/// One action that nothing takes back.
public enum IrreversibleAction: Hashable, Sendable {
  /// A model is created, with this stake at most.
  case create(ResourceName, stake: Amount)
  /// This much is staked at most.
  case stake(ResourceName, ModelID, Amount)
  /// A model ends.
  case retire(ResourceName, ModelID)

  /// The action of a step, if it is irreversible.
  init?(_ action: StepAction, of name: ResourceName) {
    switch action {
    case .create(_, let stake, _, _): self = .create(name, stake: stake)
    case .topUp(let id, let amount): self = .stake(name, id, amount)
    case .retire(let id): self = .retire(name, id)
    default: return nil
    }
  }

  /// Whether allowing this allows `other`: the same action, for no more money.
  func allows(_ other: IrreversibleAction) -> Bool {
    switch (self, other) {
    case (.create(let name, let cap), .create(let other, let stake)):
      name == other && stake <= cap
    case (.stake(let name, let id, let cap), .stake(let other, let otherID, let amount)):
      name == other && id == otherID && amount <= cap
    case (.retire, .retire): self == other
    case (.create, _), (.stake, _), (.retire, _): false
    }
  }
}

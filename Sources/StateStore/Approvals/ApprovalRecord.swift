public import SomaTypes

/// A person's leave to do something that cannot be undone.
public struct ApprovalRecord: Equatable, Sendable {
  /// What is allowed.
  public enum Action: String, Sendable {
    /// To create the model.
    case create
    /// To stake to it.
    case stake
    /// To deactivate it.
    case retire
    /// To do what a policy refuses.
    case force
  }

  /// The model's key name.
  public var model: String
  /// What is allowed.
  public var action: Action
  /// The generation of the spec for which it was given; it holds for no other.
  public var generation: UInt64
  /// The most that may be spent.
  public var cap: Amount
  /// The last epoch in which it holds.
  public var lastEpoch: Epoch
  /// The id of the model, which a retirement must name.
  public var modelID: ModelID?
  /// When it was given.
  public var grantedAt: Moment

  /// Creates a record.
  public init(
    model: String, action: Action, generation: UInt64, cap: Amount, lastEpoch: Epoch,
    modelID: ModelID? = nil, grantedAt: Moment
  ) {
    self.model = model
    self.action = action
    self.generation = generation
    self.cap = cap
    self.lastEpoch = lastEpoch
    self.modelID = modelID
    self.grantedAt = grantedAt
  }

  /// Whether it covers an action. Pure.
  public func covers(
    _ action: Action, generation: UInt64, spending amount: Amount, in epoch: Epoch
  ) -> Bool {
    self.action == action && self.generation == generation && amount <= cap && epoch <= lastEpoch
  }
}

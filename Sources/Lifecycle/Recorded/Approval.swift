public import Manifest
public import SomaTypes

/// A person's word, on record: this action, for this generation, up to this amount and epoch.
public struct Approval: Hashable, Sendable {
  /// What may be done.
  public var action: ApprovedAction
  /// For which generation of the spec.
  public var generation: UInt64
  /// The most that it may cost, stake and fees together; `nil` for no cap.
  public var cap: Amount?
  /// The last epoch in which it holds.
  public var lastEpoch: Epoch
  /// The model, which a retirement must name.
  public var modelID: ModelID?

  /// Creates an approval.
  public init(
    action: ApprovedAction, generation: UInt64, cap: Amount? = nil, lastEpoch: Epoch,
    modelID: ModelID? = nil
  ) {
    self.action = action
    self.generation = generation
    self.cap = cap
    self.lastEpoch = lastEpoch
    self.modelID = modelID
  }

  /// Whether it covers an action.
  public func covers(
    _ action: ApprovedAction, generation: UInt64, cost: Amount, in epoch: Epoch, modelID: ModelID?
  ) -> Bool {
    self.action == action && self.generation == generation && epoch <= lastEpoch
      && cap.map { cost <= $0 } ?? true && (action != .retire || self.modelID == modelID)
  }
}

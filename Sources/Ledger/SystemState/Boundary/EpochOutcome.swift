public import SomaTypes

/// What a boundary between epochs made, beside the new system state.
public struct EpochOutcome: Equatable, Sendable {
  /// A receipt for a validator's commission.
  public struct Reward: Hashable, Sendable {
    /// The id of the new object.
    public var id: ObjectID
    /// The validator.
    public var owner: SomaAddress
    /// The content of the new object.
    public var receipt: StakedSoma

    /// Creates a reward.
    public init(id: ObjectID, owner: SomaAddress, receipt: StakedSoma) {
      self.id = id
      self.owner = owner
      self.receipt = receipt
    }
  }

  /// A target of the new epoch.
  public struct NewTarget: Hashable, Sendable {
    /// The id of the new object.
    public var id: ObjectID
    /// The content of the new object.
    public var target: Target

    /// Creates a target.
    public init(id: ObjectID, target: Target) {
      self.id = id
      self.target = target
    }
  }

  /// One receipt for each validator that earned a commission, in the order of creation.
  public var rewards: [Reward] = []
  /// The new targets, in the order of creation.
  public var targets: [NewTarget] = []
  /// What slashes took out of the supply.
  public var burned = Amount.zero
  /// What happened, in order.
  public var events: [StateEvent] = []

  /// Creates an outcome of nothing.
  public init() {}
}

/// Why a boundary was not even tried, so that nothing changed.
public enum EpochRefusal: Error, Equatable, Sendable {
  /// There never was such a protocol version; the real node would abort.
  case unknownProtocolVersion(UInt64)
}

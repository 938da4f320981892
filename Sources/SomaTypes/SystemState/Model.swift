public import BCS

/// A model as the chain keeps it. Its id is its key in the ``ModelRegistry``.
///
/// BCS: version tag 0, the index of the state, what all states share, then what only this state
/// has. Source: chain types `Model` and `ModelStateV1`.
public struct Model: Equatable, Sendable {
  /// Who may commit, reveal and deactivate.
  public var owner: SomaAddress
  /// As it was when the model was created.
  public var architectureVersion: UInt64
  /// The stake behind it.
  public var stakingPool: StakingPool
  /// The owner's commission in this epoch; nothing depends on it in this version of the chain.
  public var commissionRate: BasisPoints
  /// ``commissionRate`` from the next epoch on.
  public var nextEpochCommissionRate: BasisPoints
  /// Where it stands.
  public var state: ModelState

  /// Creates a model.
  public init(
    owner: SomaAddress, architectureVersion: UInt64, stakingPool: StakingPool,
    commissionRate: BasisPoints, nextEpochCommissionRate: BasisPoints, state: ModelState
  ) {
    self.owner = owner
    self.architectureVersion = architectureVersion
    self.stakingPool = stakingPool
    self.commissionRate = commissionRate
    self.nextEpochCommissionRate = nextEpochCommissionRate
    self.state = state
  }
}

extension Model {
  /// The commit that waits for its reveal, if one does.
  public var pendingUpdate: PendingModelUpdate? {
    switch state {
    case .pending(let update): update
    case .active(_, let update): update
    case .created, .inactive: nil
    }
  }

  /// What is served now, or was last: the commitments that a reveal has kept.
  public var revealed: RevealedModel? {
    switch state {
    case .active(let revealed, _), .inactive(let revealed): revealed
    case .created, .pending: nil
    }
  }
}

extension Model: BCSCodable {
  /// Reads a model.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readVariant(of: "Model", count: 1)
    let index = try reader.readVariant(of: "ModelState", count: ModelState.names.count)
    owner = try reader.read()
    architectureVersion = try reader.readInteger()
    stakingPool = try reader.read()
    commissionRate = try reader.read()
    nextEpochCommissionRate = try reader.read()
    state =
      switch index {
      case 0: .created(createEpoch: try reader.read())
      case 1: .pending(try reader.read())
      case 2: .active(try reader.read(), pendingUpdate: try reader.readOption())
      default: .inactive(try reader.read())
      }
  }

  /// Writes the model.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(0)
    writer.writeVariant(state.index)
    writer.write(owner)
    writer.write(architectureVersion)
    writer.write(stakingPool)
    writer.write(commissionRate)
    writer.write(nextEpochCommissionRate)
    switch state {
    case .created(let createEpoch):
      writer.write(createEpoch)
    case .pending(let update):
      writer.write(update)
    case .active(let revealed, let update):
      writer.write(revealed)
      writer.writeOption(update)
    case .inactive(let revealed):
      writer.write(revealed)
    }
  }
}

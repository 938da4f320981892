public import BCS

/// A validator with its stake. Source: chain type `Validator`.
public struct Validator: Hashable, Sendable {
  /// What it has registered.
  public var metadata: ValidatorMetadata
  /// What its vote counts in this epoch.
  public var votingPower: VotingPower
  /// The stake behind it.
  public var stakingPool: StakingPool
  /// The validator's share of the rewards in this epoch.
  public var commissionRate: BasisPoints
  /// What ``stakingPool`` will hold in the next epoch.
  public var nextEpochStake: Amount
  /// ``commissionRate`` from the next epoch on.
  public var nextEpochCommissionRate: BasisPoints

  /// Creates a validator.
  public init(
    metadata: ValidatorMetadata, votingPower: VotingPower, stakingPool: StakingPool,
    commissionRate: BasisPoints, nextEpochStake: Amount, nextEpochCommissionRate: BasisPoints
  ) {
    self.metadata = metadata
    self.votingPower = votingPower
    self.stakingPool = stakingPool
    self.commissionRate = commissionRate
    self.nextEpochStake = nextEpochStake
    self.nextEpochCommissionRate = nextEpochCommissionRate
  }
}

extension Validator: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    metadata = try reader.read()
    votingPower = try reader.read()
    stakingPool = try reader.read()
    commissionRate = try reader.read()
    nextEpochStake = try reader.read()
    nextEpochCommissionRate = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(metadata)
    writer.write(votingPower)
    writer.write(stakingPool)
    writer.write(commissionRate)
    writer.write(nextEpochStake)
    writer.write(nextEpochCommissionRate)
  }
}

import SomaTypes

extension GenesisConfig {
  /// The lengths of embeddings that a local chain can work with.
  public static let embeddingDimensions: ClosedRange<UInt64> = 1...65_536
  /// The most targets that an epoch of a local chain can begin with.
  public static let maximumTargets: UInt64 = 10_000

  /// Checks everything but the keys.
  ///
  /// - Throws: ``GenesisError``.
  func validate() throws(GenesisError) {
    guard SystemParameters.knownProtocolVersions.contains(protocolVersion) else {
      throw .unknownProtocolVersion(protocolVersion)
    }
    guard (1...ValidatorIdentity.maximumCount).contains(validators.count) else {
      throw .validatorCount(validators.count, maximum: ValidatorIdentity.maximumCount)
    }
    if let position = validators.firstIndex(where: { $0.stake == .zero }) {
      throw .noStake(validator: position)
    }
    for rate in validators.map(\.commissionRate) + models.map(\.commissionRate)
    where rate > .all {
      throw .commissionTooHigh(rate)
    }
    let dimension = parameters?.targetEmbeddingDim ?? Self.embeddingDimensions.lowerBound
    guard Self.embeddingDimensions.contains(dimension) else {
      throw .embeddingDimension(dimension, allowed: Self.embeddingDimensions)
    }
    let targets = parameters?.targetInitialTargetsPerEpoch ?? 0
    guard targets <= Self.maximumTargets else {
      throw .tooManyTargets(targets, maximum: Self.maximumTargets)
    }
    _ = try emissionFund()
  }

  /// What is left of the total supply for the emission pool.
  ///
  /// - Throws: ``GenesisError/overdrawn(allocated:totalSupply:)``.
  func emissionFund() throws(GenesisError) -> Amount {
    var allocated: Amount? = .zero
    let amounts =
      accounts.flatMap(\.balances) + validators.flatMap { [$0.stake, $0.gas] }
      + models.map(\.stake)
    for amount in amounts { allocated = allocated?.adding(amount) }
    guard let allocated, let fund = totalSupply.subtracting(allocated) else {
      throw .overdrawn(allocated: allocated, totalSupply: totalSupply)
    }
    return fund
  }
}

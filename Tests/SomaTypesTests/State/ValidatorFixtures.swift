import SomaTypes

extension StakingPool {
  /// The first of the three exchange rates of the vectors. Their order by epoch is not that of
  /// their bytes.
  static func rates(_ count: Int) -> [Epoch: PoolTokenExchangeRate] {
    let rates: [(Epoch, PoolTokenExchangeRate)] = [
      (1, PoolTokenExchangeRate(somaAmount: 10, poolTokenAmount: 11)),
      (256, PoolTokenExchangeRate(somaAmount: 20, poolTokenAmount: 21)),
      (2, PoolTokenExchangeRate(somaAmount: 30, poolTokenAmount: 31)),
    ]
    return Dictionary(uniqueKeysWithValues: rates.prefix(count))
  }

  /// A pool of the vectors.
  init(seed: UInt8, activation: Epoch? = nil, deactivation: Epoch? = nil, rates: Int = 0) {
    self.init(
      id: StakingPoolID(seed: seed), activationEpoch: activation, deactivationEpoch: deactivation,
      somaBalance: Amount(1_000_000_000 + UInt64(seed)), rewardsPool: Amount(UInt64(seed)),
      poolTokenBalance: 900_000_000 + UInt64(seed), exchangeRates: Self.rates(rates),
      pendingStake: 31, pendingTotalSomaWithdraw: 32, pendingPoolTokenWithdraw: 33)
  }
}

extension Validator {
  /// A validator of the vectors, with or without changes for the next epoch.
  init(seed: UInt8, staged: Bool = false) throws {
    let address = "/dns/validator\(seed).example"
    var metadata = ValidatorMetadata(
      somaAddress: SomaAddress(seed: seed), protocolPubkey: try BLSPublicKey(seed: seed + 1),
      networkPubkey: .init(seed: seed + 2), workerPubkey: .init(seed: seed + 3),
      netAddress: address + "/tcp/8080", p2pAddress: address + "/udp/8084",
      primaryAddress: address + "/udp/8081", proxyAddress: address + "/tcp/8090/http",
      proofOfPossession: try BLSSignature(seed: seed + 4))
    if staged {
      metadata.nextEpoch = NextEpochValidatorMetadata(
        protocolPubkey: try BLSPublicKey(seed: seed + 5), networkPubkey: .init(seed: seed + 6),
        netAddress: "/ip4/10.0.0.1/tcp/1", p2pAddress: "/ip4/10.0.0.1/udp/2",
        primaryAddress: "/ip4/10.0.0.1/udp/3", workerPubkey: .init(seed: seed + 7),
        proofOfPossession: try BLSSignature(seed: seed + 8),
        proxyAddress: "/ip4/10.0.0.1/tcp/4/http")
    }
    self.init(
      metadata: metadata, votingPower: 2500,
      stakingPool: StakingPool(seed: seed + 9, activation: 3, rates: 3), commissionRate: 200,
      nextEpochStake: Amount(777 + UInt64(seed)), nextEpochCommissionRate: 250)
  }
}

extension ValidatorSet {
  /// The validators of the vectors.
  static func vectors() throws -> ValidatorSet {
    ValidatorSet(
      totalStake: 4_000_000_000,
      validators: [try Validator(seed: 0xE0, staged: true), try Validator(seed: 0x30)],
      pendingValidators: [try Validator(seed: 0x40)], pendingRemovals: [1, 300],
      stakingPoolMappings: [
        StakingPoolID(seed: 0xE9): SomaAddress(seed: 0xE0),
        StakingPoolID(seed: 0x39): SomaAddress(seed: 0x30),
      ],
      inactiveValidators: [StakingPoolID(seed: 0x59): try Validator(seed: 0x50)],
      atRiskValidators: [SomaAddress(seed: 0xE0): 6, SomaAddress(seed: 0x30): 1])
  }
}

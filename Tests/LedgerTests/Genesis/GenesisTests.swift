import BCS
import Diagnostics
import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// The first state of a local chain: CHAIN.md 6.1 and 6.2.
@Suite struct GenesisTests {
  static func accounts(_ count: UInt8, coins: Int, of balance: Amount) -> [GenesisConfig.Account] {
    (0..<count).map { number in
      GenesisConfig.Account(
        address: SomaAddress(Bytes32(repeating: number)),
        balances: Array(repeating: balance, count: coins))
    }
  }

  /// As `soma start localnet --force-regenesis` makes it: five accounts and the faucet's.
  static func usual(validators: Int = 1, salt: [UInt8] = [1]) -> GenesisConfig {
    GenesisConfig(
      startTimestampMs: 1_700_000_000_000, salt: salt,
      accounts: accounts(6, coins: 5, of: .soma(300_000)),
      validators: Array(repeating: GenesisConfig.Validator(), count: validators))
  }

  static func model(stake: Amount) throws -> GenesisModel {
    let commit = try Scene.commit()
    return GenesisModel(
      owner: Scene.owner, manifest: commit.manifest,
      weightsCommitment: commit.weightsCommitment, decryptionKey: Scene.key, commissionRate: 5,
      stake: stake)
  }

  @Test("the usual local chain: 680 000 SOMA are left to emit")
  func usual() throws {
    let genesis = try Genesis(Self.usual())
    let state = genesis.systemState
    #expect(state.emissionPool.balance == .soma(680_000))
    #expect(state.emissionPool.emissionPerEpoch == .soma(1370))
    #expect(state.epoch == 0 && state.protocolVersion == 5)
    #expect(state.epochStartTimestampMs == 1_700_000_000_000)
    #expect(state.parameters == SystemParameters(protocolVersion: 5))
    #expect(state.targetState.distanceThreshold == SomaTensor(scalar: 1.05))
    let validator = try #require(state.validators.validators.first)
    #expect(validator.votingPower == 10_000)
    #expect(validator.commissionRate == 200)
    #expect(validator.nextEpochStake == .soma(20_000))
    #expect(
      validator.stakingPool
        == StakingPool(
          id: validator.stakingPool.id, activationEpoch: 0, somaBalance: .soma(20_000),
          poolTokenBalance: 20_000_000_000_000,
          exchangeRates: [0: PoolTokenExchangeRate(somaAmount: 0, poolTokenAmount: 0)]))
    #expect(state.validators.totalStake == .soma(20_000))
    // Without models there are no targets to price.
    #expect(state.targetState.rewardPerTarget == 0)
  }

  @Test("objects come in the chain's order, with the chain's ids")
  func objects() throws {
    let genesis = try Genesis(Self.usual(validators: 1))
    let types = Array(repeating: ObjectType.coin, count: 31) + [.stakedSoma, .systemState]
    #expect(genesis.objects.map(\.type) == types)
    // Number 0 is the validator's pool.
    func id(_ number: UInt64) -> ObjectID {
      let tail = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      return ObjectID(Blake2b256.hash(Array("soma-genesis-object-id".utf8) + tail))
    }
    let pool = try #require(genesis.systemState.validators.validators.first).stakingPool
    #expect(pool.id.bytes == id(0).bytes)
    #expect(genesis.objects.dropLast().map(\.id) == (1...32).map(id))
    let receipt = try StakedSoma(genesis.objects[31])
    #expect(
      receipt == StakedSoma(poolID: pool.id, activationEpoch: 0, principal: .soma(20_000)))
    let last = try #require(genesis.objects.last)
    #expect(last.id == .systemState)
    #expect(last.owner == .shared(initialVersion: 0))
    #expect(try SystemState(last) == genesis.systemState)
    #expect(genesis.objects.allSatisfy { $0.version == 0 && $0.previousTransaction == .zero })
  }

  @Test("all money is there, however it is given out", arguments: [1, 3])
  func supply(validators: Int) throws {
    var config = Self.usual(validators: validators)
    config.accounts.removeLast(3)
    config.models = [try Self.model(stake: .soma(7)), try Self.model(stake: 0)]
    let genesis = try Genesis(config)
    let scene = try { () throws in
      var scene = try Scene()
      scene.state = genesis.systemState
      return scene
    }()
    var sum = scene.money
    for object in genesis.objects {
      switch object.type {
      case .coin: sum = try #require(sum.adding(Coin(object).balance))
      case .target: sum = try #require(sum.adding(Target(object).rewardPool))
      case .stakedSoma, .systemState: break
      }
    }
    #expect(sum == .soma(10_000_000))
  }

  @Test("the same configuration makes the same chain, another salt another one")
  func salt() throws {
    let first = try Genesis(Self.usual())
    #expect(try Genesis(Self.usual()) == first)
    let other = try Genesis(Self.usual(salt: [2]))
    #expect(other.objects.last?.content != first.objects.last?.content)
    #expect(
      other.systemState.validators.validators.map(\.metadata.somaAddress)
        != first.systemState.validators.validators.map(\.metadata.somaAddress))
  }

  @Test("sixteen validators have keys of their own, points in the chain's encoding")
  func identities() throws {
    #expect(ValidatorIdentity.maximumCount == 16)
    let identities = try (0..<16).map { try ValidatorIdentity(salt: [], position: $0) }
    #expect(Set(identities.map(\.metadata.protocolPubkey)).count == 16)
    // The generator, as the wire specification has it.
    #expect(
      Base64.encode(identities[0].metadata.protocolPubkey.bytes)
        == "k+ArYFJxn2B9rNOgiCdPZVlr0NCZILYatdphu9x/UEkzTPESE5RdV+WsfQVdBCt+AkqisvCPCpEmCAUnLcUQUcbke"
        + "tT6QDsCtFELZHrj0XcLrAMmqAW779SAVsjBIb24")
    for position in [-1, 16] {
      #expect(throws: GenesisError.validatorCount(position + 1, maximum: 16)) {
        _ = try ValidatorIdentity(salt: [], position: position)
      }
    }
    var keys: Set<Ed25519PublicKey> = []
    for identity in identities {
      #expect(identity.metadata.protocolPubkey.bytes[0] & 0xc0 == 0x80)
      let account = try Ed25519SecretKey(seed: SecretBytes(copying: identity.accountSeed.bytes))
      #expect(SomaAddress(account.publicKey) == identity.address)
      keys.formUnion([
        account.publicKey, identity.metadata.networkPubkey, identity.metadata.workerPubkey,
      ])
      #expect(Multiaddress.isValid(identity.metadata.netAddress))
    }
    #expect(keys.count == 48)
  }

  @Test("validators are in the order of their addresses, and share the votes")
  func validators() throws {
    var config = Self.usual()
    config.accounts = []
    config.validators = [10, 20, 30].map { GenesisConfig.Validator(stake: .soma($0)) }
    let validators = try Genesis(config).systemState.validators
    let addresses = validators.validators.map(\.metadata.somaAddress)
    #expect(addresses == addresses.sorted())
    #expect(validators.stakingPoolMappings.count == 3)
    let powers = validators.validators.sorted {
      $0.stakingPool.somaBalance < $1.stakingPool.somaBalance
    }.map(\.votingPower)
    // 1666, 3333 and, capped, 3334; 1667 are left over.
    #expect(powers == [2221, 3889, 3890])
  }

  @Test("a genesis model is Active, and epoch 0 has targets of half the budget")
  func models() throws {
    var config = Self.usual()
    config.models = [try Self.model(stake: .soma(7))]
    var parameters = SystemParameters(protocolVersion: 5)
    parameters.targetEmbeddingDim = 8
    parameters.targetInitialTargetsPerEpoch = 3
    config.parameters = parameters
    let genesis = try Genesis(config)
    let (modelID, model) = try #require(genesis.systemState.modelRegistry.models.first)
    #expect(model.isActive)
    #expect(model.stakingPool.somaBalance == .soma(7))
    #expect(model.stakingPool.activationEpoch == 0)
    #expect(genesis.systemState.modelRegistry.totalModelStake == .soma(7))
    let revealed = try #require(model.revealed)
    #expect(revealed.embedding.commitment == revealed.commitments.embeddingCommitment)
    #expect(revealed.embedding.shape == [8])
    #expect(revealed.embedding.values.allSatisfy { (-0.5..<0.5).contains($0) })
    #expect(revealed.decryptionKey.commitment == revealed.commitments.decryptionKeyCommitment)
    let targets = try genesis.objects.filter { $0.type == .target }.map { try Target($0) }
    #expect(targets.count == 3)
    for (number, target) in targets.enumerated() {
      #expect(target.rewardPool.shannons == 1_096_000_000_000 / 6)
      #expect(target.modelIDs == [modelID])
      #expect(target.generationEpoch == 0)
      let seed = TargetSeed(transaction: .zero, creationNumber: UInt64(number))
      #expect(target.embedding == seed.embedding(dimension: 8))
    }
    #expect(genesis.systemState.targetState.targetsGeneratedThisEpoch == 3)
    // The receipt of a model comes before all coins.
    #expect(try StakedSoma(genesis.objects[0]).poolID == model.stakingPool.id)
  }

  @Test("what cannot be is refused, with an explanation")
  func refused() throws {
    func refusal(_ change: (inout GenesisConfig) -> Void) -> GenesisError? {
      var config = Self.usual()
      change(&config)
      do {
        _ = try Genesis(config)
        return nil
      } catch { return error }
    }
    let rows: [(GenesisError?, GenesisError)] = [
      (refusal { $0.validators = [] }, .validatorCount(0, maximum: 16)),
      (
        refusal { $0.validators = Array(repeating: GenesisConfig.Validator(stake: 1), count: 17) },
        .validatorCount(17, maximum: 16)
      ),
      (
        refusal { $0.validators = Array(repeating: GenesisConfig.Validator(), count: 4) },
        .overdrawn(allocated: .soma(10_280_000), totalSupply: .soma(10_000_000))
      ),
      (
        refusal { $0.accounts = Self.accounts(2, coins: 1, of: Amount(shannons: .max)) },
        .overdrawn(allocated: nil, totalSupply: .soma(10_000_000))
      ),
      (refusal { $0.validators[0].stake = 0 }, .noStake(validator: 0)),
      (refusal { $0.validators[0].commissionRate = 10_001 }, .commissionTooHigh(10_001)),
      (refusal { $0.protocolVersion = 6 }, .unknownProtocolVersion(6)),
      (
        refusal {
          $0.parameters = SystemParameters(protocolVersion: 5)
          $0.parameters?.targetEmbeddingDim = 0
        }, .embeddingDimension(0, allowed: 1...65_536)
      ),
      (
        refusal {
          $0.parameters = SystemParameters(protocolVersion: 5)
          $0.parameters?.targetInitialTargetsPerEpoch = .max
        }, .tooManyTargets(.max, maximum: 10_000)
      ),
    ]
    for (actual, expected) in rows {
      #expect(actual == expected)
      #expect(expected.diagnostic.code.hasPrefix("genesis."))
    }
  }

  @Test(
    "the parameters of every protocol version (6.1)",
    arguments: [
      (1, 2.0, 16, 7000, 1000, 0.1, 20, 10), (2, 2.0, 16, 7000, 1000, 0.1, 20, 10),
      (3, 0.978, 86_400, 9000, 200, 0.95, 20, 65), (4, 0.978, 86_400, 9000, 10_000, 0.95, 20, 65),
      (5, 1.05, 86_400, 9000, 10_000, 0.95, 100, 65),
    ] as [(UInt64, Float, UInt64, BasisPoints, BasisPoints, Float, UInt64, Amount)])
  func parameters(
    version: UInt64, threshold: Float, hits: UInt64, decay: BasisPoints, rate: BasisPoints,
    hardest: Float, targets: UInt64, bond: Amount
  ) {
    let parameters = SystemParameters(protocolVersion: version)
    #expect(parameters.targetInitialDistanceThreshold == SomaTensor(scalar: threshold))
    #expect(parameters.targetHitsPerEpoch == hits)
    #expect(parameters.targetHitsEmaDecayBps == decay)
    #expect(parameters.targetDifficultyAdjustmentRateBps == rate)
    #expect(parameters.targetMinDistanceThreshold == SomaTensor(scalar: hardest))
    #expect(parameters.targetMaxDistanceThreshold == SomaTensor(scalar: 2))
    #expect(parameters.targetInitialTargetsPerEpoch == targets)
    #expect(parameters.submissionBondPerByte == bond)
    #expect(parameters.epochDurationMs == 86_400_000)
    #expect(parameters.modelMinStake == 1_000_000_000)
    #expect(parameters.modelArchitectureVersion == 1)
    #expect(parameters.modelRevealSlashRateBps == 5000)
    #expect(parameters.modelTallySlashRateBps == 9500)
    #expect(parameters.baseFee == 1000 && parameters.writeObjectFee == 300)
    #expect(parameters.valueFeeBps == 10)
    #expect(parameters.minValueFeeBps == 1 && parameters.maxValueFeeBps == 50)
    #expect(parameters.feeAdjustmentRateBps == 1250)
    #expect(parameters.targetEpochFeeCollection == 1_000_000_000)
    #expect(parameters.validatorRewardAllocationBps == 7000)
    #expect(parameters.targetModelsPerTarget == 3)
    #expect(parameters.targetEmbeddingDim == 2048)
    #expect(parameters.targetRewardAllocationBps == 8000)
    #expect(parameters.targetSubmitterRewardShareBps == 4975)
    #expect(parameters.targetModelRewardShareBps == 4975)
    #expect(parameters.targetClaimerIncentiveBps == 50)
    #expect(parameters.maxSubmissionDataSize == 1_048_576)
  }
}

import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Money, time and protocol at a boundary: CHAIN.md 1.5.
@Suite struct BoundaryTests {
  static let soma = Amount.shannonsPerSoma

  @Test("an epoch's emission goes 70 to 30 to validators and back, with receipts for commissions")
  func emission() throws {
    var scene = try Scene()
    let before = scene.state
    let total = scene.money
    let outcome = try scene.boundary()
    let share = 1370 * Self.soma * 7 / 10
    let commission = share / 4 / 50
    #expect(
      scene.state.emissionPool.balance.shannons
        == before.emissionPool.balance.shannons - share)
    #expect(scene.money == total)
    #expect(outcome.events == [.valueFeeAdjusted(from: 10, to: 9)])
    #expect(outcome.rewards.map(\.owner) == scene.validatorAddresses.sorted())
    for (number, reward) in outcome.rewards.enumerated() {
      let digest = TransactionDigest(Bytes32 { $0.storeBytes(of: 1, as: UInt64.self) })
      #expect(reward.id == ObjectID.derived(from: digest, creationNumber: UInt64(number)))
      #expect(reward.receipt.activationEpoch == 1)
      #expect(reward.receipt.principal.shannons == commission)
    }
    for validator in scene.state.validators.validators {
      #expect(validator.stakingPool.somaBalance.shannons == 20_000 * Self.soma + share / 4)
      #expect(validator.stakingPool.rewardsPool.shannons == share / 4 - commission)
      #expect(validator.stakingPool.pendingStake == 0)
      #expect(validator.nextEpochStake == validator.stakingPool.somaBalance)
      // The commission buys shares at the price that the rewards have made.
      #expect(validator.stakingPool.poolTokenBalance < 20_000 * Self.soma + commission)
      #expect(validator.stakingPool.poolTokenBalance > 20_000 * Self.soma)
    }
    #expect(
      scene.state.validators.totalStake.shannons == 4 * 20_000 * Self.soma + share)
  }

  @Test("an early boundary pays no emission, but the fees", arguments: [0, 1_000_000])
  func early(fees: UInt64) throws {
    var scene = try Scene()
    let total = scene.money
    let pool = scene.state.emissionPool.balance
    let outcome = try scene.boundary(fees: Amount(shannons: fees), early: true)
    #expect(scene.state.emissionPool.balance.shannons == pool.shannons + fees * 3 / 10)
    #expect(scene.money.shannons == total.shannons + fees)
    #expect(outcome.rewards.count == (fees == 0 ? 0 : 4))
  }

  @Test("emission ends when the pool does")
  func lastEmission() throws {
    var scene = try Scene { $0.emissionPool.balance = 1000 }
    let total = scene.money
    try scene.boundary()
    #expect(scene.state.emissionPool.balance == 300)
    #expect(scene.money == total)
  }

  @Test("a staker's receipt earns: principal and its part of the rewards come back")
  func rewardsOfStakers() throws {
    var scene = try Scene()
    let validator = try #require(scene.state.validators.validators.first)
    let receipt = StakedSoma(
      poolID: validator.stakingPool.id, activationEpoch: 0,
      principal: Amount(shannons: 20_000 * Self.soma))
    try scene.boundary()
    let total = scene.money
    let withdrawal = try scene.withdraw(receipt)
    // All of the pool was this receipt's, and so are all rewards but the commission.
    let reward = 1370 * Self.soma * 7 / 10 / 4 * 98 / 100
    #expect(withdrawal.paid.shannons == 20_000 * Self.soma + reward)
    #expect(withdrawal.unbacked == 0)
    #expect(scene.money == total.subtracting(withdrawal.paid))
    let after = try #require(scene.state.validators.validators.first)
    #expect(after.stakingPool.rewardsPool == 0)
  }

  @Test(
    "a wrong epoch number means safe mode: only time and accumulators move",
    arguments: [0, 2, 7] as [Epoch])
  func wrongEpoch(epoch: Epoch) throws {
    var scene = try Scene.at(.active)
    _ = try scene.stake(5)
    let before = scene.state
    let outcome = try scene.boundary(to: epoch, fees: 12, early: true)
    guard epoch != 2 else {
      #expect(!scene.state.safeMode)
      return
    }
    var expected = before
    expected.epoch = epoch
    expected.epochStartTimestampMs += 1
    expected.safeMode = true
    expected.safeModeAccumulatedFees = 12
    // Whatever the time, unlike at an ordinary boundary.
    expected.safeModeAccumulatedEmissions = before.emissionPool.emissionPerEpoch
    expected.emissionPool.balance =
      before.emissionPool.balance.subtractingClamped(before.emissionPool.emissionPerEpoch)
    #expect(scene.state == expected)
    #expect(outcome.events == [.safeModeEntered(epoch: epoch, reason: .advancedToWrongEpoch)])
    #expect(outcome.targets.isEmpty && outcome.rewards.isEmpty && outcome.burned == 0)
  }

  @Test("what safe mode put aside is paid out with the next good boundary")
  func recovery() throws {
    var scene = try Scene()
    let total = scene.money
    try scene.boundary(fees: 1000, failingWith: .arithmeticOverflow)
    try scene.boundary(fees: 2000, failingWith: .arithmeticOverflow)
    #expect(scene.money.shannons == total.shannons + 3000)
    let pool = scene.state.emissionPool.balance.shannons
    let outcome = try scene.boundary()
    let emission = 1370 * Self.soma
    #expect(
      outcome.events.contains(
        .safeModeLeft(
          accumulatedFees: 3000, accumulatedEmissions: Amount(shannons: 2 * emission))))
    #expect(!scene.state.safeMode)
    #expect(scene.state.safeModeAccumulatedFees == 0)
    #expect(scene.state.safeModeAccumulatedEmissions == 0)
    let rewards = 3 * emission + 3000
    #expect(scene.state.emissionPool.balance.shannons == pool - emission + rewards * 3 / 10)
    #expect(scene.money.shannons == total.shannons + 3000)
  }

  @Test(
    "a protocol version that is to come goes on with the newest rules, and loudly",
    arguments: [6, .max] as [UInt64])
  func laterProtocol(version: UInt64) throws {
    var scene = try Scene()
    let outcome = try scene.boundary(protocolVersion: version)
    #expect(scene.state.protocolVersion == version)
    var parameters = SystemParameters(protocolVersion: 5)
    parameters.valueFeeBps = 9  // adjusted at this boundary, as at every other
    #expect(scene.state.parameters == parameters)
    #expect(outcome.events.filter(\.isDefect) == [.protocolUpgraded(from: 5, to: version)])
  }

  @Test("a protocol version that never was is refused and changes nothing")
  func unknownProtocol() throws {
    var scene = try Scene()
    let before = scene.state
    #expect(throws: EpochRefusal.unknownProtocolVersion(0)) {
      try scene.boundary(protocolVersion: 0)
    }
    #expect(scene.state == before)
  }

  @Test(
    "an upgrade brings the new parameters, keeps the value fee, and versions 3 and 5 reset targets",
    arguments: [(2, 3, true), (3, 4, false), (4, 5, true), (1, 2, false), (2, 5, true)]
      as [(UInt64, UInt64, Bool)])
  func upgrade(from: UInt64, to: UInt64, resets: Bool) throws {
    var scene = try Scene {
      $0.protocolVersion = from
      $0.parameters = SystemParameters(protocolVersion: from)
      $0.parameters.epochDurationMs = 60_000
      $0.parameters.valueFeeBps = 7
      $0.targetState.distanceThreshold = SomaTensor(scalar: 0.5)
      $0.targetState.hitsEma = 100
    }
    // The new epoch length decides whether this epoch was a full one.
    let pool = scene.state.emissionPool.balance
    let outcome = try scene.boundary(protocolVersion: to)
    var expected = SystemParameters(protocolVersion: to)
    expected.valueFeeBps = 7
    #expect(scene.state.parameters == expected)
    #expect(scene.state.protocolVersion == to)
    #expect(scene.state.emissionPool.balance == pool)
    #expect(outcome.events.contains(.protocolUpgraded(from: from, to: to)))
    #expect((scene.state.targetState.hitsEma == 0) == resets)
    if resets {
      #expect(
        scene.state.targetState.distanceThreshold == expected.targetInitialDistanceThreshold)
    }
  }

  @Test("total model stake is that of the Active models")
  func totalModelStake() throws {
    var scene = try Scene()
    try scene.makeActive(stake: 3_000_000_000)
    try scene.create(ModelID(Bytes32(repeating: 9)), stake: 5_000_000_000)
    let receipt = try scene.stake(1_000_000_000)
    #expect(scene.state.modelRegistry.totalModelStake == 4_000_000_000)
    try scene.boundary()
    #expect(scene.state.modelRegistry.totalModelStake == 4_000_000_000)
    _ = try scene.withdraw(receipt)
    #expect(scene.state.modelRegistry.totalModelStake == 3_000_000_000)
  }
}

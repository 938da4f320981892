import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// Random operations and boundaries: no money is made or lost, and no figure wraps.
@Suite struct RandomStateTests {
  /// A scene, its receipts, and how much money there should be.
  struct World {
    var scene: Scene
    var receipts: [StakedSoma] = []
    var generator: SeededGenerator
    /// At first what there is; then with what comes in and without what goes out.
    var expected: Int128

    init(seed: UInt64, policy: SlashedStakePolicy) throws {
      scene = try Scene()
      scene.policy = policy
      generator = SeededGenerator(seed: seed)
      expected = Int128(scene.money.shannons)
    }

    mutating func step() throws {
      let known = scene.state.modelRegistry.models.keys.sorted()
      let modelID = known.randomElement(using: &generator) ?? Scene.modelID
      let amount = Amount(shannons: UInt64.random(in: 1...3_000_000_000, using: &generator))
      switch Int.random(in: 0..<24, using: &generator) {
      case 0..<2:
        // Ids come from transactions, so none comes twice.
        let newID = ModelID(Bytes32(repeating: UInt8(truncatingIfNeeded: known.count + 1)))
        attempt { try $0.create(newID, stake: amount.addingClamped(1_000_000_000)) }
      case 2..<6: quietly { try $0.commit(modelID) }
      case 6..<11: quietly { try $0.reveal(modelID) }
      case 11..<14: attempt { try $0.stake(amount, modelID) }
      case 14..<17: try withdraw()
      case 17: quietly { try $0.state.deactivateModel(modelID, by: Scene.owner) }
      case 18:
        for reporter in scene.validatorAddresses {
          quietly { try $0.state.reportModel(modelID, by: reporter) }
        }
      case 19:
        let address = scene.validatorAddresses.randomElement(using: &generator) ?? .zero
        attempt { try $0.state.requestAddStake(to: address, amount: amount) }
      case 20: try boundary(failingWith: .arithmeticOverflow)
      default: try boundary(failingWith: nil)
      }
    }

    /// Something that takes stake, unless it is refused.
    mutating func attempt(_ body: (inout Scene) throws -> StakedSoma) {
      // A refusal is as good as a success here: the money is what counts.
      guard let receipt = try? body(&scene) else { return }
      receipts.append(receipt)
      expected += Int128(receipt.principal.shannons)
    }

    /// Something that moves no money, whether it is refused or not.
    mutating func quietly(_ body: (inout Scene) throws -> Void) {
      // As above.
      try? body(&scene)
    }

    mutating func withdraw() throws {
      guard let index = receipts.indices.randomElement(using: &generator) else { return }
      let withdrawal = try scene.withdraw(receipts.remove(at: index))
      expected += Int128(withdrawal.unbacked.shannons) - Int128(withdrawal.paid.shannons)
    }

    mutating func boundary(failingWith failure: ExecutionFailure?) throws {
      let fees = Amount(shannons: UInt64.random(in: 0...2_000_000_000, using: &generator))
      let early = Bool.random(using: &generator)
      let outcome = try scene.boundary(fees: fees, early: early, failingWith: failure)
      expected += Int128(fees.shannons) - Int128(outcome.burned.shannons)
      for new in outcome.targets { expected -= Int128(new.target.rewardPool.shannons) }
      for reward in outcome.rewards { receipts.append(reward.receipt) }
    }
  }

  @Test(
    "supply is conserved and pools stay solvent, whatever is done",
    arguments: 0..<40 as Range<UInt64>, [SlashedStakePolicy.asIntended, .asShipped])
  func conservation(seed: UInt64, policy: SlashedStakePolicy) throws {
    var world = try World(seed: seed, policy: policy)
    for _ in 0..<150 {
      try world.step()
      #expect(Int128(world.scene.money.shannons) == world.expected)
      for model in world.scene.state.modelRegistry.models.values {
        let pool = model.stakingPool
        #expect(pool.pendingTotalSomaWithdraw <= pool.somaBalance)
        #expect(pool.somaBalance < .soma(1_000_000))
      }
      let powers = world.scene.state.validators.validators.map(\.votingPower.rawValue)
      #expect(powers.reduce(0, +) == 10_000)
    }
    if policy == .asIntended { #expect(world.scene.unbacked == 0) }
  }

  @Test("the same steps make the same state", arguments: [7, 8] as [UInt64])
  func deterministic(seed: UInt64) throws {
    var first = try World(seed: seed, policy: .asIntended)
    var second = try World(seed: seed, policy: .asIntended)
    for _ in 0..<100 {
      try first.step()
      try second.step()
    }
    #expect(first.scene.state == second.scene.state)
    #expect(first.scene.events == second.scene.events)
  }
}

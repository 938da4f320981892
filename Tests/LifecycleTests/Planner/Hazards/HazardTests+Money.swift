import Lifecycle
import Manifest
import SomaTypes
import Testing

extension HazardTests {
  static let money = [
    Row("10.2.17 stake only to a healthy Active model, with an approval") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 2_000_000_000) }
    } holds: { plan, _ in
      plan.waits(.stake) == [[.approval(.stake)]] && plan.status() == .needsApproval
    },
    Row("10.2.17 ours is what the receipts say, and a missing part is staked") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 2_000_000_000) }
      $0.apply(.approved(Approval(action: .stake, generation: 2, lastEpoch: 8)))
      $0.wallet.receipts = .known([
        StakedSoma(
          poolID: StakingPoolID(.init(9, 1)), activationEpoch: 3,
          principal: Amount(shannons: 1_500_000_000))
      ])
    } holds: { plan, _ in
      plan.does(.topUp(Scene.id, Amount(shannons: 500_000_000)))
    },
    Row("10.2.17 a stake whose outcome is not known counts, and none is sent beside it") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 2_000_000_000) }
      $0.apply(.approved(Approval(action: .stake, generation: 2, lastEpoch: 8)))
      $0.apply(
        .prepared([$0.intent(.stake(Scene.id, Amount(shannons: 1_000_000_000)), 50, coins: [0])]),
        $0.sent(50))
    } holds: { plan, _ in
      plan.waits(.stake).allSatisfy { $0.contains(.intent(.stake)) }
    },
    Row("10.2.18 stake above the target is never withdrawn") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 1) }
      $0.wallet.receipts = .known([
        StakedSoma(
          poolID: StakingPoolID(.init(9, 1)), activationEpoch: 3,
          principal: Amount(shannons: 1_500_000_000))
      ])
    } holds: { plan, _ in
      plan.isEmpty
    },
    Row("10.2.20 the bound of the fee is that of the highest rate") {
      $0.prepare(0)
    } holds: { plan, _ in
      plan.steps(.create).first?.cost
        == StepCost(
          fee: Amount(shannons: 1900 + 2_500_000 + 1600),
          stake: Amount(shannons: 1_000_000_000))
    },
    Row("P5 no create without an approval") {
      $0.record = ModelRecord(accepting: $0.spec, content: Fixtures.content(0, 0))
      $0.prepare(0)
    } holds: { plan, _ in
      plan.waits(.create) == [[.approval(.create)]]
    },
    Row("P5 an approval of another generation does not count") {
      $0.prepare(0)
      $0.declare { $0.commission = 1 }
    } holds: { plan, _ in
      plan.waits(.create) == [[.approval(.create)]]
    },
    Row("P5 nor one that is over") {
      $0.prepare(0)
      $0.epoch = 9
    } holds: { plan, _ in
      plan.waits(.create) == [[.approval(.create)]]
    },
    Row("P5 the declared limit holds") {
      $0.declare { $0.limits.maxSpendPerEpoch = Amount(shannons: 1_000_000_000) }
      $0.apply(.approved(Approval(action: .create, generation: 2, lastEpoch: 8)))
      $0.prepare(0)
    } holds: { plan, _ in
      plan.waits(.create).first?.contains {
        if case .spendingLimit = $0 { true } else { false }
      } == true
    },
    Row("10.2.25 retirement wants the model's id") {
      $0.live()
      $0.declare { $0.lifecycle = .retired }
    } holds: { plan, _ in
      plan.waits(.retire) == [[.approval(.retire)]]
    },
    Row("10.2.25 the id in a merged manifest is one") {
      $0.live()
      $0.declare {
        $0.lifecycle = .retired; $0.retire = Scene.id
      }
    } holds: { plan, _ in
      plan.does(.retire(Scene.id))
    },
    Row("10.2.25 the id of another model is none") {
      $0.live()
      $0.declare {
        $0.lifecycle = .retired; $0.retire = ModelID(.init(99))
      }
    } holds: { plan, _ in
      plan.waits(.retire) == [[.approval(.retire)]]
    },
    Row("10.2.25 a boundary passes after our last stake") {
      $0.live()
      $0.declare {
        $0.lifecycle = .retired; $0.retire = Scene.id
      }
      $0.wallet.receipts = .known([
        StakedSoma(
          poolID: StakingPoolID(.init(9, 1)), activationEpoch: 6,
          principal: Amount(shannons: 5))
      ])
    } holds: { plan, _ in
      plan.waits(.retire) == [[.epoch(6)]]
    },
    Row("P5 a file that is gone deactivates nothing") {
      $0.live()
      $0.desired = .declared([])
    } holds: { plan, scene in
      plan.steps(.retire).isEmpty
        && plan.problems.contains(Problem(model: scene.name, kind: .notDeclared))
        && plan.hasProblem(.nothingDeclared)
    },
  ]
}

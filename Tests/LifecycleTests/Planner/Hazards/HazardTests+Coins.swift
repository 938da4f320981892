import Lifecycle
import Manifest
import SomaTypes
import Testing

extension HazardTests {
  static let coins = [
    Row("10.2.12 create from the main coin, its commit from another") {
      $0.prepare(0)
    } holds: { plan, _ in
      plan.steps(.create).first?.coins.map { $0.id.bytes.number(1) } == [0, 1]
    },
    Row("10.2.12 a coin of an unresolved transaction is not used") {
      $0.committed(in: 4)
      $0.apply(.prepared([$0.intent(.commission(Scene.id, 5), 40, coins: [1])]), $0.sent(40))
    } holds: { plan, _ in
      plan.steps(.reveal).first?.coins.map { $0.id.bytes.number(1) } == [2]
    },
    Row("10.2.12 a second reveal, over another coin, after 5 % of an epoch") {
      $0.committed(in: 4)
      $0.percent = 20
      $0.apply(
        .prepared([$0.intent(.reveal(Scene.id, $0.commitments(0), commitEpoch: 4), 7, coins: [1])]),
        $0.sent(7, atMs: Fixtures.genesisMs + 5 * Fixtures.duration + 15_000))
    } holds: { plan, _ in
      plan.steps(.reveal).first?.coins.map { $0.id.bytes.number(1) } == [2]
    },
    Row("10.2.12 or at once, when the first met a lock") {
      $0.committed(in: 4)
      $0.apply(
        .prepared([$0.intent(.reveal(Scene.id, $0.commitments(0), commitEpoch: 4), 7, coins: [1])]),
        $0.sent(7, atMs: Fixtures.genesisMs + 5 * Fixtures.duration + 10_000),
        .intent($0.digest(7), .metLock, wallClockMs: 0))
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("10.2.12 never a third") {
      $0.committed(in: 4)
      $0.percent = 90
      for number in 7...8 {
        $0.apply(
          .prepared([
            $0.intent(
              .reveal(Scene.id, $0.commitments(0), commitEpoch: 4), number, coins: [number - 6])
          ]), $0.sent(number, atMs: 0))
      }
    } holds: { plan, _ in
      plan.steps(.reveal).isEmpty
    },
    Row("10.2.13 reserve coins are made before the first create") {
      $0.prepare(0)
      $0.purse = CoinPurse([Fixtures.coin(0, shannons: 10_000_000_000)])
    } holds: { plan, _ in
      plan.does(.makeReserve(count: 2)) && plan.waits(.create) == [[.coin]]
        || plan.does(.makeReserve(count: 2)) && plan.waits(.create) == [[.reserve(usable: 0)]]
    },
    Row("10.2.13 fewer than two usable coins while a commitment lives") {
      $0.committed(in: 5)
      $0.purse = CoinPurse([Fixtures.coin(0, shannons: 10_000_000_000)])
    } holds: { plan, _ in
      plan.hasRisk(.tooFewCoins(usable: 1))
    },
    Row("10.2.13 when the reserve is locked the main coin reveals") {
      $0.committed(in: 4)
      $0.purse = CoinPurse([Fixtures.coin(0, shannons: 10_000_000_000)])
    } holds: { plan, _ in
      plan.steps(.reveal).first?.coins.map { $0.id.bytes.number(1) } == [0]
    },
    Row("10.2.14 coins are explicit in every step that signs") {
      $0.live()
      $0.declare { $0.commission = 1 }
    } holds: { plan, _ in
      plan.steps(.commission).first?.coins.map { $0.id.bytes.number(1) } == [0]
    },
    Row("10.2.15 what is unresolved is looked up first") {
      $0.created(in: 5)
      $0.apply(.prepared([$0.commit(0)]), $0.sent(2, atMs: .max))
    } holds: { plan, scene in
      plan.steps.first?.action == .resolve(scene.digest(2)) && plan.steps(.commit).isEmpty
    },
    Row("10.2.21 dust never pays") {
      $0.committed(in: 4)
      $0.purse = CoinPurse([Fixtures.coin(0, shannons: 99_999), Fixtures.coin(1, shannons: 0)])
    } holds: { plan, _ in
      plan.waits(.reveal) == [[.reserve(usable: 0)]] && plan.hasRisk(.tooFewCoins(usable: 0))
    },
  ]
}

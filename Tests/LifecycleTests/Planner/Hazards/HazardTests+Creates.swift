import Lifecycle
import Manifest
import SomaTypes
import Testing

extension HazardTests {
  static let creates = [
    Row("10.2.1 a create whose outcome is not known is resolved, never made again") {
      $0.prepare(0)
      $0.apply(.prepared([$0.create(), $0.commit(0)]), $0.sent(1))
    } holds: { plan, scene in
      plan.steps(.create).isEmpty && plan.does(.resolve(scene.digest(1)))
    },
    Row("10.2.1 a create on the chain proves itself, also when its digest is pruned") {
      $0.prepare(0)
      $0.apply(.prepared([$0.create(), $0.commit(0)]), $0.sent(1))
      $0.model = $0.fixtures.model(.created(createEpoch: 5))
      $0.purse = Fixtures.coins([2, 1, 1])
    } holds: { plan, scene in
      plan.does(
        .record(
          .intent(
            scene.digest(1), .ruled(.succeeded(in: 5)), wallClockMs: scene.now.wallClockMs)))
    },
    Row("10.2.2 create and commit are one step; it waits for everything else") {
      $0.apply(.release(Fixtures.content(0, 0).plaintext, .sealed($0.fixtures.manifest(0, 0))))
    } holds: { plan, _ in
      plan.does(.upload(Fixtures.content(0, 0).plaintext))
        && plan.waits(.create) == [[.earlierStep]]
    },
    Row("10.2.2 not begun in the last 5 % of an epoch") {
      $0.prepare(0)
      $0.percent = 95
    } holds: { plan, _ in
      plan.waits(.create) == [[.lateInEpoch]]
    },
    Row("10.2.2 begun before that") {
      $0.prepare(0)
      $0.percent = 94
    } holds: { plan, _ in
      plan.isDue(.create)
    },
    Row("10.2.2 Created in its last epoch and nothing to commit with: a person is needed") {
      $0.created(in: 4)
      $0.record = ModelRecord(accepting: $0.spec)
      $0.apply(.adopted(Scene.id))
      $0.weights = .missing
    } holds: { plan, _ in
      plan.hasRisk(.createdCannotCommit(since: 4)) && plan.status() == .atRisk
    },
    Row("10.2.2 a first commit wants a watchman") {
      $0.prepare(0)
      $0.now.watchman = .scheduledRuns
    } holds: { plan, _ in
      plan.waits(.create) == [[.watchman]] && plan.status() == .preflight
    },
    Row("10.2.2 a watchman that worked within a quarter of an epoch will do") {
      $0.prepare(0)
      $0.now.watchman = .scheduledRuns
      $0.recorded.watchman = WatchmanRecord(
        succeededMs: Fixtures.genesisMs + 5 * Fixtures.duration - 10_000)
    } holds: { plan, _ in
      plan.isDue(.create)
    },
    Row("10.2.2 one that last worked earlier will not") {
      $0.prepare(0)
      $0.now.watchman = .scheduledRuns
      $0.recorded.watchman = WatchmanRecord(
        succeededMs: Fixtures.genesisMs + 5 * Fixtures.duration - 20_000)
    } holds: { plan, _ in
      plan.waits(.create) == [[.watchman]]
    },
    Row("10.2.2 a Created model in its last epoch does not wait for one") {
      $0.created(in: 4)
      $0.now.watchman = .scheduledRuns
    } holds: { plan, _ in
      plan.isDue(.commit)
    },
    Row(
      "10.2.20 parameters of the epoch of the send: a journaled create below the new minimum is withdrawn"
    ) {
      $0.prepare(0)
      $0.apply(.prepared([$0.create(), $0.commit(0)]))
      $0.changeView = { $0.parameters.modelMinStake = Amount(shannons: 2_000_000_000) }
    } holds: { plan, scene in
      plan.does(
        .record(.intent(scene.digest(1), .withdrawn, wallClockMs: scene.now.wallClockMs)))
    },
  ]
}

import Lifecycle
import Manifest
import SomaTypes
import Testing

/// What owners declare beyond a first release, and what becomes of it.
@Suite("the planner keeps to what is declared")
struct PolicyTests {
  @Test("policy by policy", arguments: updates + drift + serving + names)
  func row(_ row: Row) throws {
    var scene = try Scene()
    row.scene(&scene)
    let plan = scene.plan()
    #expect(row.holds(plan, scene), "\(row.rule): \(plan)")
  }

  static let updates = [
    Row("update.notAfter: no update begins later in an epoch") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
      $0.percent = 80
    } holds: { plan, _ in
      plan.waits(.commit) == [[.lateInEpoch]]
    },
    Row("update.notAfter: before that one does") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
      $0.percent = 79
    } holds: { plan, _ in
      plan.isDue(.commit)
    },
    Row("update.minInterval: epochs between two commits") {
      $0.live()
      $0.declare { $0.update.minInterval = EpochSpan(epochs: 4) }
      $0.want(1)
      $0.prepare(1)
    } holds: { plan, _ in
      plan.waits(.commit) == [[.minimumInterval(until: 6)]]
    },
    Row("onApply: files that changed since are not followed by reconcile") {
      $0.live()
      $0.weights = .ready(Fixtures.content(0, 1))
    } holds: { plan, _ in
      plan.isEmpty
    },
    Row("onApply: other bytes when it comes to sealing are refused, exit 4") {
      $0.weights = .ready(Fixtures.content(0, 1))
    } holds: { plan, _ in
      plan.hasProblem(.contentChanged) && !plan.steps.contains(where: \.isDue)
        && plan.status() == .refusedByPolicy
    },
    Row("onChange: they are") {
      $0.live()
      $0.declare { $0.update.policy = .onChange }
      $0.weights = .ready(Fixtures.content(0, 1))
    } holds: { plan, _ in
      plan.does(.seal(Fixtures.content(0, 1).plaintext))
    },
    Row("onChange: files that somebody writes are left alone") {
      $0.live()
      $0.declare { $0.update.policy = .onChange }
      $0.weights = .busy
    } holds: { plan, _ in
      plan.steps.isEmpty
    },
    Row("apply: other bytes are a new generation and want a new approval") {
      $0.prepare(1)
      $0.weights = .ready(Fixtures.content(0, 1))
      $0.desired = .declared([$0.spec])
    } holds: { plan, _ in
      plan.waits(.create) == [[.approval(.create)]]
    },
    Row("paused: no update") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
      $0.apply(.paused)
    } holds: { plan, _ in
      plan.waits(.commit) == [[.paused]]
    },
    Row("missing files: nothing to create with, exit 5") {
      $0.record = ModelRecord(accepting: $0.spec)
      $0.weights = .missing
    } holds: { plan, _ in
      plan.waits(.create).first?.first == .weights(.missing) && plan.status() == .preflight
    },
  ]

  static let drift = [
    Row("drift.commission: our own wish is carried out even where drift is only told") {
      $0.live()
      $0.declare {
        $0.commission = 5; $0.drift.commission = .warn
      }
    } holds: { plan, _ in
      plan.isDue(.commission)
    },
    Row("drift.commission warn: a foreign change is told and left") {
      $0.live()
      $0.declare { $0.drift.commission = .warn }
      $0.model?.nextEpochCommissionRate = 7
    } holds: { plan, _ in
      plan.steps(.commission).isEmpty && plan.status() == .good
        && plan.hasProblem(.chainDiffers(Scene.id, what: .commission, stops: false))
    },
    Row("drift.commission stop: exit 4") {
      $0.live()
      $0.declare { $0.drift.commission = .stop }
      $0.model?.nextEpochCommissionRate = 7
    } holds: { plan, _ in
      plan.steps(.commission).isEmpty && plan.status() == .refusedByPolicy
    },
    Row("drift.commission stop: and nothing else is sent for the model") {
      $0.live()
      $0.declare { $0.drift.commission = .stop }
      $0.model?.nextEpochCommissionRate = 7
      $0.want(1)
      $0.prepare(1)
    } holds: { plan, _ in
      !plan.isDue(.commit)
    },
    Row("stake.maxTopUpPerEpoch") {
      $0.live()
      $0.declare {
        $0.stake.target = Amount(shannons: 2_000_000_000)
        $0.stake.maxTopUpPerEpoch = Amount(shannons: 300)
      }
      $0.apply(.approved(Approval(action: .stake, generation: 2, lastEpoch: 8)))
    } holds: { plan, _ in
      plan.does(.topUp(Scene.id, Amount(shannons: 300)))
    },
    Row("stake once per epoch") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 2_000_000_000) }
      $0.apply(.approved(Approval(action: .stake, generation: 2, lastEpoch: 8)))
      $0.apply(
        .prepared([$0.intent(.stake(Scene.id, Amount(shannons: 5)), 50)]), $0.sent(50),
        $0.ruled(50, .succeeded(in: 5)))
    } holds: { plan, _ in
      plan.waits(.stake) == [[.oncePerEpoch(.stake)]]
    },
    Row("commission once per epoch") {
      $0.live()
      $0.declare { $0.commission = 5 }
      $0.apply(
        .prepared([$0.intent(.commission(Scene.id, 5), 50)]), $0.sent(50),
        $0.ruled(50, .succeeded(in: 5)))
    } holds: { plan, _ in
      plan.waits(.commission) == [[.oncePerEpoch(.commission)]]
    },
    Row("an approval's cap holds") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 2_000_000_000) }
      $0.apply(
        .approved(
          Approval(action: .stake, generation: 2, cap: Amount(shannons: 5), lastEpoch: 8)))
    } holds: { plan, _ in
      plan.waits(.stake) == [[.approval(.stake)]]
    },
  ]

  static let serving = [
    Row("a probe is due after its time") {
      $0.live()
      $0.now.wallClockMs += 5000
    } holds: { plan, _ in
      plan.does(.probe(isFull: false))
    },
    Row("and not before") {
      $0.live()
      $0.now.wallClockMs += 4999
    } holds: { plan, _ in
      plan.isEmpty
    },
    Row("a failed probe is followed by a repair; one is no risk yet") {
      $0.live()
      $0.apply(.probed(isGood: false, isFull: false, atMs: $0.now.wallClockMs))
    } holds: { plan, scene in
      plan.does(.repair(scene.commitments(0))) && plan.risks.isEmpty
    },
    Row("two, ten minutes apart, are") {
      $0.live()
      $0.apply(.probed(isGood: false, isFull: false, atMs: $0.now.wallClockMs - 600_000))
      $0.apply(.probed(isGood: false, isFull: false, atMs: $0.now.wallClockMs))
    } holds: { plan, _ in
      plan.hasRisk(.unreachable) && plan.status() == .atRisk
    },
    Row("a good one ends it") {
      $0.live()
      $0.apply(.probed(isGood: false, isFull: false, atMs: $0.now.wallClockMs - 600_000))
      $0.apply(.probed(isGood: false, isFull: false, atMs: $0.now.wallClockMs))
      $0.apply(.probed(isGood: true, isFull: false, atMs: $0.now.wallClockMs))
    } holds: { plan, _ in
      plan.isEmpty
    },
    Row("a first commit whose outcome is not known is a risk when a run ends") {
      $0.created(in: 5)
      $0.apply(.prepared([$0.commit(0)]), $0.sent(2, atMs: .max))
    } holds: { plan, _ in
      plan.hasRisk(.unresolved(.commit))
    },
    Row("a signer that does not answer while a commitment lives") {
      $0.committed(in: 5)
      $0.wallet.canSign = .known(false)
    } holds: { plan, _ in
      plan.hasRisk(.signerUnreachable)
    },
  ]

  static let names = [
    Row("two manifests that claim one model") {
      guard let name = ResourceName("other") else { return }
      $0.live()
      $0.desired = .declared([$0.spec, $0.fixtures.spec(name) { $0.modelID = Scene.id }])
    } holds: { plan, _ in
      plan.hasProblem(.claimedTwice(Scene.id)) && plan.status() == .preflight
    },
    Row("one bad model does not hold up another") {
      guard let name = ResourceName("other") else { return }
      $0.committed(in: 4)
      $0.desired = .declared([
        $0.spec, $0.fixtures.spec(name) { $0.stake.initial = .amount(.zero) },
      ])
    } holds: { plan, _ in
      plan.isDue(.reveal) && plan.status() == .preflight
    },
    Row("a declared model id that the chain does not have creates nothing") {
      $0.record = nil
      $0.desired = .declared([$0.fixtures.spec($0.name) { $0.modelID = Scene.id }])
    } holds: { plan, _ in
      plan.steps(.create).isEmpty && plan.hasProblem(.missingOnChain(Scene.id))
    },
  ]

  @Test("the order of documents does not change a plan")
  func order() throws {
    let fixtures = try Fixtures()
    let specs = try (0..<5).map { fixtures.spec(try .model($0)) }
    var recorded = Recorded(lineage: "order")
    for spec in specs { recorded.models[spec.name] = ModelRecord(accepting: spec) }
    func plan(_ specs: [ModelSpec]) -> Plan {
      Lifecycle.plan(
        .declared(specs),
        observed: Observed(
          nodes: [NodeView(endpoint: "node", chain: Fixtures.view(epoch: 5))],
          wallets: [
            fixtures.wallet.name: WalletView(
              address: Fixtures.owner, coins: .known(Fixtures.coins()))
          ]),
        recorded: recorded, now: Moment(wallClockMs: 0, monotonicMs: 0))
    }
    let expected = plan(specs)
    #expect(expected.steps.count == 5)
    for _ in 0..<10 { #expect(plan(specs.shuffled()) == expected) }
  }
}

import Lifecycle
import Manifest
import SomaTypes
import Testing

extension HazardTests {
  static let journal = [
    Row("a model of ours that the journal does not know stops create, and the exit is 12") {
      $0.prepare(0)
      let model = $0.fixtures.model(.created(createEpoch: 4))
      $0.changeView = { $0.models[ModelID(.init(66))] = model }
    } holds: { plan, _ in
      plan.waits(.create) == [[.journalBehindChain]] && plan.status() == .stateUnusable
    },
    Row("but not a reveal") {
      $0.committed(in: 4)
      let model = $0.fixtures.model(.created(createEpoch: 4))
      $0.changeView = { $0.models[ModelID(.init(66))] = model }
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("a forgotten one does not count") {
      $0.prepare(0)
      let model = $0.fixtures.model(.created(createEpoch: 4))
      $0.changeView = { $0.models[ModelID(.init(66))] = model }
      $0.recorded.forgotten = [ModelID(.init(66))]
    } holds: { plan, _ in
      plan.isDue(.create)
    },
    Row("nor one of somebody else") {
      $0.prepare(0)
      let model = $0.fixtures.model(.created(createEpoch: 4), owner: Fixtures.stranger)
      $0.changeView = { $0.models[ModelID(.init(66))] = model }
    } holds: { plan, _ in
      plan.isDue(.create)
    },
    Row("a coin of ours that moved without the journal stops create") {
      $0.prepare(0)
      $0.wallet.coinsSpentElsewhere = [ObjectID(.init(5, 1))]
    } holds: { plan, _ in
      plan.waits(.create) == [[.journalBehindChain]]
    },
    Row("a model that the journal has and the chain does not show") {
      $0.live()
      $0.model = nil
    } holds: { plan, _ in
      plan.hasProblem(.missingOnChain(Scene.id)) && plan.steps(.create).isEmpty
        && plan.status() == .stateUnusable
    },
    Row("a state that is older than what we wrote counts for nothing") {
      $0.prepare(0)
      $0.recorded.highestVersion = 101
    } holds: { plan, _ in
      plan.hasProblem(.unknown(.onlyStaleNodes)) && !plan.isDue(.create)
        && plan.status() == .unavailable
    },
    Row("an unknown protocol stops create") {
      $0.prepare(0)
      $0.changeView = { $0.protocolVersion = 6 }
    } holds: { plan, _ in
      plan.waits(.create) == [[.unknownProtocol(6)]]
    },
    Row("three failed creates stop the step") {
      $0.prepare(0)
      for number in 60..<63 {
        $0.apply(
          .prepared([$0.create(number), $0.commit(0, number + 10)]), $0.sent(number),
          $0.ruled(number, .failed(in: 5)))
      }
    } holds: { plan, _ in
      plan.waits(.create) == [[.stopped(.create)]] && plan.status() == .failed
    },
    Row("two wait for the back-off") {
      $0.prepare(0)
      for number in 60..<62 {
        $0.apply(
          .prepared([$0.create(number), $0.commit(0, number + 10)]), $0.sent(number),
          $0.ruled(number, .failed(in: 5), wallClockMs: $0.now.wallClockMs))
      }
    } holds: { plan, scene in
      plan.waits(.create) == [[.backOff(untilMs: scene.now.wallClockMs + 120_000)]]
    },
    Row("and are forgotten with the next generation") {
      $0.prepare(0)
      for number in 60..<63 {
        $0.apply(
          .prepared([$0.create(number), $0.commit(0, number + 10)]), $0.sent(number),
          $0.ruled(number, .failed(in: 5)))
      }
      $0.declare { $0.commission = 9 }
      $0.apply(.approved(Approval(action: .create, generation: 2, lastEpoch: 8)))
    } holds: { plan, _ in
      plan.isDue(.create)
    },
    Row("a new name with the weights of one that is gone is probably a rename") {
      guard let name = ResourceName("renamed") else { return }
      $0.live()
      $0.desired = .declared([$0.fixtures.spec(name)])
    } holds: { plan, scene in
      plan.has(.create, waitingFor: .probableRename(of: scene.name))
        && plan.status() == .refusedByPolicy
    },
    Row("`movedFrom` renames in the journal and sends nothing") {
      guard let name = ResourceName("renamed") else { return }
      $0.live()
      let former = $0.name
      $0.desired = .declared([$0.fixtures.spec(name) { $0.movedFrom = former }])
    } holds: { plan, scene in
      plan.steps.map(\.action) == [.rename(from: scene.name)]
    },
    Row("`modelId` of an Active model of ours: adopted") {
      $0.live()
      $0.record = nil
      $0.desired = .declared([$0.fixtures.spec($0.name) { $0.modelID = Scene.id }])
    } holds: { plan, _ in
      plan.does(.adopt(Scene.id)) && plan.steps(.create).isEmpty
    },
    Row("an adopted model is compared by content before anything is committed") {
      $0.live()
      $0.record = ModelRecord(accepting: $0.spec, content: Fixtures.content(0, 0))
      $0.apply(.adopted(Scene.id))
    } holds: { plan, scene in
      plan.does(.compare(Fixtures.content(0, 0), with: scene.commitments(0)))
        && plan.steps(.commit).isEmpty
    },
    Row("what was recognised as live needs nothing") {
      $0.live()
      $0.record = ModelRecord(accepting: $0.spec, content: Fixtures.content(0, 0))
      $0.apply(
        .adopted(Scene.id), .recognised(Fixtures.content(0, 0), $0.commitments(0)),
        .attempt($0.commitments(0), .revealed),
        .probed(isGood: true, isFull: true, atMs: $0.now.wallClockMs))
    } holds: { plan, _ in
      plan.isEmpty
    },
  ]
}

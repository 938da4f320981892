import Lifecycle
import Manifest
import SomaTypes
import Testing

/// Every hazard of CHAIN 10.2 that a decision can meet, and what the planner does about it.
@Suite("the planner guards against the hazards")
struct HazardTests {
  @Test("hazard by hazard", arguments: creates + reveals + commits + coins + money + journal)
  func row(_ row: Row) throws {
    var scene = try Scene()
    row.scene(&scene)
    let plan = scene.plan()
    #expect(row.holds(plan, scene), "\(row.rule): \(plan)")
  }

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

  static let reveals = [
    Row("10.2.3 a quarter of the window gone: a person is needed") {
      $0.committed(in: 4)
      $0.percent = 26
    } holds: { plan, _ in
      plan.isDue(.reveal) && plan.status() == .atRisk
        && plan.risks.contains { if case .windowPassing(4, _) = $0.kind { true } else { false } }
    },
    Row("10.2.3 before that it is routine") {
      $0.committed(in: 4)
    } holds: { plan, _ in
      plan.isDue(.reveal) && plan.risks.isEmpty
    },
    Row("10.2.3 the wall clock alone raises the alarm when checkpoints stand still") {
      $0.committed(in: 4)
      $0.now.wallClockMs = Fixtures.genesisMs + 5 * Fixtures.duration + 40_000
    } holds: { plan, _ in
      plan.status() == .atRisk
    },
    Row("10.2.3 blind for more than a quarter of an epoch while a commitment lives") {
      $0.committed(in: 4)
      $0.nodes = [NodeView(endpoint: "node", chain: nil)]
      $0.recorded.lastObservation = ObservationRecord(
        wallClockMs: $0.now.wallClockMs - 26_000, epochDurationMs: Fixtures.duration)
    } holds: { plan, _ in
      plan.hasRisk(.blind(.noNodeAnswered)) && plan.status() == .atRisk
    },
    Row("10.2.4 scheduled from the executed epoch: the commit ran an epoch later than it was sent")
    {
      $0.created(in: 4)
      $0.apply(.prepared([$0.commit(0)]), $0.sent(2, in: 4), $0.ruled(2, .succeeded(in: 5)))
      $0.show(.pending($0.fixtures.pending(0, 0, in: 5)))
    } holds: { plan, _ in
      plan.waits(.reveal) == [[.epoch(6)]]
    },
    Row("10.2.5 late in the window the same bytes go again") {
      $0.committed(in: 4)
      $0.percent = 99
      $0.apply(
        .prepared([$0.intent(.reveal(Scene.id, $0.commitments(0), commitEpoch: 4), 7, coins: [1])]),
        $0.sent(7, atMs: Fixtures.genesisMs + 5 * Fixtures.duration + 98_000))
    } holds: { plan, scene in
      plan.steps.first?.action == .resolve(scene.digest(7)) && plan.steps.first?.permit != nil
        && plan.steps(.reveal).isEmpty
    },
    Row("10.2.6 never early: no step with a permit before c+1") {
      $0.committed(in: 5)
    } holds: { plan, _ in
      plan.steps.allSatisfy { $0.permit == nil }
    },
    Row("10.2.6 a journaled reveal waits for the permit as well") {
      $0.committed(in: 4)
      $0.apply(
        .prepared([$0.intent(.reveal(Scene.id, $0.commitments(0), commitEpoch: 4), 7, coins: [1])]))
      $0.changeView = { $0.checkpoint.epoch = 4 }
    } holds: { plan, scene in
      plan.steps.contains {
        $0.action == .send(scene.digest(7)) && $0.waits == [.permit(.noNodeShowsTheWindow)]
      }
    },
    Row("10.2.8 after the reveal the chain is read back") {
      $0.updating(in: 4)
      $0.show(.active($0.fixtures.revealed($0.commitments(1)), pendingUpdate: nil))
    } holds: { plan, scene in
      plan.does(.record(.attempt(scene.commitments(1), .revealed)))
    },
    Row("10.2.10 a live commitment whose packet cannot be proven") {
      $0.committed(in: 5)
      $0.provenKeys = .known([])
    } holds: { plan, _ in
      plan.hasRisk(.packetUnproven)
    },
    Row("10.2.10 proven: no risk") {
      $0.committed(in: 5)
      $0.provenKeys = .known([$0.commitments(0).decryptionKeyCommitment])
    } holds: { plan, _ in
      plan.risks.isEmpty
    },
    Row(
      "10.2.11 the dimension changed between commit and reveal: both losses, and a person decides"
    ) {
      $0.committed(in: 4)
      $0.changeView = { $0.parameters.targetEmbeddingDim = 8 }
    } holds: { plan, _ in
      plan.hasRisk(.dimensionChanged(content: 4, chain: 8, isFirst: true)) && !plan.isDue(.reveal)
    },
    Row("10.2.11 a person decided") {
      $0.committed(in: 4)
      $0.changeView = { $0.parameters.targetEmbeddingDim = 8 }
      $0.apply(.forced(commitEpoch: 4))
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("10.2.11 a person approved, without naming the commit") {
      $0.committed(in: 4)
      $0.changeView = { $0.parameters.targetEmbeddingDim = 8 }
      $0.apply(.approved(Approval(action: .force, generation: 1, cap: .zero, lastEpoch: 5)))
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("10.2.11 but not for long") {
      $0.committed(in: 4)
      $0.changeView = { $0.parameters.targetEmbeddingDim = 8 }
      $0.apply(.approved(Approval(action: .force, generation: 1, lastEpoch: 4)))
    } holds: { plan, _ in
      plan.has(.reveal, waitingFor: .embeddingDimension(content: 4, chain: 8))
    },
    Row("10.2.11 and not of another spec, nor of another action") {
      $0.committed(in: 4)
      $0.changeView = { $0.parameters.targetEmbeddingDim = 8 }
      $0.apply(
        .approved(Approval(action: .force, generation: 2, lastEpoch: 9)),
        .approved(Approval(action: .create, generation: 1, lastEpoch: 9)))
    } holds: { plan, _ in
      plan.has(.reveal, waitingFor: .embeddingDimension(content: 4, chain: 8))
    },
    Row("10.2.16 unreachable weights: revealed, then repaired") {
      $0.committed(in: 4)
      $0.apply(.probed(isGood: false, isFull: false, atMs: 5))
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("10.2.16 unless the manifest says hold") {
      $0.committed(in: 4)
      $0.declare { $0.reveal.whenUnreachable = .hold }
      $0.apply(.probed(isGood: false, isFull: false, atMs: 5))
    } holds: { plan, _ in
      plan.has(.reveal, waitingFor: .reachableWeights)
    },
    Row("10.2.22 a paused model is revealed all the same") {
      $0.committed(in: 4)
      $0.apply(.paused)
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("10.2.26 three failures never stop a reveal") {
      $0.committed(in: 4)
      for number in 20..<24 {
        $0.apply(
          .prepared([
            $0.intent(.reveal(Scene.id, $0.commitments(0), commitEpoch: 4), number, coins: [1])
          ]), $0.sent(number), $0.ruled(number, .failed(in: 5), wallClockMs: 1 << 40))
      }
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
  ]

  static let commits = [
    Row("10.2.7 a pending update of ours is never overwritten") {
      $0.updating(in: 5)
      $0.want(2)
      $0.prepare(2)
    } holds: { plan, _ in
      !plan.isDue(.commit)
    },
    Row("10.2.7 nor one of somebody else") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
      $0.show(
        .active(
          $0.fixtures.revealed($0.commitments(0)), pendingUpdate: $0.fixtures.pending(0, 7, in: 5)))
      $0.apply(.foreign($0.commitments(7)))
    } holds: { plan, _ in
      plan.has(.commit, waitingFor: .foreignUpdate(window: 6)) && !plan.isDue(.commit)
    },
    Row("10.2.7 which is first tried against our masters") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
      $0.show(
        .active(
          $0.fixtures.revealed($0.commitments(0)), pendingUpdate: $0.fixtures.pending(0, 7, in: 5)))
    } holds: { plan, scene in
      plan.does(.identify(scene.commitments(7))) && !plan.isDue(.commit)
    },
    Row("10.2.7 one commit per model and epoch") {
      $0.updating(in: 5)
      $0.apply(.attempt($0.commitments(1), .revealed))
      $0.show(.active($0.fixtures.revealed($0.commitments(1)), pendingUpdate: nil))
      $0.want(2)
      $0.prepare(2)
    } holds: { plan, _ in
      plan.waits(.commit) == [[.oncePerEpoch(.commit)]]
    },
    Row("10.2.9 same content, same release: nothing is sealed again") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
      $0.want(0)
    } holds: { plan, _ in
      plan.isEmpty
    },
    Row("10.2.11 the embedding must have the chain's dimension before a commit") {
      $0.prepare(0)
      $0.changeView = { $0.parameters.targetEmbeddingDim = 8 }
    } holds: { plan, _ in
      plan.waits(.create) == [[.embeddingDimension(content: 4, chain: 8)]]
    },
    Row("10.2.24 a journaled commit of a Created model is withdrawn once the model is Active") {
      $0.live()
      $0.apply(.prepared([$0.commit(0, 33)]))
    } holds: { plan, scene in
      plan.does(
        .record(.intent(scene.digest(33), .withdrawn, wallClockMs: scene.now.wallClockMs)))
    },
    Row("10.2.24 one that was sent, and overtaken, has its coin spent after a boundary") {
      $0.live()
      $0.apply(
        .prepared([$0.commit(0, 33)]), $0.sent(33, in: 4),
        .intent($0.digest(33), .overtaken, wallClockMs: 0))
    } holds: { plan, scene in
      plan.does(.abandon(scene.digest(33)))
    },
    Row("10.2.24 not before one has passed since it was last sent") {
      $0.live()
      $0.apply(
        .prepared([$0.commit(0, 33)]), $0.sent(33, in: 5),
        .intent($0.digest(33), .overtaken, wallClockMs: 0))
    } holds: { plan, scene in
      plan.steps.contains { $0.action == .abandon(scene.digest(33)) && $0.waits == [.epoch(6)] }
    },
    Row("10.2.27 a first commit from a packet that was not drilled") {
      $0.created(in: 5)
      $0.want(1)
      let other = Fixtures.content(0, 1)
      $0.record = ModelRecord(accepting: $0.spec, content: other)
      $0.apply(
        .adopted(Scene.id), .release(other.plaintext, .sealed($0.fixtures.manifest(0, 1))),
        .release(other.plaintext, .hosted), .release(other.plaintext, .verified),
        .packed(other, $0.commitments(1), copies: 2))
    } holds: { plan, _ in
      plan.does(.drill(Fixtures.content(0, 1))) && !plan.isDue(.commit)
    },
    Row("10.2.27 or from too few copies") {
      $0.prepare(0)
      $0.declare { $0.reveal.packetCopies = 3 }
      $0.apply(.approved(Approval(action: .create, generation: 2, lastEpoch: 8)))
    } holds: { plan, _ in
      plan.does(.pack(Fixtures.content(0, 0), copies: 3)) && !plan.isDue(.create)
    },
  ]

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

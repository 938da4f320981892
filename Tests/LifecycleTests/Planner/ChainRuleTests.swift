import Lifecycle
import Manifest
import SomaTypes
import Testing

/// The planner against each row of the chain's rules (CHAIN 1.2 to 1.7).
@Suite("the planner follows the chain's rules")
struct ChainRuleTests {
  @Test("rule by rule", arguments: transitions + windows + preconditions + clock + boundary + stale)
  func row(_ row: Row) throws {
    var scene = try Scene()
    row.scene(&scene)
    let plan = scene.plan()
    #expect(row.holds(plan, scene), "\(row.rule): \(plan)")
  }

  /// CHAIN 1.2, transitions.
  static let transitions = [
    Row("1.2 – → Created: any epoch, once everything is drilled") {
      $0.prepare(0)
    } holds: { plan, _ in
      plan.isDue(.create)
    },
    Row("1.2 – → Created: nothing is created before the drill") {
      $0.prepare(0, copies: 1)
    } holds: { plan, _ in
      plan.waits(.create) == [[.earlierStep]]
    },
    Row("1.2 Created → Pending: in the create epoch already") {
      $0.created(in: 5)
    } holds: { plan, scene in
      plan.does(.commit(Scene.id, Fixtures.content(0, 0)))
    },
    Row("1.2 Created → Pending: in the next epoch too") {
      $0.created(in: 4)
    } holds: { plan, _ in
      plan.isDue(.commit) && plan.risks.isEmpty && plan.losses.isEmpty
    },
    Row("1.2 Created at boundary e+2: stays Created and is halved; it is committed at once") {
      $0.created(in: 3)
      $0.model?.stakingPool.deactivationEpoch = 5
    } holds: { plan, _ in
      plan.isDue(.commit) && plan.hasLoss(.halved(Scene.id, since: 3)) && plan.status() == .loss
    },
    Row("1.2 Pending → Active: only while epoch = c+1") {
      $0.committed(in: 4)
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("1.2 Pending, in its commit epoch: the reveal waits for the next") {
      $0.committed(in: 5)
    } holds: { plan, _ in
      plan.waits(.reveal) == [[.epoch(6)]] && plan.status() == .good
    },
    Row("1.2 Pending at boundary c+2: Inactive, a loss until it is acknowledged") {
      $0.committed(in: 3)
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.hasLoss(.inactive(Scene.id)) && plan.steps(.reveal).isEmpty && plan.status() == .loss
    },
    Row("1.2 Inactive, acknowledged: nothing is left to say") {
      $0.committed(in: 3)
      $0.apply(.attempt($0.commitments(0), .lost), .acknowledgedLoss)
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.isEmpty
    },
    Row("1.2 Active → Active + pending: new content is committed") {
      $0.live()
      $0.want(1)
      $0.prepare(1)
    } holds: { plan, _ in
      plan.does(.commit(Scene.id, Fixtures.content(0, 1)))
    },
    Row("1.2 Active + pending: revealed in c+1") {
      $0.updating(in: 4)
    } holds: { plan, _ in
      plan.isDue(.reveal) && plan.steps(.commit).isEmpty
    },
    Row("1.2 Active + pending at boundary c+2: dropped without a slash, told once, tried again") {
      $0.updating(in: 3)
      $0.show(.active($0.fixtures.revealed($0.commitments(0)), pendingUpdate: nil))
    } holds: { plan, scene in
      plan.hasLoss(.updateLapsed(commitEpoch: 3))
        && plan.does(.record(.attempt(scene.commitments(1), .lapsed)))
    },
    Row("1.2 a lapse that was recorded is not told again, and the release is tried again") {
      $0.updating(in: 3)
      $0.apply(.attempt($0.commitments(1), .lapsed))
      $0.show(.active($0.fixtures.revealed($0.commitments(0)), pendingUpdate: nil))
    } holds: { plan, _ in
      plan.losses.isEmpty && plan.does(.pack(Fixtures.content(0, 1), copies: 2))
    },
    Row("1.2 Active → Inactive by our own deactivation: no loss") {
      $0.live()
      $0.apply(
        .prepared([$0.intent(.retire(Scene.id), 95)]), $0.sent(95), $0.ruled(95, .succeeded(in: 4)))
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.losses.isEmpty
    },
    Row("1.2 Active → Inactive by reports: 95 % are lost") {
      $0.live()
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.hasLoss(.inactive(Scene.id)) && plan.status() == .loss
    },
    Row("1.1 there is no way back from Inactive: no create without `replaces`") {
      $0.live()
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.steps(.create).isEmpty && plan.steps(.commit).isEmpty
    },
    Row("1.1 `replaces`, approved: the journal gives the old id up") {
      $0.live()
      $0.declare { $0.replaces = Scene.id }
      $0.apply(.approved(Approval(action: .create, generation: 2, lastEpoch: 8)))
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.does(.record(.replaced(Scene.id)))
    },
    Row("1.1 nothing is de-duplicated: a live model with the declared content needs nothing") {
      $0.live()
    } holds: { plan, _ in
      plan.isEmpty
    },
  ]

  /// CHAIN 1.2, exact windows.
  static let windows = [
    Row("window: committed late in c, the reveal is still due in c+1 only") {
      $0.committed(in: 5)
      $0.percent = 99
    } holds: { plan, _ in
      plan.waits(.reveal) == [[.epoch(6)]]
    },
    Row("window: the deadline is the end of c+1") {
      $0.committed(in: 5)
    } holds: { plan, _ in
      plan.steps(.reveal).first?.timing
        == StepTiming(
          firstEpoch: 6, lastEpoch: 6,
          deadlineMs: Fixtures.genesisMs + 7 * Fixtures.duration)
    },
    Row("window: after c+1 no reveal is sent") {
      $0.committed(in: 3)
    } holds: { plan, _ in
      plan.steps(.reveal).isEmpty && plan.hasLoss(.windowMissed(commitEpoch: 3))
    },
    Row("window: a recommit while an update is pending waits for its reveal") {
      $0.updating(in: 5)
      $0.want(2)
      $0.prepare(2)
    } holds: { plan, _ in
      plan.has(.commit, waitingFor: .epoch(6)) && !plan.isDue(.commit)
    },
    Row("window: c is what the chain says, not what was believed") {
      $0.committed(in: 4)
      $0.show(.pending($0.fixtures.pending(0, 0, in: 5)))
    } holds: { plan, scene in
      plan.does(
        .record(
          .attempt(
            scene.commitments(0),
            .committed(
              Attempt.Window(
                commitEpoch: 5, opensMs: Fixtures.genesisMs + 6 * Fixtures.duration)))))
        && !plan.isDue(.reveal)
    },
  ]

  /// CHAIN 1.3, what the chain would refuse is not sent.
  static let preconditions = [
    Row("1.3 create: the declared architecture is not the chain's") {
      $0.declare { $0.architecture = .version(2) }
      $0.apply(.approved(Approval(action: .create, generation: 2, lastEpoch: 8)))
      $0.prepare(0)
    } holds: { plan, _ in
      plan.waits(.create) == [[.architecture(declared: 2, chain: 1)]] && plan.status() == .preflight
    },
    Row("1.3 create: stake below the minimum") {
      $0.declare { $0.stake.initial = .amount(Amount(shannons: 5)) }
      $0.apply(.approved(Approval(action: .create, generation: 2, lastEpoch: 8)))
      $0.prepare(0)
    } holds: { plan, _ in
      plan.has(
        .create,
        waitingFor: .minimumStake(
          declared: Amount(shannons: 5), chain: Fixtures.parameters.modelMinStake))
    },
    Row("1.3 create: one coin must hold stake and fees") {
      $0.prepare(0)
      $0.purse = CoinPurse((0..<4).map { Fixtures.coin($0, shannons: 900_000_000) })
    } holds: { plan, _ in
      plan.waits(.create).first?.contains {
        if case .funds = $0 { true } else { false }
      } == true && plan.status() == .funds
    },
    Row("1.3 commit: a Pending model takes no second one") {
      $0.committed(in: 5)
      $0.want(1)
      $0.prepare(1)
    } holds: { plan, _ in
      plan.steps(.commit).isEmpty
    },
    Row("1.3 commit: the model of somebody else is left alone") {
      $0.live()
      $0.want(1)
      $0.model?.owner = Fixtures.stranger
    } holds: { plan, _ in
      plan.hasProblem(.foreignOwner(Scene.id)) && plan.steps(.commit).isEmpty
        && plan.status() == .preflight
    },
    Row("1.3 reveal: nothing is pending, nothing is sent") {
      $0.live()
    } holds: { plan, _ in
      plan.steps(.reveal).isEmpty
    },
    Row("1.3 reveal: with other commitments on the chain nothing is sent") {
      $0.committed(in: 4)
      $0.show(.pending($0.fixtures.pending(0, 7, in: 4)))
    } holds: { plan, scene in
      plan.steps(.reveal).isEmpty && plan.does(.identify(scene.commitments(7)))
        && plan.hasRisk(.unknownFirstCommit(commitEpoch: 4))
    },
    Row("1.3 deactivate: not while Created") {
      $0.created(in: 5)
      $0.declare {
        $0.lifecycle = .retired; $0.retire = Scene.id
      }
    } holds: { plan, _ in
      plan.steps(.retire).isEmpty && plan.isDue(.commit)
    },
    Row("1.3 deactivate: not while Pending; the reveal comes first") {
      $0.committed(in: 4)
      $0.declare {
        $0.lifecycle = .retired; $0.retire = Scene.id
      }
    } holds: { plan, _ in
      plan.steps(.retire).isEmpty && plan.isDue(.reveal)
    },
    Row("1.3 commission: only while Active") {
      $0.committed(in: 5)
      $0.declare { $0.commission = 500 }
    } holds: { plan, _ in
      plan.steps(.commission).isEmpty
    },
    Row("1.3 commission: once Active, one transaction, quiet when the next rate matches") {
      $0.live()
      $0.declare { $0.commission = 500 }
    } holds: { plan, scene in
      var quiet = scene
      quiet.model?.nextEpochCommissionRate = 500
      return plan.does(.setCommission(Scene.id, 500))
        && quiet.plan().steps(.commission).isEmpty
    },
    Row("1.3 stake: not to an Inactive model") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 5_000_000_000) }
      $0.show(.inactive($0.fixtures.revealed($0.commitments(0))))
    } holds: { plan, _ in
      plan.steps(.stake).isEmpty
    },
  ]

  /// CHAIN 1.3b, the clock.
  static let clock = [
    Row("1.3b the wall clock, a day ahead, neither reveals nor commits") {
      $0.committed(in: 5)
      $0.now.wallClockMs += 26 * 3_600_000
    } holds: { plan, _ in
      plan.waits(.reveal) == [[.epoch(6)]]
    },
    Row("1.3b the wall clock, a day behind, does not keep a reveal back") {
      $0.committed(in: 4)
      $0.now.wallClockMs = 0
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row(
      "1.3b the epoch of a decision is the state's; a checkpoint of the old epoch gives no permit"
    ) {
      $0.committed(in: 4)
      $0.changeView = { $0.checkpoint.epoch = 4 }
    } holds: { plan, _ in
      plan.waits(.reveal) == [[.permit(.noNodeShowsTheWindow)]]
    },
  ]

  /// CHAIN 1.5 and 1.6, boundaries.
  static let boundary = [
    Row("1.5 safe mode: windows pass, so the reveal is due") {
      $0.committed(in: 4)
      $0.changeView = { $0.isInSafeMode = true }
    } holds: { plan, _ in
      plan.isDue(.reveal)
    },
    Row("1.5 safe mode: an overdue Created model is committed at once") {
      $0.created(in: 3)
      $0.changeView = { $0.isInSafeMode = true }
    } holds: { plan, _ in
      plan.isDue(.commit)
    },
    Row("1.5 safe mode: nothing is created") {
      $0.prepare(0)
      $0.changeView = { $0.isInSafeMode = true }
    } holds: { plan, _ in
      plan.waits(.create) == [[.safeMode]]
    },
    Row("1.5 safe mode: a Pending model past its window is lost, though cleanup waits") {
      $0.committed(in: 3)
      $0.changeView = { $0.isInSafeMode = true }
    } holds: { plan, _ in
      plan.hasLoss(.windowMissed(commitEpoch: 3))
    },
    Row("1.5 a protocol upgrade keeps reveals going and stops the rest") {
      $0.updating(in: 4)
      $0.changeView = { $0.protocolVersion = 6 }
    } holds: { plan, _ in
      plan.isDue(.reveal) && plan.hasRisk(.unknownProtocol(6))
    },
    Row("1.6 reports: a person hears of the first one") {
      $0.live()
      $0.changeView = { $0.reportedPower = [Scene.id: 1000] }
    } holds: { plan, _ in
      plan.hasRisk(.reported(power: 1000))
    },
    Row("1.6 commission: the rate of this epoch may differ while the next one matches") {
      $0.live()
      $0.model?.commissionRate = 77
    } holds: { plan, _ in
      plan.isEmpty
    },
  ]

  /// CHAIN 1.7, stale Created models.
  static let stale = [
    Row("1.7 a stale Created model can still be committed") {
      $0.created(in: 1)
      $0.model?.stakingPool.deactivationEpoch = 3
    } holds: { plan, _ in
      plan.isDue(.commit) && plan.hasProblem(.impaired(Scene.id))
    },
    Row("1.7 never stake to what came from one") {
      $0.live()
      $0.declare { $0.stake.target = Amount(shannons: 5_000_000_000) }
      $0.model?.stakingPool.deactivationEpoch = 3
    } holds: { plan, _ in
      plan.steps(.stake).isEmpty && plan.hasProblem(.impaired(Scene.id))
    },
    Row("1.7 a Created model is not deactivated and gets no commission") {
      $0.created(in: 1)
      $0.declare {
        $0.lifecycle = .retired; $0.commission = 5
      }
    } holds: { plan, _ in
      plan.steps(.retire).isEmpty && plan.steps(.commission).isEmpty
    },
  ]
}

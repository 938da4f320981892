import Lifecycle
import Manifest
import SomaTypes
import Testing

extension HazardTests {
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
}

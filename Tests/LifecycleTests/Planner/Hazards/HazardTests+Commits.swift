import Lifecycle
import Manifest
import SomaTypes
import Testing

extension HazardTests {
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
}

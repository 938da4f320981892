import Manifest
import SomaTypes
import Testing

@testable import Lifecycle
@testable import StewardCommands

@Suite("words of smaller things")
struct KindsTests {
  private func text(_ worded: some Worded) -> String {
    "\(worded.words)\n    \(worded.sentence)"
  }

  @Test("kinds, refusals, ignorance, files and statuses")
  func kinds() throws {
    var texts = ActionKind.allCases.map(text)
    texts += ApprovedAction.allCases.map(text)
    texts += Ignorance.every.map { "\($0.code): \(text($0))" }
    texts += PermitRefusal.every.map { "\($0.code): \(text($0))" }
    texts += WeightsView.every.map { "\($0.code): \(text($0))" }
    texts += PlanStatus.allCases.map { "\($0.code): \(text($0))" }
    try Golden.expect(texts.joined(separator: "\n"), is: "kinds.txt")
  }

  @Test("what is recorded")
  func events() throws {
    let commitments = try Samples.commitments()
    let weights = Samples.content.plaintext
    let manifest = commitments.manifest
    let releases: [Release.Event] = [
      .sealed(manifest), .hosted, .verified, .vanished, .rejected(.weights),
    ]
    let attempts: [Attempt.Event] = [
      .packed(copies: 2), .drilled(copies: 2), .createPrepared(Samples.transaction), .created,
      .commitPrepared(Samples.transaction), .fellBack,
      .committed(Attempt.Window(commitEpoch: 12, opensMs: nil)), .revealPrepared, .revealed,
      .superseded, .lapsed, .lost,
    ]
    let approval = Approval(action: .create, generation: 1, lastEpoch: 14)
    let others: [ModelEvent] = [
      .packed(Samples.content, commitments, copies: 1), .prepared([]),
      .intent(Samples.transaction, .withdrawn, wallClockMs: 0), .adopted(Samples.modelID),
      .replaced(Samples.modelID), .forced(commitEpoch: 12), .spent(Samples.soma, in: 12),
      .recognised(Samples.content, commitments), .foreign(commitments), .approved(approval),
      .paused, .resumed, .acknowledgedLoss, .probed(isGood: false, isFull: true, atMs: 0),
    ]
    let events =
      releases.map { ModelEvent.release(weights, $0) }
      + attempts.map { ModelEvent.attempt(commitments, $0) } + others
    try Golden.expect(
      events.map { StepAction.record($0).words }.joined(separator: "\n"), is: "events.txt")
  }

  @Test(
    "percents",
    arguments: [(0, "0%"), (5, "0.05%"), (250, "2.5%"), (255, "2.55%"), (10_000, "100%")])
  func percents(points: UInt64, text: String) { #expect(BasisPoints(points).percent == text) }

  @Test("a model of which the stake is not known yet is not said to be free")
  func unknownStake() {
    let create = StepAction.create(nil, stake: .zero, commission: 0, architecture: 0)
    #expect(create.words.contains("stake the least that the chain takes"))
    #expect(!create.sentence.contains("0 SOMA"))
  }
}

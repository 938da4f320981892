import Diagnostics
import Manifest
import SomaTypes
import Testing

@testable import Lifecycle
@testable import StewardCommands

@Suite("words of plans")
struct WordsTests {
  private func circumstances(_ steps: [Step] = []) throws -> Circumstances {
    Circumstances(
      of: Plan(epoch: 13, steps: steps), now: Samples.now, place: .ahead(bySeconds: 3600),
      atStake: [try Samples.name(): Samples.atStake])
  }

  /// A reveal that is due until 11:12 UTC.
  private func reveal(isFirst: Bool = true) throws -> Step {
    try Samples.step(
      .reveal(Samples.commit(isFirst: isFirst)), .commitWaits(in: 12),
      timing: StepTiming(
        firstEpoch: 13, lastEpoch: 13, deadlineMs: Samples.nowMs + 11_520_000))
  }

  private func text(_ title: String, _ diagnostic: Diagnostic?) -> String {
    guard let diagnostic else { return title }
    let remedies = diagnostic.remedies.map { "hint: \($0)" }
    return ([title, "[\(diagnostic.code)] \(diagnostic.summary)", diagnostic.detail] + remedies)
      .joined(separator: "\n")
      .replacing("\n", with: "\n    ")
  }

  private func text(_ code: String, _ worded: some Worded) -> String {
    "\(code): \(worded.words)\n    \(worded.sentence)"
  }

  @Test("every action")
  func actions() throws {
    let texts = try StepAction.every().map { text($0.code, $0) }
    try Golden.expect(texts.joined(separator: "\n"), is: "actions.txt")
  }

  @Test("every reason")
  func reasons() throws {
    let texts = try StepReason.every().map { text($0.code, $0) }
    try Golden.expect(texts.joined(separator: "\n"), is: "reasons.txt")
  }

  @Test("every wait, and what a person does about it")
  func waits() throws {
    let circumstances = try circumstances()
    let texts = try Wait.every().map { wait in
      let step = try Samples.step(Samples.claim, wallet: "main", waits: [wait])
      return text(
        "\(wait.code): \(wait.words) (\(wait.object(in: circumstances)))",
        wait.diagnostic(of: step))
    }
    try Golden.expect(texts.joined(separator: "\n"), is: "waits.txt")
  }

  @Test("every risk, with the deadline and the money of a first reveal")
  func risks() throws {
    let circumstances = try circumstances([reveal()])
    let texts = try Risk.Kind.every.map { kind in
      let risk = Risk(model: try Samples.name(), kind: kind)
      return text("\(risk.code): \(risk.words)", risk.diagnostic(in: circumstances))
    }
    try Golden.expect(texts.joined(separator: "\n"), is: "risks.txt")
  }

  @Test("risks of updates, and of models of which less is known")
  func risksOfUpdates() throws {
    let name = try Samples.name()
    let risk = Risk(
      model: name, kind: .windowPassing(commitEpoch: 12, gone: EpochSpan(tenThousandths: 2600)))
    let ofUpdate = risk.diagnostic(in: try circumstances([reveal(isFirst: false)])).detail
    #expect(ofUpdate.contains("no stake is lost"))
    #expect(!ofUpdate.contains("12.5"))
    let bare = Circumstances(of: Plan(epoch: 13), now: Samples.now, place: .utc)
    let unknown = risk.diagnostic(in: bare).detail
    #expect(unknown.contains("in time"))
    #expect(unknown.contains("half of its pool and the model"))
  }

  @Test(
    "the earliest deadline counts, in whatever order the steps come",
    arguments: [[14, 13, 15], [13, 15], [15, 13]])
  func earliest(epochs: [UInt64]) throws {
    let steps = try epochs.map {
      try Samples.step(Samples.claim, timing: StepTiming(lastEpoch: Epoch($0)))
    }
    #expect(try circumstances(steps).deadline(of: Samples.name()) == "by the end of epoch 13")
  }

  @Test("every loss")
  func losses() throws {
    let circumstances = try circumstances()
    let texts = try Loss.Kind.every.map { kind in
      let loss = Loss(model: try Samples.name(), kind: kind)
      return text("\(loss.code): \(loss.words)", loss.diagnostic(in: circumstances))
    }
    try Golden.expect(texts.joined(separator: "\n"), is: "losses.txt")
  }

  @Test("every problem")
  func problems() throws {
    let texts = try Problem.Kind.every.map { kind in
      let problem = Problem(model: try Samples.name(), kind: kind)
      return text("\(problem.code): \(problem.words)", problem.diagnostic)
    }
    try Golden.expect(texts.joined(separator: "\n"), is: "problems.txt")
  }

  @Test("a wait that ends a run with a status has a remedy; one that ends it well has none")
  func demands() throws {
    for wait in try Wait.every() {
      let step = try Samples.step(Samples.claim, wallet: "main", waits: [wait])
      let diagnostic = wait.diagnostic(of: step)
      if wait == .paused {
        #expect(diagnostic != nil)
      } else {
        #expect((diagnostic != nil) == (wait.status != .good), "\(wait)")
      }
      #expect(diagnostic.map { !$0.remedies.isEmpty } ?? true, "\(wait)")
      #expect(wait.needsPerson == (diagnostic != nil))
    }
  }

  @Test("an embedding that is committed already is not to be made again")
  func committedEmbedding() throws {
    let wait = Wait.embeddingDimension(content: 2048, chain: 4096)
    let commit = try Samples.step(.commit(Samples.modelID, Samples.content), .newContent)
    let reveal = try Samples.step(.reveal(Samples.commit()), .commitWaits(in: 12))
    #expect(wait.diagnostic(of: commit)?.remedies.first?.contains("steward apply") == true)
    #expect(
      wait.diagnostic(of: reveal)?.remedies
        == ["To reveal it:\n    steward approve first-model force"])
  }

  @Test("what a problem says is not said again by the steps that wait for it")
  func saidOnce() throws {
    let step = try Samples.step(
      Samples.claim, waits: [.paused, .knowledge(.noNodeAnswered), .watchman])
    let name = try Samples.name()
    func codes(_ problems: [Problem.Kind]) throws -> [String] {
      let plan = Plan(
        epoch: 1, steps: [step], problems: problems.map { Problem(model: name, kind: $0) })
      return Notice.all(of: plan, in: try circumstances()).map(\.diagnostic.code)
    }
    #expect(try codes([]) == ["wait.paused", "wait.knowledge", "wait.watchman"])
    #expect(
      try codes([.unknown(.noNodeAnswered), .notDeclared])
        == ["plan.unknown", "plan.notDeclared", "wait.watchman"])
    #expect(
      try codes([.chainDiffers(Samples.modelID, what: .stake, stops: false)])
        == ["plan.chainDiffers", "wait.paused", "wait.knowledge", "wait.watchman"])
  }

  @Test("every risk, loss and problem says what to type")
  func remedies() throws {
    let circumstances = try circumstances()
    let name = try Samples.name()
    let all =
      Risk.Kind.every.map { Risk(model: name, kind: $0).diagnostic(in: circumstances) }
      + Loss.Kind.every.map { Loss(model: name, kind: $0).diagnostic(in: circumstances) }
      + Problem.Kind.every.map { Problem(model: name, kind: $0).diagnostic }
    for diagnostic in all {
      #expect(diagnostic.remedies.contains { $0.contains("steward ") }, "\(diagnostic.code)")
    }
  }

  @Test("shares of a pool are exact, also of the largest")
  func shares() {
    #expect(Samples.atStake.revealLoss == "half of its pool (12.5 of 25 SOMA)")
    #expect(Samples.atStake.unavailabilityLoss == "95% of its pool (23.75 of 25 SOMA)")
    let largest = AtStake(pool: Amount(.max), revealSlash: .all, tallySlash: 20_000)
    #expect(largest.revealLoss == "100% of its pool (18446744073.709551615 of \(Amount(.max)))")
    #expect(largest.unavailabilityLoss.hasSuffix("(18446744073.709551615 of \(Amount(.max)))"))
  }
}

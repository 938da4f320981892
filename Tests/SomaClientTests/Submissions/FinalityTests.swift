import FaultServer
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("Waiting for the checkpoint changes nothing about the outcome", .timeLimit(.minutes(1)))
struct FinalityTests {
  private let signed: SignedTransaction
  private let ledger: LedgerNode

  init() throws {
    signed = try RecordedCall.named("report_model").signed
    ledger = LedgerNode(try Recorded.coins(1))
  }

  /// What comes of a submission to a node whose checkpoints come like this.
  private func submit(
    _ checkpoints: Script, patience: Duration = .seconds(3600), isFirst: Bool = true
  ) async throws -> Submission {
    ledger.script.on(Method.subscribe, checkpoints)
    return try await withChain(ledger.script) {
      await $0.submit(signed, awaitingCheckpointFor: patience, isFirst: isFirst)
    }
  }

  private func checkRan(_ submission: Submission, _ finality: Submission.Finality) {
    #expect(Known(submission.outcome) == .ran)
    #expect(submission.finality == finality)
    #expect(ledger.received == [signed])
  }

  private var ours: Step { .message(notice(of: [.zero, signed.data.digest], number: 43)) }
  private let foreign = Step.message(notice(of: [.zero], number: 42))

  @Test("the checkpoint is that of our transaction, and no earlier one")
  func found() async throws {
    checkRan(try await submit([.headers, foreign, ours, .silence]), .inCheckpoint(43))
  }

  @Test("a checkpoint that comes before the reply counts (flow.json)")
  func early() async throws {
    let sent = Gate()
    ledger.script.on(Method.execute) { [ledger] call in
      [.wait(sent)] + ledger.answer(to: call)
    }
    let checkpoints: Script = [
      .headers, ours,
      .later {
        sent.open(); return []
      }, .silence,
    ]
    checkRan(try await submit(checkpoints), .inCheckpoint(43))
  }

  @Test(
    "a stream that ends, breaks, or cannot be read does not deny what ran",
    arguments: [
      [.headers, .ok], [.headers, .status(14, message: "lagging", details: [])], [.headers, .cut],
      [.headers, .message([0x12, 2, 0x0a, 1]), .silence], .failure(14, "too many subscriptions"),
      .failure(12), [.headers, .message(notice(of: [.zero])), .ok],
    ] as [Script])
  func streamEnds(checkpoints: Script) async throws {
    checkRan(try await submit(checkpoints), .notSeen)
  }

  @Test("a checkpoint that never comes is waited for as long as the caller says")
  func never() async throws {
    checkRan(
      try await submit([.headers, foreign, .silence], patience: .milliseconds(50)), .notSeen)
  }

  @Test("headers that come late, or never, delay a submission and do not prevent it")
  func lateHeaders() async throws {
    checkRan(try await submit([.silence], patience: .milliseconds(50)), .notSeen)
  }

  @Test("headers that come with the first checkpoint, after the submission, are good enough")
  func headersWithCheckpoint() async throws {
    let sent = Gate()
    ledger.script.on(Method.execute) { [ledger] call in
      let answer = ledger.answer(to: call)
      sent.open()
      return answer
    }
    // The patience is for the headers and again for the checkpoint: long enough for a busy machine.
    let submission = try await submit(
      [.wait(sent), .headers, ours, .silence], patience: .seconds(3))
    checkRan(submission, .inCheckpoint(43))
  }

  @Test("nobody waits for the checkpoint of what did not run")
  func didNotRun() async throws {
    ledger.script.on(Method.execute, .failure(12))
    let submission = try await submit([.headers, .silence])
    #expect(Known(submission.outcome) == .cannotHaveRun(.call(.unimplemented, .answered)))
    #expect(submission.finality == .notAwaited)
  }

  @Test("a transaction of the past is looked up, and not waited for")
  func past() async throws {
    checkRan(try await submit([.headers, .silence], isFirst: false), .inCheckpoint(42))
  }
}

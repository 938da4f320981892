import Synchronization
import TestSupport
import Testing

@testable import SomaClient

@Suite("Retries of reads") struct RetryTests {
  @Test("pauses are drawn from a range that doubles up to the cap")
  func pauses() {
    var policy = RetryPolicy()
    policy.base = .milliseconds(100)
    policy.cap = .milliseconds(450)
    let longest = [100, 200, 400, 450, 450].map { Duration.milliseconds($0) }
    for (round, limit) in zip(1..., longest) {
      var generator = SeededGenerator(seed: 1)
      let drawn = (0..<1000).map { _ in policy.pause(afterRound: round, using: &generator) }
      #expect(drawn.allSatisfy { .zero <= $0 && $0 <= limit })
      // Full jitter: the whole range, evenly.
      #expect(drawn.count { $0 < limit / 2 } > 400)
      #expect(drawn.count { $0 > limit * 0.9 } > 50)
    }
    var generator = SeededGenerator(seed: 1)
    #expect(policy.pause(afterRound: .max, using: &generator) <= policy.cap)
  }

  @Test("nodes take turns from the preferred one on, with a pause after each round")
  func turns() async throws {
    let run = try Run { $0.attempts = 7 }
    await run.attempt(choices: 3, first: 1, failing: 100)
    #expect(run.choices == [1, 2, 0, 1, 2, 0, 1])
    #expect(run.clock.pauses.count == 2)
    #expect(run.failure?.code == .unavailable)
  }

  @Test("one node is asked again after a pause each time")
  func alone() async throws {
    let run = try Run { $0.attempts = 4 }
    await run.attempt(choices: 1, first: 0, failing: 100)
    #expect(run.choices == [0, 0, 0, 0])
    #expect(run.clock.pauses.count == 3)
  }

  @Test("the value of the first success counts, with the node that gave it")
  func success() async throws {
    let run = try Run()
    await run.attempt(choices: 2, first: 1, failing: 2)
    #expect(run.choices == [1, 0, 1])
    #expect(run.success?.value == "value")
    #expect(run.success?.choice == 1)
  }

  @Test(
    "only what another attempt may mend is tried again", arguments: StatusCode.allCases,
    [RPCFailure.Stage.notSent, .sent, .unreadable, .answered])
  func permanent(code: StatusCode, stage: RPCFailure.Stage) async throws {
    let run = try Run(code: code, stage: stage) { $0.attempts = 2 }
    await run.attempt(choices: 1, first: 0, failing: 100)
    #expect(run.choices.count == (run.failure?.isRetryableRead == true ? 2 : 1))
    #expect(run.failure?.code == code)
  }

  @Test("an error that is no failure of a call is not tried again")
  func otherErrors() async throws {
    struct Other: Error, Equatable {}
    let calls = Mutex(0)
    await #expect(throws: Other()) {
      try await RetryPolicy().run(
        choices: 1, first: 0, clock: SkippingClock(), randomness: SeededGenerator(seed: 1)
      ) { _, _ in
        calls.withLock { $0 += 1 }
        throw Other()
      }
    }
    #expect(calls.withLock { $0 } == 1)
  }

  @Test("no attempt begins after the overall time, and each is told what is left")
  func overall() async throws {
    let run = try Run {
      $0.attempts = 1000
      $0.overall = .seconds(10)
      $0.base = .seconds(2)
      $0.cap = .seconds(2)
    }
    await run.attempt(choices: 1, first: 0, failing: 1000)
    #expect(run.timesLeft.first == .seconds(10))
    #expect(run.timesLeft.allSatisfy { .zero < $0 })
    #expect(run.timesLeft == run.timesLeft.sorted(by: >))
    #expect(run.clock.now.offset < .seconds(10))
    #expect((6...60).contains(run.choices.count))
    #expect(run.failure?.code == .unavailable)
  }

  @Test("a cancelled task makes no further attempt")
  func cancelled() async throws {
    let (choices, code) = try await Task {
      let run = try Run()
      withUnsafeCurrentTask { $0?.cancel() }
      await run.attempt(choices: 2, first: 0, failing: 100)
      return (run.choices, run.failure?.code)
    }.value
    #expect(choices == [0])
    #expect(code == .cancelled)
  }
}

/// Attempts that fail so many times, and what became of them.
private final class Run {
  let clock = SkippingClock()
  var choices: [Int] = []
  var timesLeft: [Duration] = []
  var success: (value: String, choice: Int)?
  var failure: RPCFailure?

  private let policy: RetryPolicy
  private let error: RPCFailure

  init(
    code: StatusCode = .unavailable, stage: RPCFailure.Stage = .sent,
    _ adjust: (inout RetryPolicy) -> Void = { _ in }
  ) throws {
    var policy = RetryPolicy()
    adjust(&policy)
    self.policy = policy
    error = RPCFailure(
      code: code, message: "", stage: stage, endpoint: try Endpoint("http://host"), method: "m")
  }

  func attempt(choices count: Int, first: Int, failing: Int) async {
    do {
      success = try await policy.run(
        choices: count, first: first, clock: clock, randomness: SeededGenerator(seed: 7)
      ) { choice, timeLeft in
        choices.append(choice)
        timesLeft.append(timeLeft)
        if choices.count <= failing { throw error }
        return "value"
      }
    } catch {
      failure = error as? RPCFailure
    }
  }
}

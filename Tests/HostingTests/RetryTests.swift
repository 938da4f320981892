import HTTPSyntax
import Hosting
import Synchronization
import TestSupport
import Testing

@Suite("When to try again") struct RetryTests {
  struct Failure: RetryAdvising, Equatable { var retryAdvice: RetryAdvice }

  @Test("pauses are drawn from a range that doubles up to a cap; the same seed, the same pauses")
  func jitter() throws {
    let policy = TransferRetryPolicy()
    var generator = SeededGenerator(seed: 1)
    var longest = Duration.zero
    for failures in 1..<10 {
      let limit = min(policy.cap, policy.base * (1 << (failures - 1)))
      for _ in 0..<200 {
        let pause = try #require(
          policy.pause(afterFailures: failures, .later, using: &generator))
        #expect(pause >= .zero && pause <= limit)
        longest = max(longest, pause)
      }
    }
    #expect(longest > .seconds(25))
    #expect(policy.pause(afterFailures: 10, .later, using: &generator) == nil)
    #expect(policy.pause(afterFailures: 1, .never, using: &generator) == nil)
  }

  @Test("a server's wish is obeyed, not undercut, and bounded")
  func wishes() throws {
    let policy = TransferRetryPolicy()
    var generator = SeededGenerator(seed: 2)
    for (wish, least) in [
      (Duration.seconds(7), Duration.seconds(7)), (.seconds(1 << 32), .seconds(300)),
    ] {
      let pause = policy.pause(afterFailures: 1, .notBefore(wish), using: &generator)
      #expect(try #require(pause) >= least)
      #expect(try #require(pause) <= least + .seconds(1))
    }
  }

  @Test("attempts go on until one succeeds")
  func succeeds() async throws {
    let clock = SkippingClock()
    let value = try await TransferRetryPolicy().run(clock: clock) { number in
      guard number == 4 else { throw Failure(retryAdvice: .later) }
      return number
    }
    #expect(value == 4)
    #expect(clock.pauses.count == 3)
  }

  @Test("a failure for good, and one of another type, is the last")
  func givesUp() async throws {
    struct Other: Error, Equatable {}
    let clock = SkippingClock()
    await #expect(throws: Failure(retryAdvice: .never)) {
      try await TransferRetryPolicy().run(clock: clock) { number in
        throw Failure(retryAdvice: number == 2 ? .never : .later)
      }
    }
    await #expect(throws: Other()) {
      try await TransferRetryPolicy().run(clock: clock) { _ in throw Other() }
    }
    #expect(clock.pauses.count == 1)
  }

  @Test("a pause that would end after the deadline is not begun")
  func deadline() async throws {
    let clock = SkippingClock()
    var policy = TransferRetryPolicy()
    policy.deadline = .seconds(20)
    await #expect(throws: Failure(retryAdvice: .notBefore(.seconds(9)))) {
      try await policy.run(clock: clock) { _ in
        throw Failure(retryAdvice: .notBefore(.seconds(9)))
      }
    }
    #expect(clock.pauses.count == 2)
    #expect(clock.now.offset < .seconds(20))
  }

  @Test("a cancelled task does not pause")
  func cancelled() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await TransferRetryPolicy().run(clock: SkippingClock()) { _ in
        throw Failure(retryAdvice: .later)
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(
    "which answers may pass",
    arguments: [
      (200, false), (301, false), (400, false), (401, false), (403, false), (404, false),
      (408, true), (409, false), (412, false), (425, true), (429, true), (500, true),
      (501, false), (502, true), (503, true), (504, true), (507, false),
    ])
  func statuses(status: Int, passes: Bool) {
    let advice = ResponseHead(status: status).retryAdvice(now: .now)
    #expect(advice == (passes ? .later : .never))
  }

  @Test(
    "Retry-After is seconds or a date, which is compared with the server's own",
    arguments: [
      ("0", nil, RetryAdvice.notBefore(.zero)), ("120", nil, .notBefore(.seconds(120))),
      ("99999999999999999999", nil, .notBefore(.seconds(1 << 32))),
      ("-1", nil, .later), ("soon", nil, .later), ("", nil, .later), ("1.5", nil, .later),
      ("Sun, 06 Nov 1994 08:49:47 GMT", nil, .notBefore(.seconds(10))),
      ("Sun, 06 Nov 1994 08:49:27 GMT", nil, .notBefore(.zero)),
      (
        "Sun, 06 Nov 1994 08:49:47 GMT", "Sun, 06 Nov 1994 08:49:44 GMT",
        .notBefore(.seconds(3))
      ),
    ] as [(String, String?, RetryAdvice)])
  func retryAfter(text: String, date: String?, advice: RetryAdvice) {
    var head = ResponseHead(status: 503, headers: ["retry-after": text])
    head.headers["Date"] = date
    #expect(head.retryAdvice(now: HTTPDate(unixSeconds: 784_111_777)) == advice)
  }

  @Test("a server's clock is learnt from its answers, and only from valid dates")
  func serverClock() {
    let clock = ServerClock { HTTPDate(unixSeconds: 784_111_777) }
    #expect(clock.now.unixSeconds == 784_111_777)
    let late = ResponseHead(status: 403, headers: ["Date": "Sun, 06 Nov 1994 09:49:37 GMT"])
    #expect(clock.learn(from: late))
    #expect(clock.secondsAhead == 3600)
    #expect(clock.now.text == "Sun, 06 Nov 1994 09:49:37 GMT")
    #expect(!clock.learn(from: late))
    #expect(!clock.learn(from: ResponseHead(status: 200, headers: ["Date": "nonsense"])))
    #expect(!clock.learn(from: ResponseHead(status: 200)))
    #expect(clock.secondsAhead == 3600)
  }

  @Test("only what may come back is tried again")
  func transferErrors() {
    let passing: [TransferError.Cause] = [
      .connectTimedOut(after: .seconds(1)), .stalled(for: .seconds(1)),
      .curl(code: "CURLE_COULDNT_RESOLVE_HOST", words: nil),
      .curl(code: "CURLE_RECV_ERROR", words: nil),
    ]
    let lasting: [TransferError.Cause] = [
      .invalidURL, .answerTooLong(limit: 1),
      .curl(code: "CURLE_PEER_FAILED_VERIFICATION", words: nil),
      .curl(code: "CURLE_SSL_CACERT_BADFILE", words: nil),
    ]
    for cause in passing {
      #expect(TransferError(cause, stage: .unsent, request: "").retryAdvice == .later)
    }
    for cause in lasting {
      #expect(TransferError(cause, stage: .unsent, request: "").retryAdvice == .never)
    }
  }
}

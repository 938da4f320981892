import FaultServer
import GRPCCore
import SomaClient
import Testing

/// What a script makes of a call.
struct Outcome: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var script: Script
  var code: StatusCode
  var stage: RPCFailure.Stage
  var verdict = RPCFailure.SubmissionVerdict.unknown
  var isRetryable = false

  /// Those that every transport can play.
  static let everywhere = [
    Outcome(
      testDescription: "says nothing", script: [.silence],
      code: .deadlineExceeded, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "accepts and says nothing", script: [.headers, .silence],
      code: .deadlineExceeded, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "replies and forgets the status",
      script: [.headers, .message([1]), .silence],
      code: .deadlineExceeded, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "is cut off before the reply", script: [.cut],
      code: .unavailable, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "is cut off after the reply", script: [.headers, .message([1]), .cut],
      code: .unavailable, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "replies with nothing", script: .reply(), code: .internal, stage: .unreadable
    ),
    Outcome(
      testDescription: "is well without a reply", script: [.ok], code: .internal,
      stage: .unreadable),
    Outcome(
      testDescription: "replies twice", script: .reply([1], [2]), code: .internal,
      stage: .unreadable),
    Outcome(
      testDescription: "refuses the transaction", script: .failure(3, "not live"),
      code: .invalidArgument, stage: .answered),
    Outcome(
      testDescription: "knows nothing", script: .failure(5, "Object 0x5 not found"),
      code: .notFound, stage: .answered),
    Outcome(
      testDescription: "has no executor", script: .failure(12), code: .unimplemented,
      stage: .answered, verdict: .cannotHaveRun),
    Outcome(
      testDescription: "is unavailable", script: .failure(14, "timed out before finality"),
      code: .unavailable, stage: .answered, isRetryable: true),
    Outcome(
      testDescription: "fails inside", script: .failure(13), code: .internal, stage: .answered),
    Outcome(
      testDescription: "replies and then fails",
      script: [.headers, .message([1]), .status(9, message: "", details: [])],
      code: .failedPrecondition, stage: .unreadable),
    Outcome(
      testDescription: "replies and then denies it",
      script: [.headers, .message([1]), .status(12, message: "", details: [])],
      code: .unimplemented, stage: .unreadable),
    Outcome(
      testDescription: "invents a code", script: .failure(77), code: .unknown,
      stage: .answered, isRetryable: true),
  ]

  /// Those that break HTTP/2 or gRPC.
  static let onTheWire = [
    Outcome(
      testDescription: "resets the stream", script: [.reset(2)], code: .unavailable, stage: .sent,
      isRetryable: true),
    Outcome(
      testDescription: "refuses the stream", script: [.reset(7)], code: .unavailable, stage: .sent,
      isRetryable: true),
    Outcome(
      testDescription: "goes away without us", script: [.goAway(lastStream: 0), .silence],
      code: .unavailable, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "goes away and does not finish", script: [.goAway(lastStream: 9), .silence],
      code: .deadlineExceeded, stage: .sent, isRetryable: true),
    Outcome(
      testDescription: "ends without trailers", script: [.headers, .message([1]), .endStream],
      code: .internal, stage: .unreadable),
    Outcome(
      testDescription: "sends half a message", script: [.headers, .data([0, 0, 0, 0, 9, 1]), .ok],
      code: .internal, stage: .unreadable),
    Outcome(
      testDescription: "announces 4 GiB",
      script: [.headers, .data([0, 255, 255, 255, 255]), .silence], code: .internal,
      stage: .unreadable),
    Outcome(
      testDescription: "compresses with zstd",
      script: [.headers(["grpc-encoding": "zstd"]), .data([1, 0, 0, 0, 1, 1]), .ok],
      code: .internal, stage: .unreadable),
    Outcome(
      testDescription: "compresses in secret", script: [.headers, .data([1, 0, 0, 0, 1, 1]), .ok],
      code: .internal, stage: .unreadable),
    Outcome(
      testDescription: "is a web server", script: [.http(404)], code: .unimplemented,
      stage: .answered, verdict: .cannotHaveRun),
    Outcome(
      testDescription: "is a proxy without a node", script: [.http(503)], code: .unavailable,
      stage: .answered, isRetryable: true),
    Outcome(
      testDescription: "is a proxy that fails", script: [.http(500)], code: .unknown,
      stage: .answered, isRetryable: true),
  ]
}

@Suite("Outcomes of calls", .timeLimit(.minutes(1))) struct OutcomeTests {
  @Test("over HTTP/2, a node that", arguments: Outcome.everywhere + Outcome.onTheWire)
  func overHTTP2(_ outcome: Outcome) async throws {
    let deadline = outcome.code == .deadlineExceeded ? shortDeadline : nil
    check(try await failure(of: outcome.script, deadline: deadline), against: outcome)
  }

  @Test("in one process, a node that", arguments: Outcome.everywhere)
  func inProcess(_ outcome: Outcome) async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", outcome.script)
    let deadline = outcome.code == .deadlineExceeded ? shortDeadline : nil
    let result = try await withInProcessNode(node) { transport in
      try await withConnection(
        over: [(Endpoint("http://in-process"), transport)], settings: testSettings()
      ) {
        try await connect($0.preferred, to: node)
        return await failure(of: $0.preferred, deadline: deadline)
      }
    }
    check(result, against: outcome)
  }

  private func check(_ failure: RPCFailure?, against outcome: Outcome) {
    #expect(failure?.code == outcome.code)
    #expect(failure?.stage == outcome.stage)
    #expect(failure?.submissionVerdict == outcome.verdict)
    #expect(failure?.isRetryableRead == outcome.isRetryable)
    #expect(failure?.method == "test.Bytes/Echo")
  }

  @Test("a request whose reply is lost has arrived whole")
  func recordsBeforeTheCut() async throws {
    let node = NodeScript()
    node.on("test.Bytes/Echo", [.cut])
    try await withHTTP2Node(node) { port in
      _ = try await failure(of: "http://127.0.0.1:\(port)")
    }
    #expect(node.calls.map(\.message) == [[1]])
  }
}

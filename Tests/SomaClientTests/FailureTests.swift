import Diagnostics
import FaultServer
import SomaClient
import SomaProto
import SwiftProtobuf
import Testing

@Suite("Failures", .timeLimit(.minutes(1))) struct FailureTests {
  private func made(
    _ code: StatusCode, _ stage: RPCFailure.Stage, violations: [FieldViolation] = []
  ) throws -> RPCFailure {
    RPCFailure(
      code: code, message: "m", violations: violations, stage: stage,
      endpoint: try Endpoint("http://host"), method: "s/m")
  }

  @Test("a submission that was not sent cannot have run", arguments: StatusCode.allCases)
  func notSent(code: StatusCode) throws {
    #expect(try made(code, .notSent).submissionVerdict == .cannotHaveRun)
  }

  @Test(
    "a submission without a clear answer may have run", arguments: StatusCode.allCases,
    [RPCFailure.Stage.sent, .unreadable])
  func noAnswer(code: StatusCode, stage: RPCFailure.Stage) throws {
    #expect(try made(code, stage).submissionVerdict == .unknown)
  }

  @Test("of the answers, only two say that nothing ran", arguments: StatusCode.allCases)
  func answered(code: StatusCode) throws {
    let violation = FieldViolation(field: "f", description: "d", reason: "FIELD_INVALID")
    #expect(
      try made(code, .answered).submissionVerdict
        == (code == .unimplemented ? .cannotHaveRun : .unknown))
    #expect(
      try made(code, .answered, violations: [violation]).submissionVerdict
        == ([.unimplemented, .invalidArgument].contains(code) ? .cannotHaveRun : .unknown))
  }

  @Test("the fields that a node refuses are read from the details")
  func violations() async throws {
    let details = try status([
      packed("type.googleapis.com/google.rpc.ErrorInfo", Google_Rpc_ErrorInfo()),
      packed(
        "/google.rpc.BadRequest",
        Google_Rpc_BadRequest.with {
          $0.fieldViolations = [
            .with {
              $0.field = "transaction.kind"
              $0.description_p = "bad\u{1b}[2J"
              $0.reason = "FIELD_INVALID"
            }
          ]
        }),
    ])
    let failure = try await failure(of: .failure(3, "bad \u{1b}é%", details: details))
    #expect(
      failure?.violations == [
        FieldViolation(
          field: "transaction.kind", description: "bad\\u{1b}[2J", reason: "FIELD_INVALID")
      ])
    #expect(failure?.message == "bad \\u{1b}é%")
    #expect(failure?.submissionVerdict == .cannotHaveRun)
  }

  @Test("there are never more fields than a person reads, nor longer texts")
  func boundedViolations() async throws {
    let violation = Google_Rpc_BadRequest.FieldViolation.with {
      $0.field = String(repeating: "f", count: 200)
      $0.description_p = String(repeating: "d", count: 700)
    }
    let request = Google_Rpc_BadRequest.with {
      $0.fieldViolations = Array(repeating: violation, count: 9)
    }
    let details = try status([packed("/google.rpc.BadRequest", request)])
    let failure = try #require(try await failure(of: .failure(3, details: details)))
    #expect(failure.violations.count == RPCFailure.maximumViolations)
    #expect(failure.violations.allSatisfy { $0.field.count < 130 && $0.description.count < 430 })
  }

  @Test(
    "damaged details leave the status as it is",
    arguments: [[0xff], [0x1a, 0x03, 0x12, 0x01, 0xff], [1]] as [[UInt8]])
  func damagedDetails(details: [UInt8]) async throws {
    let failure = try await failure(of: .failure(3, "no", details: details))
    #expect(failure?.code == .invalidArgument)
    #expect(failure?.message == "no")
    #expect(failure?.violations == [])
  }

  @Test("an explanation names method, node, code and fields")
  func explains() throws {
    let violation = FieldViolation(field: "f", description: "d", reason: "FIELD_INVALID")
    let diagnostic = try made(.invalidArgument, .answered, violations: [violation]).diagnostic
    #expect(diagnostic.code == "rpc.refused")
    #expect(diagnostic.detail == "s/m at http://host: INVALID_ARGUMENT: m\nf: d (FIELD_INVALID)")
  }

  @Test(
    "each kind of failure has a code of its own",
    arguments: [
      (StatusCode.unavailable, RPCFailure.Stage.notSent, "rpc.unreachable"),
      (.deadlineExceeded, .notSent, "rpc.unreachable"),
      (.internal, .notSent, "rpc.notSent"),
      (.cancelled, .sent, "rpc.cancelled"),
      (.cancelled, .notSent, "rpc.cancelled"),
      (.deadlineExceeded, .sent, "rpc.deadline"),
      (.deadlineExceeded, .answered, "rpc.deadline"),
      (.unavailable, .sent, "rpc.interrupted"),
      (.internal, .unreadable, "rpc.unreadable"),
      (.unavailable, .answered, "rpc.unavailable"),
      (.cancelled, .answered, "rpc.unavailable"),
      (.notFound, .answered, "rpc.notFound"),
      (.unimplemented, .answered, "rpc.unimplemented"),
      (.permissionDenied, .answered, "rpc.forbidden"),
      (.aborted, .answered, "rpc.refused"),
      (.unknown, .answered, "rpc.failed"),
    ])
  func codes(code: StatusCode, stage: RPCFailure.Stage, expected: String) throws {
    #expect(try made(code, stage).diagnostic.code == expected)
  }

  private func status(_ details: [Google_Protobuf_Any]) throws -> [UInt8] {
    try Google_Rpc_Status.with {
      $0.code = 3
      $0.details = details
    }.serializedBytes()
  }

  private func packed(_ type: String, _ message: some Message) throws -> Google_Protobuf_Any {
    let value: [UInt8] = try message.serializedBytes()
    return .with {
      $0.typeURL = type
      $0.value = .init(value)
    }
  }
}

import GRPCCore
import SomaProto
import SwiftProtobuf

extension CallSite {
  /// The failure in what a transport threw: there is no answer.
  func failure(_ error: any Error) -> RPCFailure {
    if let failure = error as? RPCFailure { return failure }
    // A transport that is cancelled ends in many ways; the caller asked for this one.
    if Task.isCancelled || error is CancellationError {
      return failure(.cancelled, "The caller gave up.")
    }
    guard let error = error as? RPCError else {
      return failure(.unknown, String(describing: error))
    }
    var message = error.message
    // The cause has what a person needs to know: connection refused, certificate verify failed. TLS
    // errors also name the source file of the library on the machine where it was built.
    if let cause = error.cause {
      message += " " + "\(cause)".replacing(/\ at \/\S+:\d+/, with: "")
    }
    // Whether the first attempt to connect had failed already when the call came says nothing to anyone.
    message = message.replacing(
      "Channel is in a transient failure state and 'wait for ready' isn't enabled. ", with: "")
    return failure(StatusCode(rawValue: error.code.rawValue) ?? .unknown, message)
  }

  /// The failure that a call ended with; `nil` for success.
  ///
  /// The transport makes up a status of its own when a stream breaks or an answer is malformed. It
  /// has one of three codes and no trailers, and is then not taken for an answer.
  func failure(_ status: Status, trailers: Metadata) -> RPCFailure? {
    guard status.code != .ok else { return nil }
    let code = StatusCode(rawValue: status.code.rawValue) ?? .unknown
    let encoding = trailers[stringValues: "grpc-encoding"].first { $0 != "identity" }
    if code == .internal, let encoding {
      return unreadable("The reply is compressed (\(encoding)). \(status.message)")
    }
    if trailers.isEmpty, [.unavailable, .internal, .unknown].contains(code) {
      if Task.isCancelled { return failure(.cancelled, "The caller gave up.") }
      return code == .internal ? unreadable(status.message) : failure(code, status.message)
    }
    return failure(
      code, status.message, violations: Self.violations(in: trailers), stage: .answered)
  }

  /// The refused fields in `grpc-status-details-bin`; none if it is absent or damaged.
  ///
  /// SOMA names the types without a host: `/google.rpc.BadRequest`.
  private static func violations(in trailers: Metadata) -> [FieldViolation] {
    for bytes in trailers[binaryValues: "grpc-status-details-bin"] {
      // Damaged details take nothing from the status that came with them.
      guard let status = try? Google_Rpc_Status(serializedBytes: bytes) else { continue }
      for detail in status.details
      where detail.typeURL.split(separator: "/").last == "google.rpc.BadRequest" {
        guard let request = try? Google_Rpc_BadRequest(serializedBytes: detail.value) else {
          continue
        }
        return request.fieldViolations.prefix(RPCFailure.maximumViolations).map {
          FieldViolation(
            field: PrintableText($0.field, limit: 100).description,
            description: PrintableText($0.description_p).description,
            reason: PrintableText($0.reason, limit: 100).description)
        }
      }
    }
    return []
  }
}

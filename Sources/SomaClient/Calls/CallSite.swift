import GRPCCore
import Synchronization

/// One call while it is made: what its failures have in common.
final class CallSite: Sendable {
  let endpoint: Endpoint
  let method: MethodDescriptor
  private let sent = Mutex(false)

  init(endpoint: Endpoint, method: MethodDescriptor) {
    self.endpoint = endpoint
    self.method = method
  }

  /// How far a call got that has no answer.
  var stage: RPCFailure.Stage { sent.withLock { $0 } ? .sent : .notSent }

  /// Called before the first byte of the request is given to a connection.
  func willSend() { sent.withLock { $0 = true } }

  /// A failure of this call; without a `stage`, the request went as far as ``stage`` says.
  func failure(
    _ code: StatusCode, _ message: String, violations: [FieldViolation] = [],
    stage: RPCFailure.Stage? = nil
  ) -> RPCFailure {
    RPCFailure(
      code: code, message: message, violations: violations, stage: stage ?? self.stage,
      endpoint: endpoint, method: method.fullyQualifiedMethod)
  }

  /// A reply that came and is of no use.
  func unreadable(_ message: String) -> RPCFailure {
    failure(.internal, message, stage: .unreadable)
  }

  /// Decodes a message; one that does not decode is unreadable.
  func decode<Reply>(
    _ bytes: [UInt8], with decode: ([UInt8]) throws -> Reply
  ) throws(RPCFailure) -> Reply {
    do { return try decode(bytes) } catch {
      throw unreadable("A message does not decode: \(error)")
    }
  }
}

/// Why a call to a node gave no reply.
///
/// Programs decide by ``code``, ``stage`` and ``violations``; ``message`` is for people only.
public struct RPCFailure: Error, Equatable, Sendable {
  /// How far the call got before it failed. What is not certain counts as ``sent``.
  public enum Stage: Hashable, Sendable {
    /// No byte of the request was given to a connection: no node has seen it.
    case notSent
    /// The request was on its way, and no verdict came back.
    case sent
    /// A reply came that cannot be understood.
    case unreadable
    /// The node, or a proxy before it, ended the call with ``RPCFailure/code``.
    case answered
  }

  /// The kind of failure.
  public var code: StatusCode

  /// What the node or the transport said: one line of bounded length without control characters.
  public var message: String

  /// The fields that the node refused, if it named any; at most ``maximumViolations``.
  public var violations: [FieldViolation]

  /// How far the call got.
  public var stage: Stage

  /// The node that was called.
  public var endpoint: Endpoint

  /// The method, such as `soma.rpc.LedgerService/GetEpoch`.
  public var method: String

  /// How many ``violations`` are kept.
  public static let maximumViolations = 8

  /// Creates a failure; `message` is bounded and cleaned.
  public init(
    code: StatusCode, message: String, violations: [FieldViolation] = [], stage: Stage,
    endpoint: Endpoint, method: String
  ) {
    self.code = code
    self.message = PrintableText(message).description
    self.violations = violations
    self.stage = stage
    self.endpoint = endpoint
    self.method = method
  }
}

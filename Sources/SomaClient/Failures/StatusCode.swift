/// How a call failed, by the numbers of gRPC.
///
/// Source: <https://grpc.io/docs/guides/status-codes/>. 0, success, is no failure.
public enum StatusCode: Int, CaseIterable, Hashable, Sendable {
  /// The caller gave up.
  case cancelled = 1
  /// Anything that fits nowhere else, and answers that were no gRPC.
  case unknown
  /// The request makes no sense whatever the state of the node.
  case invalidArgument
  /// No answer in time.
  case deadlineExceeded
  /// What was asked for is not there.
  case notFound
  /// What was to be created is there already; of a transaction: the node is at it.
  case alreadyExists
  /// The caller may not do this.
  case permissionDenied
  /// Too much of something: calls, bytes, subscribers.
  case resourceExhausted
  /// The state of the node does not allow it now.
  case failedPrecondition
  /// Given up because of a conflict.
  case aborted
  /// Past the end of something.
  case outOfRange
  /// The node does not have this method.
  case unimplemented
  /// Something broke inside the node, or the answer was malformed.
  case `internal`
  /// The node, or the way to it, is not there now.
  case unavailable
  /// Data is lost beyond repair.
  case dataLoss
  /// The caller did not say who it is.
  case unauthenticated

  /// The name in the gRPC specification, such as `NOT_FOUND`.
  public var name: String {
    switch self {
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .internal: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    }
  }
}

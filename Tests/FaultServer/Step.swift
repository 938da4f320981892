/// What a scripted node does next with a call.
///
/// A script that runs out before the call has ended resets its stream.
public enum Step: Sendable {
  /// Accepts the call: the headers of a gRPC answer, and these beside them.
  case headers([String: String])
  /// Sends a message.
  case message([UInt8])
  /// Sends messages as they come, until there are no more.
  case relay(AsyncStream<[UInt8]>)
  /// Ends the call with a gRPC status number; in one go with the headers if none were sent.
  /// `details` is the content of `grpc-status-details-bin`.
  case status(Int, message: String, details: [UInt8])
  /// Goes on when the gate opens.
  case wait(Gate)
  /// Goes on with steps that are known only then.
  case later(@Sendable () async -> [Step])
  /// Does nothing more, and leaves the connection open.
  case silence
  /// Breaks the connection.
  case cut

  /// Sends bytes as they are, without the frame of a gRPC message. HTTP/2 only.
  case data([UInt8])
  /// Ends the call with an HTTP status, as a web server would. HTTP/2 only.
  case http(Int)
  /// Ends the stream without a status. HTTP/2 only.
  case endStream
  /// Resets the stream with an HTTP/2 error number (RFC 9113, section 7). HTTP/2 only.
  case reset(Int)
  /// Announces the end of the connection, and that no stream above this number was handled. HTTP/2
  /// only.
  case goAway(lastStream: Int)

  /// Accepts the call.
  public static let headers = Step.headers([:])
  /// Ends the call well.
  public static let ok = Step.status(0, message: "", details: [])
}

/// What a scripted node does with one call, from the end of the request on.
public typealias Script = [Step]

extension Script {
  /// The answer that a client hopes for.
  public static func reply(_ messages: [UInt8]...) -> Script {
    [.headers] + messages.map { .message($0) } + [.ok]
  }

  /// A refusal with nothing before it.
  public static func failure(_ status: Int, _ message: String = "", details: [UInt8] = []) -> Script
  {
    [.status(status, message: message, details: details)]
  }
}

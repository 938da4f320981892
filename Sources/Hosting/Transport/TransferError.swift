/// Why there is no complete answer, and what is known about the effect of the request.
public struct TransferError: Error, Equatable, Sendable {
  /// How far the request had come.
  public enum Stage: Equatable, Sendable {
    /// Not a byte of it had left: it had no effect.
    case unsent
    /// It was being sent: the server cannot have all of it.
    case sending
    /// All of it had left, and no answer came: it may have had its effect.
    case unanswered
    /// A status came, but not all of the answer.
    case answering(status: Int)
  }

  /// What went wrong.
  public enum Cause: Equatable, Sendable {
    /// No connection in time.
    case connectTimedOut(after: Duration)
    /// Fewer bytes moved than ``TransferTimeouts/leastProgress`` in ``TransferTimeouts/idle``.
    case stalled(for: Duration)
    /// Not done in ``TransferTimeouts/total``.
    case timedOut(after: Duration)
    /// The body of the answer is longer than the caller accepts; the limit in bytes.
    case answerTooLong(limit: Int)
    /// The header of the answer is longer than is accepted; the limit in bytes.
    case headerTooLong(limit: Int)
    /// libcurl's code by its C name, such as `CURLE_COULDNT_CONNECT`, and its own words where they
    /// are about the connection.
    case curl(code: String, words: String?)
    /// A header field that cannot be sent, by its name.
    case invalidHeader(name: String)
    /// The URL is neither `http` nor `https`, or no URL at all.
    case invalidURL
  }

  /// What went wrong.
  public var cause: Cause

  /// How far the request had come.
  public var stage: Stage

  /// Method and URL, without what may be secret.
  public var request: String

  /// Creates an error.
  public init(_ cause: Cause, stage: Stage, request: String) {
    self.cause = cause
    self.stage = stage
    self.request = request
  }

  /// Whether the server may have done what was asked.
  public var mayHaveHadEffect: Bool {
    switch stage {
    case .unsent, .sending: false
    case .unanswered, .answering: true
    }
  }
}

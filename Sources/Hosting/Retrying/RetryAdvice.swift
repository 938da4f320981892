public import HTTPSyntax

/// Whether it is worth trying again after a failure.
public enum RetryAdvice: Equatable, Sendable {
  /// It would fail the same way.
  case never
  /// It may pass: after a pause of our choice.
  case later
  /// It may pass, but not before the server's own wish.
  case notBefore(Duration)
}

/// A failure that knows whether trying again may help.
public protocol RetryAdvising: Error {
  /// Whether it may.
  var retryAdvice: RetryAdvice { get }
}

extension TransferError: RetryAdvising {
  /// Broken and missing connections may come back; a wrong certificate or request does not mend
  /// itself.
  public var retryAdvice: RetryAdvice {
    switch cause {
    case .connectTimedOut, .stalled, .timedOut: .later
    case .answerTooLong, .headerTooLong, .invalidHeader, .invalidURL: .never
    case .curl(let code, _): Self.passing.contains(code) ? .later : .never
    }
  }

  private static let passing: Set<String> = [
    "CURLE_COULDNT_RESOLVE_PROXY", "CURLE_COULDNT_RESOLVE_HOST", "CURLE_COULDNT_CONNECT",
    "CURLE_HTTP2", "CURLE_PARTIAL_FILE", "CURLE_SSL_CONNECT_ERROR", "CURLE_GOT_NOTHING",
    "CURLE_SEND_ERROR", "CURLE_RECV_ERROR", "CURLE_AGAIN", "CURLE_HTTP2_STREAM",
    "CURLE_WEIRD_SERVER_REPLY", "CURLE_PROXY",
  ]
}

extension ResponseHead {
  /// Whether another attempt may be answered with success, and when the server wants it.
  ///
  /// - Parameter now: The time by the clock that a date is compared with when the answer has none.
  /// - Returns: ``RetryAdvice/never`` for every status that is no passing failure.
  public func retryAdvice(now: HTTPDate) -> RetryAdvice {
    switch status {
    case 408, 425, 429, 500, 502, 503, 504:
      retryAfter(now: now).map(RetryAdvice.notBefore) ?? .later
    default: .never
    }
  }

  /// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is compared with the server's own
  /// `Date` where it gives one. A moment that has passed is zero.
  func retryAfter(now: HTTPDate) -> Duration? {
    guard let text = headers["Retry-After"] else { return nil }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int64(text) ?? .max, 1 << 32))
    }
    guard let date = HTTPDate(text) else { return nil }
    let reference = headers["Date"].flatMap { HTTPDate($0) } ?? now
    return .seconds(max(0, date.unixSeconds - reference.unixSeconds))
  }
}

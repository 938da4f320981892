/// One thing that a probe found wrong with a public URL. Texts are URLs without their queries.
public enum ProbeFinding: Equatable, Sendable {
  /// How much it matters.
  public enum Severity: Equatable, Sendable {
    /// Validators and scorers will not get the weights.
    case failure
    /// They will today; it is a risk.
    case warning
  }

  /// The server could not be reached, or the transfer broke.
  case unreachable(TransferError)
  /// 404 or 410: there is nothing.
  case missing(status: Int)
  /// 401 or 403: not for everyone.
  case forbidden(status: Int)
  /// 429, after the retries that validators make.
  case throttled
  /// Another status than 200 or 206, after the retries.
  case refused(status: Int)
  /// The answer to the validators' user agent is a refusal, and to another one it is not.
  case userAgentBlocked(status: Int)
  /// A page of text where bytes were asked for: a challenge, or an error with status 200.
  case page(contentType: String, status: Int)
  /// The whole object came where a range was asked for.
  case rangeIgnored
  /// The bytes are coded, so they are not those that were hashed.
  case coded(encoding: String)
  /// The object has another length, in bytes.
  case otherSize(expected: UInt64, found: UInt64)
  /// The answer to a request for a range has another length; the range and the length in bytes.
  case otherRangeLength(Range<UInt64>, found: UInt64)
  /// The bytes in this range are not those that were sealed.
  case changed(Range<UInt64>)
  /// All bytes together have another checksum than the committed one.
  case otherChecksum
  /// The link is a permission that ends, as this parameter of its query shows.
  case expires(parameter: String)
  /// The URL, or one that it redirects to, contains a user name or a password.
  case holdsCredentials
  /// The host has an address that only this network reaches.
  case privateAddress(host: String, address: String)
  /// More redirects than clients follow.
  case tooManyRedirects(limit: Int)
  /// A redirect that leads nowhere: without a usable `Location`.
  case badRedirect(status: Int)
  /// The answer comes from elsewhere; how many redirects away, and the last URL.
  case redirected(count: Int, to: String)
  /// The bytes, or a redirect to them, travel without TLS.
  case notEncrypted
  /// `r2.dev` is rate-limited and meant for trying out.
  case developmentHost(String)
  /// Requests succeeded only after so many more attempts.
  case unsteady(retries: Int)
  /// The slowest request came near the validators' timeout.
  case slow(took: Duration, limit: Duration)

  /// How much it matters.
  public var severity: Severity {
    switch self {
    case .unreachable, .missing, .forbidden, .throttled, .refused, .userAgentBlocked, .page,
      .rangeIgnored, .coded, .otherSize, .otherRangeLength, .changed, .otherChecksum, .expires,
      .holdsCredentials, .privateAddress, .tooManyRedirects, .badRedirect:
      .failure
    case .redirected, .notEncrypted, .developmentHost, .unsteady, .slow: .warning
    }
  }
}

/// Why a storage service did not do what was asked. Keys and texts of the service are not secret.
public enum S3Error: Error, Equatable, Sendable {
  /// What a service said: its status, and the code and the message of its answer where it gave them.
  public struct Refusal: Equatable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// Such as `AccessDenied`.
    public var code: String?
    /// The service's own words.
    public var message: String?

    /// Creates a refusal.
    public init(status: Int, code: String? = nil, message: String? = nil) {
      self.status = status
      self.code = code
      self.message = message
    }
  }

  /// There is no such bucket.
  case noBucket(String)
  /// These credentials may not do it.
  case accessDenied(S3Action, bucket: String, Refusal)
  /// The service does not know the access key, or computes another signature from its secret.
  case wrongCredentials(Refusal)
  /// The bucket is in another region, or behind another endpoint.
  case wrongRegion(bucket: String, used: String, expected: String?)
  /// The service's clock and ours differ too much, also after ours was corrected by its answers; by
  /// how many seconds that was.
  case clockSkew(seconds: Int64)
  /// The service is too busy, or failed; worth another try later.
  case unavailable(S3Action, Refusal, retryAfter: Duration?)
  /// The body arrived damaged; worth another try.
  case damagedOnTheWay(S3Action, Refusal)
  /// Anything else that was refused.
  case refused(S3Action, Refusal)
  /// An answer that is not what it should be; in words.
  case badAnswer(S3Action, String)
  /// There is no such upload: it was completed or aborted, or has been cleaned up.
  case noUpload(key: String)
  /// The service said that it has the object, and shows something else.
  case notStored(key: String)
  /// The object does not fit into so many parts of that size; both are the declared or allowed ones.
  case badPartSize(UInt64, least: UInt64, most: UInt64)
}

extension S3Error: RetryAdvising {
  /// A busy service may find time, and what was damaged once may arrive whole.
  public var retryAdvice: RetryAdvice {
    switch self {
    case .unavailable(_, _, let wish): wish.map(RetryAdvice.notBefore) ?? .later
    case .damagedOnTheWay: .later
    default: .never
    }
  }
}

import HTTPSyntax
import SomaCrypto

/// Signs requests to one bucket, sends them, and understands what comes back.
///
/// Credentials are asked for with each request. A service that calls them expired gets the same
/// request under newer ones, and one whose clock differs gets it under its own time; both once.
final class S3Client: Sendable {
  let location: S3Location
  private let credentials: any CredentialProvider
  private let transport: any RequestSending
  private let clock: ServerClock
  private let timeouts: TransferTimeouts

  /// SHA-256 of no bytes.
  private let emptyHash: Bytes32

  /// - Throws: `CryptoError`.
  init(
    location: S3Location, credentials: any CredentialProvider, transport: any RequestSending,
    timeouts: TransferTimeouts = TransferTimeouts(), clock: ServerClock = ServerClock()
  ) throws(CryptoError) {
    self.location = location
    self.credentials = credentials
    self.transport = transport
    self.timeouts = timeouts
    self.clock = clock
    emptyHash = try SHA256.hash([])
  }

  /// Sends a request once, but for the two corrections.
  ///
  /// - Returns: An answer with a status of 200 to 299.
  /// - Throws: ``S3Error``; ``TransferError``; ``CredentialError``; `CancellationError`.
  func attempt(
    _ call: S3Call, onSent: (@Sendable (UInt64) -> Void)? = nil
  ) async throws -> HTTPResponse {
    var used = try await credentials.current()
    var isRenewed = false
    var isClockCorrected = false
    while true {
      let request = try sign(
        call, with: used, at: SigningTime(unixSeconds: clock.now.unixSeconds))
      let response = try await transport.send(
        request, body: call.body.map { RequestBody($0.bytes) }, collecting: call.limit,
        onSent: onSent)
      guard !response.head.isSuccess else { return response }
      let failure = S3Answer.failure(response)
      switch failure.refusal.code {
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired":
        guard !isRenewed else { throw error(for: call, failure, response) }
        used = try await credentials.renewed(replacing: used)
        isRenewed = true
      case "RequestTimeTooSkewed":
        guard !isClockCorrected, clock.learn(from: response.head) else {
          throw S3Error.clockSkew(seconds: clock.secondsAhead)
        }
        isClockCorrected = true
      default: throw error(for: call, failure, response)
      }
    }
  }

  private func sign(
    _ call: S3Call, with credentials: AccessCredentials, at time: SigningTime
  ) throws -> HTTPRequest {
    let signable = SignableRequest(
      method: call.method.rawValue, host: location.authority, path: location.path(of: call.key),
      query: call.query, headers: call.headers)
    let signed = try RequestSigner.s3(region: location.region).sign(
      signable, payload: call.body?.sha256 ?? emptyHash, with: credentials, at: time)
    return HTTPRequest(
      call.method, "\(location.scheme)://\(location.authority)\(signed.target)",
      headers: signed.headers, timeouts: timeouts)
  }

  /// What a refusal means.
  ///
  /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
  func error(
    for call: S3Call, _ failure: S3Answer.Failure, _ response: HTTPResponse
  ) -> S3Error {
    let refusal = failure.refusal
    switch refusal.code {
    case "NoSuchBucket": return .noBucket(location.bucket)
    case "NoSuchUpload": return .noUpload(key: call.key ?? "")
    case "AccessDenied", "AllAccessDisabled", "AccountProblem":
      return .accessDenied(call.action, bucket: location.bucket, refusal)
    case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidSecurity",
      "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired":
      return .wrongCredentials(refusal)
    case "PermanentRedirect", "TemporaryRedirect", "IllegalLocationConstraintException":
      return wrongRegion(failure.region)
    case "AuthorizationHeaderMalformed" where failure.region != nil:
      return wrongRegion(failure.region)
    case "XAmzContentSHA256Mismatch", "BadDigest", "IncompleteBody":
      return .damagedOnTheWay(call.action, refusal)
    case "SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted",
      "RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequests":
      return .unavailable(
        call.action, refusal, retryAfter: response.head.retryAfter(now: clock.now))
    default: break
    }
    return switch response.status {
    case 301, 302, 307, 308: wrongRegion(failure.region)
    case 401, 403: .accessDenied(call.action, bucket: location.bucket, refusal)
    case 408, 425, 429, 500, 502, 503, 504:
      .unavailable(call.action, refusal, retryAfter: response.head.retryAfter(now: clock.now))
    default: .refused(call.action, refusal)
    }
  }

  private func wrongRegion(_ expected: String?) -> S3Error {
    .wrongRegion(bucket: location.bucket, used: location.region, expected: expected)
  }
}

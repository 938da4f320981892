import Diagnostics
import HTTPSyntax
import SomaTypes
import Synchronization

/// Fetches parts of one object as validators do.
struct PartFetcher: Sendable {
  let url: CanonicalURL
  let rules: FetchRules
  let transport: HTTPTransport

  /// A part that came as it should, in length.
  struct Part: Sendable {
    let bytes: [UInt8]
    /// Attempts beyond the first.
    let retries: Int
    let took: Duration
    /// Where the answer came from, one URL for each redirect.
    let hops: [CanonicalURL]
    /// Length of the whole object, where the server gives it.
    let total: UInt64?
  }

  /// Fetches a range, or the whole of an object that is `length` bytes long.
  ///
  /// - Parameters:
  ///   - range: Which bytes; `nil` asks for everything without `Range`.
  ///   - length: How many bytes must come.
  /// - Returns: The part, as long as was asked for.
  /// - Throws: ``Failure`` with what was found; `CancellationError`.
  func fetch(_ range: Range<UInt64>?, length: UInt64) async throws -> Part {
    var made = 0
    return try await rules.retries.run { number in
      made = number - 1
      return try await attempt(range, length: length, retries: made)
    }
  }

  /// Why a part did not come.
  struct Failure: RetryAdvising, Equatable {
    let finding: ProbeFinding
    let retryAdvice: RetryAdvice
  }

  private func attempt(
    _ range: Range<UInt64>?, length: UInt64, retries: Int
  ) async throws -> Part {
    var hops: [CanonicalURL] = []
    while true {
      let current = hops.last ?? url
      let response = try await answer(request(current, range, length), length: length)
      switch response.status {
      case 301, 302, 303, 307, 308:
        guard hops.count < rules.redirects else {
          throw Failure(
            finding: .tooManyRedirects(limit: rules.redirects), retryAdvice: .never)
        }
        guard
          let target = response.head.headers["Location"].flatMap({
            RedirectTarget.join($0, to: current)
          })
        else {
          throw Failure(finding: .badRedirect(status: response.status), retryAdvice: .never)
        }
        hops.append(target)
      default:
        if let finding = finding(in: response, range, length: length) {
          throw Failure(
            finding: finding, retryAdvice: response.head.retryAdvice(now: .now))
        }
        return Part(
          bytes: response.body, retries: retries, took: response.statistics.total, hops: hops,
          total: Self.total(response.head))
      }
    }
  }

  func request(_ url: CanonicalURL, _ range: Range<UInt64>?, _ length: UInt64) -> HTTPRequest {
    let timeout = rules.timeout(forBytes: length)
    var request = HTTPRequest(
      .get, url.text, headers: ["User-Agent": rules.userAgent],
      timeouts: TransferTimeouts(connect: rules.connectTimeout, idle: timeout, total: timeout))
    if let range {
      request.headers["Range"] = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
    }
    return request
  }

  /// The answer, with at most `length` bytes of its body, and 64 KiB of one that is no success.
  private func answer(_ request: HTTPRequest, length: UInt64) async throws -> HTTPResponse {
    let collected = Mutex<(head: ResponseHead?, body: [UInt8])>((nil, []))
    do {
      var response = try await transport.send(request) { head, bytes in
        try collected.withLock { collected in
          collected.head = head
          let limit = head.isSuccess ? Int(clamping: length) : 64 << 10
          if head.isSuccess, collected.body.isEmpty { collected.body.reserveCapacity(limit) }
          guard bytes.count <= limit - collected.body.count else { throw TooLong() }
          collected.body.append(contentsOf: bytes)
        }
      }
      response.body = collected.withLock { $0.body }
      return response
    } catch is TooLong {
      let (head, body) = collected.withLock { $0 }
      guard let head else { throw CancellationError() }
      // One byte more than asked for, so that the length is seen to be wrong.
      return HTTPResponse(head: head, body: body + [0])
    } catch let error as TransferError {
      throw Failure(finding: .unreachable(error), retryAdvice: error.retryAdvice)
    }
  }

  private struct TooLong: Error {}

  /// What is wrong with an answer.
  private func finding(
    in response: HTTPResponse, _ range: Range<UInt64>?, length: UInt64
  ) -> ProbeFinding? {
    let head = response.head
    if let finding = Self.finding(status: response.status) { return finding }
    if let encoding = head.headers["Content-Encoding"], encoding.lowercased() != "identity" {
      return .coded(encoding: Excerpt(encoding, limit: 40).description)
    }
    let count = UInt64(response.body.count)
    if count == length, response.status == 206 || range == nil { return nil }
    let type = head.headers["Content-Type"] ?? ""
    if type.lowercased().hasPrefix("text/") {
      return .page(contentType: Excerpt(type, limit: 60).description, status: response.status)
    }
    guard let range else {
      let declared = head.headers["Content-Length"].flatMap { UInt64($0) }
      return .otherSize(expected: length, found: declared ?? count)
    }
    // Validators take 200 with the asked length; with any other it is the whole object.
    if response.status == 200 { return count == length ? nil : .rangeIgnored }
    return .otherRangeLength(range, found: count)
  }

  /// What a status means; `nil` for success.
  static func finding(status: Int) -> ProbeFinding? {
    switch status {
    case 200...299: nil
    case 404, 410: .missing(status: status)
    case 401, 403: .forbidden(status: status)
    case 429: .throttled
    default: .refused(status: status)
    }
  }

  /// The length of the object in `Content-Range: bytes 0-4/1234`, or of a whole answer.
  private static func total(_ head: ResponseHead) -> UInt64? {
    head.status == 206
      ? head.headers["Content-Range"]?.split(separator: "/").last.flatMap { UInt64($0) }
      : nil
  }
}

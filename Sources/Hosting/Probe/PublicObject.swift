import HTTPSyntax
public import SomaTypes

/// Reads small objects, such as packets, through their public URLs.
public enum PublicObject {
  /// Fetches all of an object as anybody would, redirects included.
  ///
  /// - Parameters:
  ///   - url: The public URL.
  ///   - limit: How many bytes are accepted.
  ///   - transport: What requests are sent with.
  ///   - rules: How it is fetched.
  /// - Returns: The bytes; `nil` when there is nothing.
  /// - Throws: ``HostError`` for a refusal; ``TransferError``, also for an object that is longer;
  ///   `CancellationError`.
  public static func read(
    _ url: CanonicalURL, limit: Int, transport: HTTPTransport, rules: FetchRules = FetchRules()
  ) async throws -> [UInt8]? {
    let fetcher = PartFetcher(url: url, rules: rules, transport: transport)
    do {
      return try await rules.retries.run { _ in try await fetcher.all(limit: limit) }
    } catch let failure as PartFetcher.Refusal {
      if PartFetcher.finding(status: failure.response.status)
        == .missing(status: failure.response.status)
      {
        return nil
      }
      throw HostError(refusal: failure.response, of: failure.request)
    }
  }
}

extension PartFetcher {
  /// An answer that is no success.
  struct Refusal: RetryAdvising {
    let response: HTTPResponse
    let request: String
    var retryAdvice: RetryAdvice { response.head.retryAdvice(now: .now) }
  }

  /// Fetches everything, whatever its length is, up to a limit.
  ///
  /// - Returns: The bytes.
  /// - Throws: ``Refusal``, ``TransferError``, `CancellationError`.
  fileprivate func all(limit: Int) async throws -> [UInt8] {
    var current = url
    for _ in 0...rules.redirects {
      let request = request(current, nil, UInt64(limit))
      let response = try await transport.send(request, collecting: limit)
      if response.head.isSuccess { return response.body }
      guard (300...399).contains(response.status),
        let location = response.head.headers["Location"],
        let target = RedirectTarget.join(location, to: current)
      else { throw Refusal(response: response, request: request.description) }
      current = target
    }
    throw HostError.redirected(
      status: 302, request: "GET \(URLText.redacted(url.text))",
      to: URLText.redacted(current.text))
  }
}

import Diagnostics
import HTTPSyntax
import Synchronization

/// Asks over HTTP what is known of an object.
struct ObjectLook {
  let transport: HTTPTransport
  let clock: ServerClock
  let retries: TransferRetryPolicy

  /// Asks with `HEAD`, or for the first byte where that is not allowed.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``HostError``, ``TransferError``, what `request` throws, `CancellationError`.
  func head(
    _ name: ObjectName, _ request: () async throws -> HTTPRequest
  ) async throws -> StoredObject? {
    let response = try await transport.send(request, retrying: retries, clock: clock)
    switch response.status {
    case 200...299: return StoredObject(name, response.head)
    case 404, 410: return nil
    case 405, 501: return try await firstByte(name, request)
    default: throw HostError(refusal: response, of: try await request().description)
    }
  }

  private func firstByte(
    _ name: ObjectName, _ request: () async throws -> HTTPRequest
  ) async throws -> StoredObject? {
    var get = try await request()
    get.method = .get
    get.headers["Range"] = "bytes=0-0"
    let seen = Mutex<ResponseHead?>(nil)
    do {
      _ = try await transport.send(get) { head, _ in
        seen.withLock { $0 = head }
        throw HeadSeen()  // the body may be everything
      }
    } catch is HeadSeen {}
    guard let head = seen.withLock({ $0 }) else { return nil }
    switch head.status {
    case 200...299, 416: return StoredObject(name, head)
    case 404, 410: return nil
    default: throw HostError(refusal: HTTPResponse(head: head), of: get.description)
    }
  }

  private struct HeadSeen: Error {}
}

extension StoredObject {
  /// What the head of an answer says about an object.
  init(_ name: ObjectName, _ head: ResponseHead) {
    let ofPart = head.status == 206 || head.status == 416
    let length =
      ofPart
      ? head.headers["Content-Range"]?.split(separator: "/").last.flatMap { UInt64($0) }
      : head.headers["Content-Length"].flatMap { UInt64($0) }
    self.init(
      name: name, size: length,
      modified: head.headers["Last-Modified"].flatMap { HTTPDate($0)?.unixSeconds })
  }
}

extension HostError {
  /// What an answer that is no success means.
  ///
  /// - Parameters:
  ///   - response: The answer. Of an error document of a storage service, code and message are kept:
  ///     the rest may repeat a signed link.
  ///   - request: What was asked, without secrets.
  ///   - isSigned: Whether the link was signed; then no other text is kept.
  init(refusal response: HTTPResponse, of request: String, isSigned: Bool = false) {
    if (300...399).contains(response.status) {
      self = .redirected(
        status: response.status, request: request,
        to: response.head.headers["Location"].map(URLText.redacted))
      return
    }
    let refusal = S3Answer.failure(response).refusal
    var words = [refusal.code, refusal.message].compactMap(\.self).joined(separator: ": ")
    // Neither markup nor what repeats a signature.
    if words.isEmpty, !isSigned, !response.body.contains(UInt8(ascii: "<")),
      let text = String(validating: response.body.prefix(4096), as: UTF8.self)
    {
      words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    self = .refused(
      status: response.status, request: request,
      words: words.isEmpty ? nil : Excerpt(words, limit: 200).description)
  }
}

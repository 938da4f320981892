import SomaCrypto

extension S3Client {
  /// Looks at an object.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: As ``attempt(_:onSent:)``.
  func head(_ key: String) async throws -> ObjectHead? {
    do { return try await headOnce(key) } catch S3Error.accessDenied(_, _, let refusal)
      where refusal.code == nil
    {
      try await explainRefusedHead(key)
    } catch S3Error.refused(_, let refusal) where refusal.code == nil && refusal.status == 400 {
      try await explainRefusedHead(key)
    }
    return try await headOnce(key)
  }

  private func headOnce(_ key: String) async throws -> ObjectHead? {
    let response: HTTPResponse
    do {
      response = try await attempt(S3Call(action: .read, method: .head, key: key, limit: 0))
    } catch S3Error.refused(_, let refusal) where refusal.status == 404 { return nil }
    guard let head = ObjectHead(response.head) else {
      throw S3Error.badAnswer(.read, "the length of the object is missing.")
    }
    return head
  }

  /// An answer to HEAD has no body, so it cannot say that a token has expired or a clock is wrong.
  /// Asking for the first byte can, and corrects both.
  private func explainRefusedHead(_ key: String) async throws {
    do {
      _ = try await attempt(
        S3Call(action: .read, method: .get, key: key, headers: ["Range": "bytes=0-0"]))
    } catch S3Error.refused(_, let refusal) where [404, 416].contains(refusal.status) {
      return  // no such object, or an empty one: the request itself was in order
    }
  }

  /// Puts an object in one request.
  ///
  /// - Parameters:
  ///   - key: Under which key.
  ///   - body: At most the profile's longest part.
  ///   - checksum: BLAKE2b-256 of it, to be kept with it.
  ///   - contentType: To be kept with it.
  ///   - createsOnly: Whether an object that is there must stay; only where the profile knows how.
  ///   - onSent: Told how many bytes have left.
  /// - Returns: Whether it was put there; `false` when another one stayed.
  /// - Throws: As ``attempt(_:onSent:)``.
  func put(
    _ key: String, _ body: S3Body, checksum: Bytes32, contentType: String, createsOnly: Bool,
    onSent: (@Sendable (UInt64) -> Void)? = nil
  ) async throws -> Bool {
    var headers: HTTPHeaders = [
      "Content-Type": contentType, ObjectHead.checksumHeader: checksum.description,
    ]
    if createsOnly, location.profile.createsOnlyOnPut { headers["If-None-Match"] = "*" }
    addChecksum(of: body, to: &headers)
    do {
      _ = try await attempt(
        S3Call(action: .write, method: .put, key: key, headers: headers, body: body),
        onSent: onSent)
      return true
    } catch S3Error.refused(_, let refusal) where refusal.status == 412 { return false }
  }

  /// The hash of a body as a header of its own, where the profile wants it.
  func addChecksum(of body: S3Body, to headers: inout HTTPHeaders) {
    guard location.profile.sendsChecksum else { return }
    headers["x-amz-checksum-sha256"] = Base64.encode(body.sha256.bytes)
  }

  /// Deletes an object. One that is not there is deleted already.
  ///
  /// - Throws: As ``attempt(_:onSent:)``.
  func delete(_ key: String) async throws {
    do {
      _ = try await attempt(S3Call(action: .delete, method: .delete, key: key))
    } catch S3Error.refused(_, let refusal) where refusal.status == 404 {}
  }

  /// Lists objects, a page at a time.
  ///
  /// - Parameters:
  ///   - prefix: What their keys begin with; others that come are dropped.
  ///   - marker: That of the page before.
  /// - Returns: A page.
  /// - Throws: As ``attempt(_:onSent:)``.
  func list(
    prefix: String, after marker: String? = nil
  ) async throws -> ListingPage<ListedObject, String> {
    var query: [SignableRequest.Parameter] = [
      .init("encoding-type", "url"), .init("list-type", "2"), .init("prefix", prefix),
    ]
    if let marker { query.append(.init("continuation-token", marker)) }
    let response = try await attempt(
      S3Call(action: .list, method: .get, query: query, limit: XMLReader.byteLimit))
    var page = try ListingPage<ListedObject, String>(response.body)
    page.items.removeAll { !$0.key.hasPrefix(prefix) }
    guard page.next == nil || page.next != marker else {
      throw S3Error.badAnswer(.list, "the same page comes again.")
    }
    return page
  }
}

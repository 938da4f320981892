import SomaCrypto

extension S3Client {
  /// Begins an upload in parts.
  ///
  /// - Returns: The service's id of it.
  /// - Throws: As ``attempt(_:onSent:)``.
  func beginUpload(
    _ key: String, checksum: Bytes32, contentType: String
  ) async throws -> String {
    var headers: HTTPHeaders = [
      "Content-Type": contentType, ObjectHead.checksumHeader: checksum.description,
    ]
    if location.profile.sendsChecksum { headers["x-amz-checksum-algorithm"] = "SHA256" }
    let response = try await attempt(
      S3Call(
        action: .write, method: .post, key: key, query: [.init("uploads")], headers: headers))
    let root = try S3Answer.document(
      response.body, named: "InitiateMultipartUploadResult", of: .write)
    guard let id = S3Answer.opaque(root.text(of: "UploadId")) else {
      throw S3Error.badAnswer(.write, "the id of the upload is missing.")
    }
    return id
  }

  /// Sends a part.
  ///
  /// - Returns: The service's tag of it.
  /// - Throws: As ``attempt(_:onSent:)``.
  func sendPart(
    _ number: Int, _ body: S3Body, of uploadID: String, key: String,
    onSent: (@Sendable (UInt64) -> Void)? = nil
  ) async throws -> String {
    var headers = HTTPHeaders()
    addChecksum(of: body, to: &headers)
    let response = try await attempt(
      S3Call(
        action: .write, method: .put, key: key,
        query: [.init("partNumber", String(number)), .init("uploadId", uploadID)],
        headers: headers, body: body), onSent: onSent)
    guard let etag = S3Answer.opaque(response.head.headers["ETag"]) else {
      throw S3Error.badAnswer(.write, "the tag of a part is missing.")
    }
    return etag
  }

  /// Lists the parts that the service has, all pages.
  ///
  /// - Throws: As ``attempt(_:onSent:)``; ``S3Error/noUpload(key:)``.
  func listParts(of uploadID: String, key: String) async throws -> [ListedPart] {
    var parts: [ListedPart] = []
    var marker: Int?
    repeat {
      var query: [SignableRequest.Parameter] = [.init("uploadId", uploadID)]
      if let marker { query.append(.init("part-number-marker", String(marker))) }
      let response = try await attempt(
        S3Call(
          action: .listParts, method: .get, key: key, query: query, limit: XMLReader.byteLimit))
      let page = try ListingPage<ListedPart, Int>(response.body)
      parts += page.items
      if let next = page.next, next <= marker ?? 0 || parts.count > 10_000 {
        throw S3Error.badAnswer(.listParts, "the pages do not end.")
      }
      marker = page.next
    } while marker != nil
    return parts
  }

  /// Puts the parts together.
  ///
  /// - Returns: Whether that made the object; `false` when another one was there and stayed.
  /// - Throws: As ``attempt(_:onSent:)``, also for an error that came with status 200.
  func completeUpload(
    _ uploadID: String, key: String, parts: [UploadedPart], createsOnly: Bool
  ) async throws -> Bool {
    let list = parts.map { part in
      let checksum =
        location.profile.sendsChecksum
        ? "<ChecksumSHA256>\(Base64.encode(part.sha256.bytes))</ChecksumSHA256>" : ""
      return "<Part><PartNumber>\(part.number)</PartNumber>"
        + "<ETag>\(Self.escaped(part.etag))</ETag>\(checksum)</Part>"
    }
    let xml =
      "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
      + list.joined() + "</CompleteMultipartUpload>"
    var headers: HTTPHeaders = ["Content-Type": "application/xml"]
    if createsOnly, location.profile.createsOnlyOnComplete { headers["If-None-Match"] = "*" }
    let call = S3Call(
      action: .write, method: .post, key: key, query: [.init("uploadId", uploadID)],
      headers: headers, body: try S3Body(Array(xml.utf8)))
    do {
      let response = try await attempt(call)
      // The service answers before it is done, so it can fail under a status that says success.
      if S3Answer.isError(response.body) {
        throw error(for: call, S3Answer.failure(response), response)
      }
      // Whatever else it says: only a look at the object counts.
      return true
    } catch S3Error.refused(_, let refusal)
      where refusal.status == 412 || refusal.code == "PreconditionFailed"
    {
      return false
    }
  }

  /// Gives an upload up. One that is gone already is no failure.
  ///
  /// - Throws: As ``attempt(_:onSent:)``.
  func abortUpload(_ uploadID: String, key: String) async throws {
    do {
      _ = try await attempt(
        S3Call(
          action: .abort, method: .delete, key: key, query: [.init("uploadId", uploadID)]))
    } catch S3Error.noUpload {
    } catch S3Error.refused(_, let refusal) where refusal.status == 404 {}
  }

  /// Lists the uploads of exactly this key that are under way.
  ///
  /// MinIO answers for a whole key only, which is all that is ever asked.
  ///
  /// - Throws: As ``attempt(_:onSent:)``.
  func listUploads(of key: String) async throws -> [String] {
    // Keys come in order: after the first other one there are no more of ours.
    try await listUploads(prefix: key) { $0.key == key }.map(\.uploadID)
  }

  /// Lists the uploads under way whose keys begin with a prefix.
  ///
  /// - Parameters:
  ///   - prefix: What keys begin with.
  ///   - isWanted: What is not is left out, and ends the list with its page.
  /// - Returns: The uploads, in the order of their keys.
  /// - Throws: As ``attempt(_:onSent:)``.
  func listUploads(
    prefix: String, where isWanted: (ListedUpload) -> Bool = { _ in true }
  ) async throws -> [ListedUpload] {
    var found: [ListedUpload] = []
    var marker: UploadMarker?
    repeat {
      var query: [SignableRequest.Parameter] = [.init("uploads"), .init("prefix", prefix)]
      if let marker {
        query.append(.init("key-marker", marker.key))
        query.append(.init("upload-id-marker", marker.uploadID))
      }
      let response = try await attempt(
        S3Call(action: .listUploads, method: .get, query: query, limit: XMLReader.byteLimit))
      let page = try ListingPage<ListedUpload, UploadMarker>(response.body)
      found += page.items.filter(isWanted)
      if let next = page.next, next == marker || found.count > 10_000 {
        throw S3Error.badAnswer(.listUploads, "the pages do not end.")
      }
      marker = page.items.allSatisfy(isWanted) ? page.next : nil
    } while marker != nil
    return found
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}

import HTTPSyntax
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Stores, serves and removes objects (RFC 9110).
struct ObjectResponder: Sendable {
  private static let allowed = "DELETE, GET, HEAD, PUT"
  private static let listingLimit = 1000
  /// How much of an upload is collected before it is written.
  private static let writeByteCount = 1 << 20

  let store: any ObjectStore
  let maximumObjectByteCount: UInt64?

  /// Answers a request for an object.
  ///
  /// - Throws: ``RequestRefusal``; ``StorageError``; anything else when the connection fails.
  @concurrent
  func reply(
    to request: Request, _ key: ObjectKey, _ faults: Misbehaviour,
    _ writer: borrowing ResponseWriter
  ) async throws -> Reply {
    switch request.method {
    case .get, .head: try await get(key, request.head, faults)
    case .put: try await put(key, request, writer)
    case .delete: try await delete(key, request.head)
    default: throw RequestRefusal.methodNotAllowed(allowed: Self.allowed)
    }
  }

  /// Lists what there is, for people.
  func listing(_ method: HTTPRequest.Method) async throws -> Reply {
    guard method == .get || method == .head else {
      throw RequestRefusal.methodNotAllowed(allowed: "GET, HEAD")
    }
    let listing = try await store.list(limit: Self.listingLimit)
    let lines = listing.rows.map { "\($0.sizeInBytes)\t\($0.key.percentEncoded)" }
    let end = listing.isComplete ? [] : ["…"]
    return Reply(text: (["bytes\tkey"] + lines + end).joined(separator: "\n") + "\n")
  }

  private func get(
    _ key: ObjectKey, _ head: HTTPRequest, _ faults: Misbehaviour
  ) async throws -> Reply {
    let conditions = try Preconditions(head.headerFields)
    guard let object = try await store.object(at: key) else {
      guard conditions.verdict(current: nil, isRead: true) == .proceed else {
        throw RequestRefusal.preconditionFailed
      }
      throw RequestRefusal.noSuchObject
    }
    let entry = object.entry
    var fields: HTTPFields = [.eTag: entry.tag.text, .lastModified: entry.lastModified.text]
    if !faults.ignoresRange { fields[.acceptRanges] = "bytes" }
    switch conditions.verdict(current: entry, isRead: true) {
    case .failed: throw RequestRefusal.preconditionFailed
    case .notModified: return Reply(.notModified, fields)
    case .proceed: break
    }
    fields[.contentType] = entry.contentType
    if let (name, value) = faults.header, let name = HTTPField.Name(name) { fields[name] = value }
    // RFC 9110, section 14.2: ranges are for GET alone.
    let isRange = head.method == .get && !faults.ignoresRange && entry.fits(head.headerFields)
    var reply: Reply
    switch ByteRange(isRange ? head.headerFields[.range] : nil, size: entry.sizeInBytes) {
    case .unsatisfiable: throw RequestRefusal.rangeNotSatisfiable(sizeInBytes: entry.sizeInBytes)
    case .whole:
      reply = Reply(.ok, fields)
      reply.body = .content(object.content, 0..<entry.sizeInBytes)
    case .part(let range):
      fields[.contentRange] =
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(entry.sizeInBytes)"
      reply = Reply(.partialContent, fields)
      reply.body = .content(object.content, range)
    }
    return reply
  }

  @concurrent
  private func put(
    _ key: ObjectKey, _ request: Request, _ writer: borrowing ResponseWriter
  ) async throws -> Reply {
    // RFC 9110, section 14.5: storing a part as the whole would damage the object.
    guard request.headers[.contentRange] == nil else { throw RequestRefusal.partialContent }
    let conditions = try Preconditions(request.headers)
    let contentType = request.headers[.contentType] ?? ObjectEntry.defaultContentType
    guard contentType.utf8.count <= 1024 else {
      throw RequestRefusal.badHeader(name: "Content-Type")
    }
    if let announced = request.headers[.contentLength].flatMap({ UInt64($0) }) {
      try requireFitting(announced)
    }
    // Looked at twice: now to spare the client sending in vain, and when the object gets its name.
    let current = conditions == Preconditions() ? nil : try await store.object(at: key)?.entry
    guard conditions.verdict(current: current, isRead: false) == .proceed else {
      throw RequestRefusal.preconditionFailed
    }
    let upload = try await store.makeUpload()
    if request.isWaitingToSend { try await writer.writeInformationalHead(.init(status: .continue)) }
    try await receive(request.body, into: upload)
    _ = try await upload.finish()
    switch try await store.publish(upload, at: key, contentType: contentType, if: conditions) {
    case .refused: throw RequestRefusal.preconditionFailed
    case .created(let entry): return Reply(.created, [.eTag: entry.tag.text])
    case .replaced(let entry): return Reply(.ok, [.eTag: entry.tag.text])
    }
  }

  private func receive(_ body: RequestBody, into upload: any ObjectUpload) async throws {
    var collected = ByteBuffer()
    var byteCount: UInt64 = 0
    for try await var bytes in body {
      byteCount += UInt64(bytes.readableBytes)
      try requireFitting(byteCount)
      collected.writeBuffer(&bytes)
      guard collected.readableBytes >= Self.writeByteCount else { continue }
      try await upload.write(collected)
      collected.clear()
    }
    if collected.readableBytes > 0 { try await upload.write(collected) }
  }

  private func requireFitting(_ byteCount: UInt64) throws(RequestRefusal) {
    guard let maximum = maximumObjectByteCount, byteCount > maximum else { return }
    throw .tooLarge(maximumByteCount: maximum)
  }

  private func delete(_ key: ObjectKey, _ head: HTTPRequest) async throws -> Reply {
    switch try await store.remove(key, if: try Preconditions(head.headerFields)) {
    case .removed: return Reply(.noContent)
    case .absent: throw RequestRefusal.noSuchObject
    case .refused: throw RequestRefusal.preconditionFailed
    }
  }
}

extension ObjectEntry {
  /// Whether `If-Range` lets a range of this version be sent (RFC 9110, section 13.1.5).
  fileprivate func fits(_ fields: HTTPFields) -> Bool {
    guard let condition = fields[.ifRange] else { return true }
    if let tag = EntityTag(condition) { return tag.isSameContent(as: self.tag) }
    return HTTPDate(condition) == lastModified
  }
}

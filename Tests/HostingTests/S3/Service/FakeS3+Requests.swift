import HTTPSyntax
import SomaCrypto

@testable import Hosting

extension FakeS3 {
  /// Does what was asked.
  static func perform(
    _ request: ParsedRequest, _ body: [UInt8], on state: inout State
  ) throws -> HTTPResponse {
    switch (request.method, request.query["uploadId"], request.query["uploads"]) {
    case (.head, nil, nil): head(request, state)
    case (.get, nil, nil) where request.key.isEmpty: list(request, state)
    case (.get, nil, nil):
      state.objects[request.key].map {
        reply(200, String(decoding: $0.bytes.prefix(1), as: UTF8.self))
      }
        ?? reply(404, error("NoSuchKey"))
    case (.put, nil, nil): put(request, body, &state)
    case (.delete, nil, nil):
      { () -> HTTPResponse in
        state.objects[request.key] = nil
        return reply(204)
      }()
    case (.post, nil, .some): begin(request, &state)
    case (.get, nil, .some): uploads(request, state)
    case (.put, let id?, nil): try putPart(request, id, body, &state)
    case (.get, let id?, nil): parts(id, request, state)
    case (.post, let id?, nil): try complete(request, id, body, &state)
    case (.delete, let id?, nil):
      state.uploads.removeValue(forKey: id) == nil
        ? reply(404, error("NoSuchUpload")) : reply(204)
    default: throw ParsedRequest.Unexpected(url: request.line)
    }
  }

  private static func head(_ request: ParsedRequest, _ state: State) -> HTTPResponse {
    guard let object = state.objects[request.key] else { return reply(404) }
    var headers: HTTPHeaders = [
      "Content-Length": String(object.bytes.count),
      "Last-Modified": HTTPDate(unixSeconds: object.modified).text,
    ]
    headers[ObjectHead.checksumHeader] = object.checksum
    return reply(200, "", headers)
  }

  private static func put(
    _ request: ParsedRequest, _ body: [UInt8], _ state: inout State
  ) -> HTTPResponse {
    if request.headers["If-None-Match"] == "*", state.objects[request.key] != nil {
      return reply(412, error("PreconditionFailed"))
    }
    state.objects[request.key] = Object(
      bytes: body, checksum: request.headers[ObjectHead.checksumHeader], modified: state.time)
    return reply(200, "", ["ETag": "\"whole\""])
  }

  private static func begin(_ request: ParsedRequest, _ state: inout State) -> HTTPResponse {
    let id = "up+load/\(state.nextUpload)"
    state.nextUpload += 1
    state.uploads[id] = Upload(
      key: request.key, checksum: request.headers[ObjectHead.checksumHeader])
    return reply(
      200,
      "<InitiateMultipartUploadResult xmlns=\"x\"><UploadId>\(id)</UploadId>"
        + "</InitiateMultipartUploadResult>")
  }

  private static func putPart(
    _ request: ParsedRequest, _ id: String, _ body: [UInt8], _ state: inout State
  ) throws -> HTTPResponse {
    state.partBytes += body.count
    guard let number = request.query["partNumber"].flatMap({ Int($0) }),
      state.uploads[id]?.key == request.key
    else { return reply(404, error("NoSuchUpload")) }
    let etag = try "\"\(SHA256.hash(body).description.prefix(32))\""
    state.uploads[id]?.parts[number] = (body, etag)
    return reply(200, "", ["ETag": etag])
  }

  /// Two parts a page.
  private static func parts(
    _ id: String, _ request: ParsedRequest, _ state: State
  ) -> HTTPResponse {
    guard let upload = state.uploads[id] else { return reply(404, error("NoSuchUpload")) }
    let after = request.query["part-number-marker"].flatMap { Int($0) } ?? 0
    let later = upload.parts.filter { $0.key > after }.sorted { $0.key < $1.key }
    let page = later.prefix(2)
    let items = page.map { number, part in
      "<Part><PartNumber>\(number)</PartNumber><ETag>&quot;\(part.etag.dropFirst().dropLast())&#34;"
        + "</ETag><Size>\(part.bytes.count)</Size></Part>"
    }
    let isTruncated = later.count > page.count
    return reply(
      200,
      "<ListPartsResult><IsTruncated>\(isTruncated)</IsTruncated>"
        + "<NextPartNumberMarker>\(page.last?.key ?? 0)</NextPartNumberMarker>\(items.joined())"
        + "</ListPartsResult>")
  }

  private static func uploads(_ request: ParsedRequest, _ state: State) -> HTTPResponse {
    let prefix = request.query["prefix"] ?? ""
    let items = state.uploads.filter { $0.value.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
      .map {
        "<Upload><Key>\($0.value.key)</Key><UploadId>\($0.key)</UploadId>"
          + "<Initiated>2027-01-15T08:00:00.000Z</Initiated></Upload>"
      }
    return reply(
      200,
      "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>\(items.joined())"
        + "</ListMultipartUploadsResult>")
  }

  private static func complete(
    _ request: ParsedRequest, _ id: String, _ body: [UInt8], _ state: inout State
  ) throws -> HTTPResponse {
    guard let upload = state.uploads[id] else { return reply(404, error("NoSuchUpload")) }
    if request.headers["If-None-Match"] == "*", state.objects[upload.key] != nil {
      return reply(412, error("PreconditionFailed"))
    }
    let asked = try XMLReader.read(body).children
    var bytes: [UInt8] = []
    for (index, part) in asked.enumerated() {
      guard part.text(of: "PartNumber") == String(index + 1),
        let stored = upload.parts[index + 1], part.text(of: "ETag") == stored.etag
      else { return reply(400, error("InvalidPart")) }
      bytes += stored.bytes
    }
    state.uploads[id] = nil
    state.objects[upload.key] = Object(
      bytes: bytes, checksum: upload.checksum, modified: state.time)
    // Spaces first, as from a service that takes its time.
    return reply(
      200,
      "   <?xml version=\"1.0\"?>\n  <CompleteMultipartUploadResult><ETag>x</ETag>"
        + "</CompleteMultipartUploadResult>")
  }

  /// Two objects a page.
  private static func list(_ request: ParsedRequest, _ state: State) -> HTTPResponse {
    let prefix = request.query["prefix"] ?? ""
    let after = request.query["continuation-token"] ?? ""
    let later = state.objects.filter { $0.key.hasPrefix(prefix) && $0.key > after }
      .sorted { $0.key < $1.key }
    let page = later.prefix(2)
    let items = page.map {
      "<Contents><Key>\(PercentEncoding.query($0.key))</Key><Size>\($0.value.bytes.count)</Size>"
        + "</Contents>"
    }
    let next =
      later.count > page.count
      ? "<NextContinuationToken>\(page.last?.key ?? "")</NextContinuationToken>" : ""
    return reply(
      200,
      "<ListBucketResult><EncodingType>url</EncodingType>"
        + "<IsTruncated>\(!next.isEmpty)</IsTruncated>\(next)\(items.joined())</ListBucketResult>")
  }

  private static func reply(
    _ status: Int, _ body: String = "", _ headers: HTTPHeaders = [:]
  ) -> HTTPResponse {
    HTTPResponse(head: ResponseHead(status: status, headers: headers), body: Array(body.utf8))
  }
}

import HTTPSyntax
import SomaCrypto
import Synchronization

@testable import Hosting

/// A storage service in memory that does what S3's documentation says, and badly when told to.
///
/// It stands in for the transport, so no byte leaves the process and nothing waits. It fails loudly when
/// it is asked for what it does not know, and checks the hash of each body as the real ones do.
final class FakeS3: RequestSending {
  struct Object: Equatable {
    var bytes: [UInt8]
    var checksum: String?
    var modified: Int64
  }

  struct Upload {
    var key: String
    var checksum: String?
    var parts: [Int: (bytes: [UInt8], etag: String)] = [:]
  }

  struct State {
    var objects: [String: Object] = [:]
    var uploads: [String: Upload] = [:]
    var nextUpload = 1
    /// Bytes of parts that were taken, in all.
    var partBytes = 0
    /// What was asked, such as `PUT key?partNumber=1`, without the upload's id.
    var log: [String] = []
    /// The service's clock, in seconds since 1970.
    var time: Int64 = 1_800_000_000
    /// Keys that are called expired.
    var expiredKeys: Set<String> = []
    /// How many requests came.
    var count = 0
  }

  /// A way to do badly.
  enum Fault {
    /// Refuses without doing anything.
    case refuse(status: Int, code: String, headers: HTTPHeaders = [:])
    /// Does what was asked, and the answer is lost.
    case loseAnswer
    /// The connection breaks after this part of the body; nothing was done.
    case cut(share: Double)
    /// Status 200 with an error in the body; nothing was done.
    case errorInSuccess(code: String)
    /// Answers with these bytes.
    case answer(status: Int, body: String)
  }

  let bucket = "weights"
  let state = Mutex(State())

  /// Decides about each request: its line in the log, and its number from 1.
  let fault: @Sendable (_ line: String, _ number: Int) throws -> Fault?

  init(fault: @escaping @Sendable (String, Int) throws -> Fault? = { _, _ in nil }) {
    self.fault = fault
  }

  var objects: [String: Object] { state.withLock(\.objects) }
  var openUploads: Int { state.withLock { $0.uploads.count } }
  var log: [String] { state.withLock(\.log) }

  func send(
    _ request: HTTPRequest, body: RequestBody?, collecting limit: Int,
    onSent: (@Sendable (UInt64) -> Void)?
  ) async throws -> HTTPResponse {
    let parsed = try ParsedRequest(request, bucket: bucket)
    let bytes = try body.map(Self.bytes) ?? []
    let number = state.withLock { state in
      state.log.append(parsed.line)
      state.count += 1
      return state.count
    }
    let fault = try fault(parsed.line, number)
    switch fault {
    case .refuse(let status, let code, let headers):
      return answer(status, Self.error(code), headers)
    case .cut(let share):
      onSent?(UInt64(Double(bytes.count) * share))
      throw TransferError(
        .curl(code: "CURLE_SEND_ERROR", words: nil), stage: .sending, request: "PUT")
    case .errorInSuccess(let code): return answer(200, Self.error(code))
    case .answer(let status, let text): return answer(status, text)
    case .loseAnswer, nil: break
    }
    let response = try answer(parsed, bytes)
    guard response.body.count <= limit || request.method == .head else {
      throw TransferError(.answerTooLong(limit: limit), stage: .answering(status: 200), request: "")
    }
    onSent?(UInt64(bytes.count))
    if case .loseAnswer = fault {
      throw TransferError(
        .curl(code: "CURLE_RECV_ERROR", words: nil), stage: .unanswered, request: "PUT")
    }
    return response
  }

  private func answer(_ request: ParsedRequest, _ body: [UInt8]) throws -> HTTPResponse {
    guard request.headers["x-amz-content-sha256"] == (try SHA256.hash(body).description) else {
      return answer(400, Self.error("XAmzContentSHA256Mismatch"))
    }
    guard let time = SigningTime(timestamp: request.headers["x-amz-date"] ?? ""),
      abs(time.unixSeconds - state.withLock(\.time)) <= 900
    else { return answer(403, Self.error("RequestTimeTooSkewed")) }
    let isExpired = state.withLock { state in
      state.expiredKeys.contains { request.headers["Authorization"]?.contains($0) == true }
    }
    guard !isExpired else {
      return answer(400, request.method == .head ? "" : Self.error("ExpiredToken"))
    }
    return try state.withLock { try Self.perform(request, body, on: &$0) }
      .dated(state.withLock(\.time))
  }

  private func answer(
    _ status: Int, _ body: String, _ headers: HTTPHeaders = [:]
  ) -> HTTPResponse {
    HTTPResponse(head: ResponseHead(status: status, headers: headers), body: Array(body.utf8))
      .dated(state.withLock(\.time))
  }

  static func error(_ code: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<Error><Code>\(code)</Code><Message>No &amp; never</Message></Error>"
  }

  private static func bytes(of body: RequestBody) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(body.size))
    var reader = try body.source.makeReader()
    try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: body.range.lowerBound) }
    return bytes
  }
}

extension HTTPResponse {
  fileprivate func dated(_ time: Int64) -> HTTPResponse {
    var dated = self
    dated.head.headers["Date"] = HTTPDate(unixSeconds: time).text
    return dated
  }
}

import Synchronization

@testable import Hosting

/// Answers requests by method and URL; everything else cannot be reached.
final class CredentialWeb: RequestSending {
  let answers: [String: (status: Int, body: String)]
  private let seen = Mutex<[String]>([])

  /// Each request with its headers.
  var requests: [String] { seen.withLock { $0 } }

  init(_ answers: [String: (status: Int, body: String)] = [:]) { self.answers = answers }

  func send(
    _ request: HTTPRequest, body: RequestBody?, collecting limit: Int,
    onSent: (@Sendable (UInt64) -> Void)?
  ) async throws -> HTTPResponse {
    let line = "\(request.method.rawValue) \(request.url)"
    let headers = request.headers.fields.map { "\($0.name): \($0.value)" }
    seen.withLock { $0.append(([line] + headers).joined(separator: "\n")) }
    guard let answer = answers[line] else {
      throw TransferError(
        .curl(code: "CURLE_COULDNT_CONNECT", words: nil), stage: .unsent, request: line)
    }
    return HTTPResponse(
      head: ResponseHead(status: answer.status), body: Array(answer.body.utf8))
  }
}

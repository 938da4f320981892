import Diagnostics
import HTTPTypes
import NIOCore

/// What a request is answered with, before it is known how the connection misbehaves.
struct Reply: Sendable {
  /// The bytes after the headers.
  enum Body: Sendable {
    case none
    case text(String)
    case content(any ObjectContent, Range<UInt64>)
  }

  var status: HTTPResponse.Status
  var fields: HTTPFields
  var body: Body
  /// Whether the connection is of no use afterwards.
  var closesConnection = false

  /// Length of the body, or of what HEAD does not get.
  var contentLength: UInt64 {
    switch body {
    case .none: 0
    case .text(let text): UInt64(text.utf8.count)
    case .content(_, let range): UInt64(range.count)
    }
  }

  /// A reply without a body.
  init(_ status: HTTPResponse.Status, _ fields: HTTPFields = [:]) {
    self.status = status
    self.fields = fields
    body = .none
  }

  /// Plain text for people.
  init(_ status: HTTPResponse.Status = .ok, text: String) {
    self.status = status
    fields = [.contentType: "text/plain; charset=utf-8"]
    body = .text(text)
  }

  /// Explains a refusal.
  init(_ refusal: RequestRefusal) {
    let diagnostic = refusal.diagnostic
    let lines = ["\(diagnostic.summary) [\(diagnostic.code)]", diagnostic.detail]
    self.init(
      refusal.status, text: (lines + diagnostic.remedies).joined(separator: "\n") + "\n")
    switch refusal {
    case .methodNotAllowed(let allowed): fields[.allow] = allowed
    case .rangeNotSatisfiable(let size):
      fields[.contentRange] = "bytes */\(size)"
      fields[.acceptRanges] = "bytes"
    default: break
    }
  }
}

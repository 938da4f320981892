import Synchronization

/// Where a node sends those who ask it for a model's weights: to an object host beside it, if there is one.
final class ModelForwarding: Sendable {
  private let host = Mutex<String?>(nil)

  /// Sends them to a host from now on.
  ///
  /// - Parameter url: Its URL, with a slash at the end.
  func forward(to url: String) { host.withLock { $0 = url } }

  /// The reply to a plain HTTP request.
  ///
  /// A real node fetches the weights from its validators and passes them on, which on a network of one
  /// machine fails. Here the client is told where they are. Source: `authority/src/fullnode_proxy.rs`.
  ///
  /// - Parameter requestLine: Such as `GET /model/0x12 HTTP/1.1`.
  /// - Returns: Where to look, or why not.
  func reply(to requestLine: Substring) -> PlainReply {
    let words = requestLine.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].utf8.allSatisfy(Self.isPlain)
    else { return PlainReply("400 Bad Request") }
    let id = words[1].dropFirst("/model/".count)
    guard words[1].hasPrefix("/model/"), !id.isEmpty, !id.contains("/") else {
      return PlainReply("404 Not Found")
    }
    guard words[0] == "GET" || words[0] == "HEAD" else {
      return PlainReply("405 Method Not Allowed")
    }
    guard let host = host.withLock({ $0 }) else { return PlainReply("503 Service Unavailable") }
    return PlainReply("307 Temporary Redirect", location: host + words[1].dropFirst())
  }

  /// Whether a byte can be copied into a header without another meaning.
  private static func isPlain(_ byte: UInt8) -> Bool { (0x21...0x7e).contains(byte) }
}

/// A reply in HTTP/1.1 that has no body and ends its connection.
struct PlainReply: Equatable {
  /// Code and words.
  let status: String
  /// Where to look instead.
  let location: String?

  init(_ status: String, location: String? = nil) {
    self.status = status
    self.location = location
  }

  /// The whole reply.
  var text: String {
    "HTTP/1.1 \(status)\r\n" + (location.map { "Location: \($0)\r\n" } ?? "")
      + "Content-Length: 0\r\nConnection: close\r\n\r\n"
  }
}

/// The parts of a parsed URL, each percent-encoded as far as its place needs.
///
/// <https://url.spec.whatwg.org/#concept-url>
struct URLRecord: Sendable {
  var scheme: URLScheme
  var username = ""
  var password = ""
  /// `nil` when the URL has no `//`.
  var host: URLHost?
  var port: UInt16?
  var path: URLPath = .segments([])
  var query: String?
  var fragment: String?

  init(scheme: URLScheme) { self.scheme = scheme }

  var hasCredentials: Bool { !username.isEmpty || !password.isEmpty }

  /// The canonical text. <https://url.spec.whatwg.org/#concept-url-serializer>
  var serialization: String { serialized(showingCredentials: true) }

  func serialized(showingCredentials: Bool) -> String {
    var text = scheme.name + ":"
    if let host {
      text += "//"
      if hasCredentials { text += showingCredentials ? credentials : "<redacted>@" }
      text += host.serialization
      if let port { text += ":\(port)" }
    } else if path.looksLikeAuthority {
      text += "/."
    }
    text += path.serialization
    if let query { text += "?" + query }
    if let fragment { text += "#" + fragment }
    return text
  }

  private var credentials: String {
    password.isEmpty ? "\(username)@" : "\(username):\(password)@"
  }
}

/// A path. <https://url.spec.whatwg.org/#url-path>
enum URLPath: Sendable {
  /// One text without structure, as in `mailto:a@b`.
  case opaque(String)
  /// Segments, each with a `/` before it.
  case segments([String])

  var serialization: String {
    switch self {
    case .opaque(let text): text
    case .segments(let segments): segments.map { "/" + $0 }.joined()
    }
  }

  var lastSegment: String? {
    guard case .segments(let segments) = self, let last = segments.last, !last.isEmpty else {
      return nil
    }
    return last
  }

  /// Whether the path begins with `//`, so that its first segment would be taken for a host.
  var looksLikeAuthority: Bool {
    guard case .segments(let segments) = self else { return false }
    return segments.count > 1 && segments.first == ""
  }
}

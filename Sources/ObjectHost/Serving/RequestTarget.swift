/// What the first line of a request points at (RFC 9112, section 3.2).
struct RequestTarget: Equatable, Sendable {
  /// The path, percent-encoded, without its first slash. Empty for `/`.
  let path: String
  /// What follows `?`.
  let query: String?

  /// Reads `/path?query`, or a whole URL; `nil` for anything else, such as `*`.
  init?(_ text: String) {
    var rest = text[...]
    if !rest.hasPrefix("/") {
      // A server must accept what proxies are sent.
      guard rest.lowercased().hasPrefix("http://") else { return nil }
      rest = rest.dropFirst("http://".count)
      guard let end = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else {
        path = ""
        query = nil
        return
      }
      rest = rest[end...]
    }
    let mark = rest.firstIndex(of: "?")
    path = String(rest[..<(mark ?? rest.endIndex)].dropFirst())
    query = mark.map { String(rest[rest.index(after: $0)...]) }
  }
}

import SomaTypes

/// Where a redirect leads.
enum RedirectTarget {
  /// Joins a `Location` to the URL that answered with it (RFC 9110 §10.2.2): the forms that servers
  /// send, which are a whole URL, `//host/path`, `/path` and a path.
  ///
  /// - Returns: `nil` unless it is an `http` or `https` URL then.
  static func join(_ location: String, to base: CanonicalURL) -> CanonicalURL? {
    let text: String
    if location.hasPrefix("//") {
      text = "\(base.scheme):\(location)"
    } else if location.hasPrefix("/") {
      text = origin(base) + location
    } else if hasScheme(location) {
      text = location
    } else {
      let directory = base.path[...(base.path.lastIndex(of: "/") ?? base.path.startIndex)]
      text = origin(base) + directory + location
    }
    // A Location that is no URL is the caller's to report.
    guard let url = try? CanonicalURL(text), url.scheme == "http" || url.scheme == "https"
    else { return nil }
    return url
  }

  private static func origin(_ url: CanonicalURL) -> String {
    "\(url.scheme)://\(url.host ?? "")" + (url.port.map { ":\($0)" } ?? "")
  }

  private static func hasScheme(_ text: String) -> Bool {
    let scheme = text.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    return scheme.endIndex < text.endIndex && text[scheme.endIndex] == ":"
  }
}

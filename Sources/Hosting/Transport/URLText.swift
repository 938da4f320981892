import Diagnostics

/// A URL as it may be shown.
enum URLText {
  /// The URL without user, password, query and fragment: any of them may be a secret.
  static func redacted(_ url: String) -> String {
    let end = url.firstIndex { $0 == "?" || $0 == "#" } ?? url.endIndex
    var shown = String(url[..<end])
    if let authority = authorityRange(of: shown),
      let at = shown[authority].lastIndex(of: "@")
    {
      shown.removeSubrange(authority.lowerBound...at)
    }
    return Excerpt(shown, limit: 400).description + (end == url.endIndex ? "" : "?…")
  }

  /// Host and port.
  static func authority(_ url: String) -> String {
    let shown = redacted(url)
    return authorityRange(of: shown).map { String(shown[$0]) } ?? shown
  }

  private static func authorityRange(of url: String) -> Range<String.Index>? {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
    let start = url.index(colon, offsetBy: 3)
    return start..<(url[start...].firstIndex { "/?#".contains($0) } ?? url.endIndex)
  }
}

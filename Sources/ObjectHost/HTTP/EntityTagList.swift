/// The value of `If-Match` or `If-None-Match` (RFC 9110, sections 13.1.1 and 13.1.2).
enum EntityTagList: Equatable, Sendable {
  /// `*`: any version.
  case any
  /// At least one tag.
  case tags([EntityTag])

  /// Reads `*`, or tags divided by commas; `nil` for anything else.
  init?(_ text: String) {
    if Self.trimmed(text[...]) == "*" {
      self = .any
      return
    }
    var tags: [EntityTag] = []
    var rest = Self.trimmed(text[...])
    while !rest.isEmpty {
      // A comma may stand inside a tag, so the closing quote ends it.
      guard let open = rest.firstIndex(of: "\""),
        let close = rest[rest.index(after: open)...].firstIndex(of: "\""),
        let tag = EntityTag(rest[...close])
      else { return nil }
      tags.append(tag)
      rest = Self.trimmed(rest[rest.index(after: close)...])
      guard !rest.isEmpty else { break }
      guard rest.first == "," else { return nil }
      rest = Self.trimmed(rest.drop { $0 == "," || $0 == " " || $0 == "\t" })
    }
    guard !tags.isEmpty else { return nil }
    self = .tags(tags)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return start[...last]
  }
}

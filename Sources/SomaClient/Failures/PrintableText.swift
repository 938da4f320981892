/// Text from elsewhere, made fit for a terminal and a log: one line, no controls, of bounded length.
///
/// Control characters, line separators and the invisible characters that reorder text become
/// `\u{…}`, as Swift writes them; so does a backslash, to keep the two apart.
struct PrintableText: CustomStringConvertible, Equatable {
  /// What may be shown.
  let description: String

  /// Takes over at most `limit` characters (Unicode scalars) and says how many it left out.
  init(_ text: String, limit: Int = 400) {
    var shown = ""
    var left = text.unicodeScalars[...]
    for _ in 0..<limit {
      guard let scalar = left.popFirst() else { break }
      if Self.isHarmless(scalar) {
        shown.unicodeScalars.append(scalar)
      } else {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    description = left.isEmpty ? shown : shown + "… (\(left.count) characters more)"
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7f && scalar != "\\" }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
    default: true
    }
  }
}

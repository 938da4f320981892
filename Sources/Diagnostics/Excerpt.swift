/// A short, printable form of a text that came from outside, for one line of a message.
///
/// A file or a program must not be able to move the cursor, colour the terminal, reverse the
/// reading direction, or push the rest of a message off the screen.
public struct Excerpt: Equatable, Sendable, CustomStringConvertible {
  /// The excerpt: one line without control or formatting characters.
  public let description: String

  /// Takes the beginning of a text.
  ///
  /// - Parameters:
  ///   - text: Any text; a character that does not print becomes `�`.
  ///   - limit: How many Unicode scalars to keep. What is cut off is replaced by `…`.
  public init(_ text: some StringProtocol, limit: Int = 80) {
    let scalars = text.unicodeScalars
    var kept = String.UnicodeScalarView()
    for scalar in scalars.prefix(limit) { kept.append(Self.prints(scalar) ? scalar : "\u{FFFD}") }
    description = String(kept) + (scalars.dropFirst(limit).isEmpty ? "" : "…")
  }

  private static func prints(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .privateUse:
      false
    default: true
    }
  }
}

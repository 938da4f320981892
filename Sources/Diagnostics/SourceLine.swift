/// The line of an input that a problem is on, to be shown with a caret below the place.
///
/// Only for lines that may be shown: whoever makes one has masked what looks like a secret.
public struct SourceLine: Equatable, Sendable {
  /// How many characters of a long line are shown.
  static let width = 88

  /// The part of the line that is shown: no control characters; `…` stands for what is cut off.
  public let text: String

  /// Where the caret stands in ``text``, in characters, counted from 1.
  public let column: Int

  /// Takes a line.
  ///
  /// - Parameters:
  ///   - line: The whole line without its line break.
  ///   - column: Where the problem begins, in Unicode scalars, counted from 1.
  public init(_ line: some StringProtocol, column: Int) {
    let scalars = line.unicodeScalars.map { $0 == "\t" ? " " : $0 }
    let wanted = min(max(column, 1), scalars.count + 1)
    // A long line is shown from a little before the place.
    let start = wanted <= Self.width - 8 ? 0 : wanted - Self.width / 2
    let shown = scalars.dropFirst(start).prefix(Self.width)
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: shown)
    let isCut = start + shown.count < scalars.count
    text =
      (start > 0 ? "…" : "") + Excerpt(String(kept), limit: Self.width).description
      + (isCut ? "…" : "")
    self.column = wanted - start + (start > 0 ? 1 : 0)
  }

  /// The line and, below it, the caret.
  ///
  /// - Parameter line: The number of the line, when it is known.
  /// - Returns: Two lines of text.
  public func lines(number line: Int?) -> [String] {
    let margin = line.map(String.init) ?? ""
    return [
      "\(margin) | \(text)",
      String(repeating: " ", count: margin.count) + " | "
        + String(repeating: " ", count: column - 1) + "^",
    ]
  }
}

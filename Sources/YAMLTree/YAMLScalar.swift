/// A text as YAML wrote it. Nothing is converted: what `10` or `yes` means, the reader's user says.
public struct YAMLScalar: Hashable, Sendable {
  /// How a scalar was written (YAML 1.2 chapters 7 and 8).
  public enum Style: Hashable, Sendable {
    /// Without quotes. The only style in which `10` may mean a number and `~` nothing.
    case plain
    /// Between `'` and `'`.
    case singleQuoted
    /// Between `"` and `"`, with escapes already replaced.
    case doubleQuoted
    /// A block after `|`.
    case literal
    /// A block after `>`.
    case folded
  }

  /// The text, after unfolding and escapes. It may contain any character, U+0000 included.
  public var text: String

  /// How it was written.
  public var style: Style

  /// Creates a scalar.
  public init(text: String, style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

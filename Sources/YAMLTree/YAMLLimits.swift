/// How much one YAML stream may ask of its reader.
///
/// A few lines with aliases can stand for billions of values, so nodes and text are counted as
/// often as an alias repeats them: whoever walks the tree does no more work than is counted here.
public struct YAMLLimits: Equatable, Sendable {
  /// Length of the input in bytes.
  public var inputBytes: Int

  /// Levels of sequences and mappings; a scalar at the top of a document is on level 1.
  public var depth: Int

  /// Values in all documents together, keys included.
  public var nodes: Int

  /// Length of all texts together, keys included, in UTF-8 bytes.
  public var textBytes: Int

  /// Sets limits; the defaults are far above any hand-written file.
  public init(
    inputBytes: Int = 1 << 20, depth: Int = 64, nodes: Int = 100_000, textBytes: Int = 4 << 20
  ) {
    self.inputBytes = inputBytes
    self.depth = depth
    self.nodes = nodes
    self.textBytes = textBytes
  }
}

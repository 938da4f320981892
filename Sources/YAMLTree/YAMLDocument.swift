public import Diagnostics

/// One document of a YAML stream.
public struct YAMLDocument: Equatable, Sendable {
  /// The value of the document; a null scalar when nothing follows `---`.
  public var root: YAMLNode

  /// Where the document begins: at its `---`, or at its first content when it has none.
  public var place: Place

  /// Creates a document.
  public init(root: YAMLNode, place: Place) {
    self.root = root
    self.place = place
  }
}

public import Diagnostics

/// Keys with their values, in the order of the file. Every key occurs once.
public struct YAMLMapping: Equatable, Sendable {
  /// One key with its value.
  public struct Entry: Equatable, Sendable {
    /// The text of the key. Quotes or a tag on a key make no other key of it.
    public var key: String

    /// Where the key is written.
    public var keyPlace: Place

    /// The value; an empty plain scalar when nothing is written.
    public var value: YAMLNode

    /// Creates an entry.
    public init(key: String, keyPlace: Place, value: YAMLNode) {
      self.key = key
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  /// The entries, in the order of the file.
  public var entries: [Entry]

  /// Creates a mapping. The caller vouches that no key occurs twice.
  public init(entries: [Entry]) { self.entries = entries }

  /// The value of a key, or `nil` when the key is absent.
  public subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }
}

public import HTTPSyntax

/// What is known of a stored object beside its bytes.
public struct ObjectEntry: Equatable, Sendable {
  /// Length of the content.
  public var sizeInBytes: UInt64

  /// The strong tag: BLAKE2b-256 of the content, in hex. For an object that a manifest names, this is
  /// the manifest's checksum.
  public var tag: EntityTag

  /// When the object was stored.
  public var lastModified: HTTPDate

  /// The `Content-Type` that came with the content.
  public var contentType: String

  /// Creates an entry.
  public init(
    sizeInBytes: UInt64, tag: EntityTag, lastModified: HTTPDate, contentType: String
  ) {
    self.sizeInBytes = sizeInBytes
    self.tag = tag
    self.lastModified = lastModified
    self.contentType = contentType
  }

  /// The type of content that came without one.
  public static let defaultContentType = "application/octet-stream"
}

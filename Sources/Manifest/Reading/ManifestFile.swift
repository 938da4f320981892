/// One file of manifests, or standard input.
public struct ManifestFile: Equatable, Sendable {
  /// The path as the person gave it, or `-` for standard input. Relative names in it are relative to its
  /// directory.
  public var name: String

  /// The whole file.
  public var bytes: [UInt8]

  /// Creates a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

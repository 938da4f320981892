public import BCS

/// Where hosted bytes are and what they are: the chain's `Manifest`, of weights and of submitted
/// data.
///
/// BCS: version tag 0, URL, metadata tag 0, checksum, size as `u64`.
public struct ContentManifest: Hashable, Sendable {
  /// The public address of the bytes, in canonical form: what is signed.
  public var url: CanonicalURL

  /// Digest of the hosted (encrypted) bytes.
  public var checksum: Checksum

  /// Length of the hosted bytes.
  public var sizeInBytes: UInt64

  /// Creates a manifest.
  public init(url: CanonicalURL, checksum: Checksum, sizeInBytes: UInt64) {
    self.url = url
    self.checksum = checksum
    self.sizeInBytes = sizeInBytes
  }
}

extension ContentManifest: BCSCodable {
  /// Reads a manifest.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readVariant(of: "Manifest", count: 1)
    url = try reader.read()
    _ = try reader.readVariant(of: "Metadata", count: 1)
    checksum = try reader.read()
    sizeInBytes = try reader.readInteger()
  }

  /// Writes the manifest.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(0)
    writer.write(url)
    writer.writeVariant(0)
    writer.write(checksum)
    writer.write(sizeInBytes)
  }
}

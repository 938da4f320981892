public import BCS

/// One version of one object: what a transaction names as an input.
///
/// BCS: 32 + 8 + 33 bytes.
public struct ObjectRef: Hashable, Sendable {
  /// Which object.
  public var id: ObjectID
  /// Which version of it.
  public var version: ObjectVersion
  /// The digest of that version.
  public var digest: ObjectDigest

  /// Creates a reference.
  public init(id: ObjectID, version: ObjectVersion, digest: ObjectDigest) {
    self.id = id
    self.version = version
    self.digest = digest
  }
}

extension ObjectRef: BCSCodable {
  /// Reads a reference.
  public init(from reader: inout BCSReader) throws(BCSError) {
    id = try reader.read()
    version = try reader.read()
    digest = try reader.read()
  }

  /// Writes the reference.
  public func encode(to writer: inout BCSWriter) {
    writer.write(id)
    writer.write(version)
    writer.write(digest)
  }
}

public import BCS

/// A shared object that a transaction named and did not change.
///
/// BCS: id and kind. Source: chain type `UnchangedSharedKind`.
public struct UnchangedSharedObject: Hashable, Sendable {
  /// Why it did not change.
  public enum Kind: Hashable, Sendable {
    /// It was only read, at this version.
    case readOnlyRoot(version: ObjectVersion, digest: ObjectDigest)
    /// It was to be changed, but had been deleted.
    case mutateDeleted(version: ObjectVersion)
    /// It was to be read, but had been deleted.
    case readDeleted(version: ObjectVersion)
    /// The transaction was cancelled; the version says why.
    case cancelled(version: ObjectVersion)
  }

  /// Which object.
  public var id: ObjectID
  /// Why it did not change.
  public var kind: Kind

  /// Creates an entry.
  public init(id: ObjectID, kind: Kind) {
    self.id = id
    self.kind = kind
  }
}

extension UnchangedSharedObject: BCSCodable {
  /// Reads an entry.
  public init(from reader: inout BCSReader) throws(BCSError) {
    id = try reader.read()
    kind =
      switch try reader.readVariant(of: "UnchangedSharedKind", count: 4) {
      case 0: .readOnlyRoot(version: try reader.read(), digest: try reader.read())
      case 1: .mutateDeleted(version: try reader.read())
      case 2: .readDeleted(version: try reader.read())
      default: .cancelled(version: try reader.read())
      }
  }

  /// Writes the entry.
  public func encode(to writer: inout BCSWriter) {
    writer.write(id)
    switch kind {
    case .readOnlyRoot(let version, let digest):
      writer.writeVariant(0)
      writer.write(version)
      writer.write(digest)
    case .mutateDeleted(let version):
      writer.writeVariant(1)
      writer.write(version)
    case .readDeleted(let version):
      writer.writeVariant(2)
      writer.write(version)
    case .cancelled(let version):
      writer.writeVariant(3)
      writer.write(version)
    }
  }
}

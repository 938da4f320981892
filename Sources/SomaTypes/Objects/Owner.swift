public import BCS

/// Who may use an object.
public enum Owner: Hashable, Sendable {
  /// One account.
  case address(SomaAddress)
  /// Everyone, through consensus, since this version.
  case shared(initialVersion: ObjectVersion)
  /// Everyone, read only.
  case immutable
}

extension Owner: BCSCodable {
  /// Reads an owner.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "Owner", count: 3) {
      case 0: .address(try reader.read())
      case 1: .shared(initialVersion: try reader.read())
      default: .immutable
      }
  }

  /// Writes the owner.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .address(let address):
      writer.writeVariant(0)
      writer.write(address)
    case .shared(let version):
      writer.writeVariant(1)
      writer.write(version)
    case .immutable:
      writer.writeVariant(2)
    }
  }
}

public import BCS

extension Release: BCSCodable {
  /// Reads where it stands.
  public init(from reader: inout BCSReader) throws(BCSError) { self.init(try reader.read()) }

  /// Writes where it stands.
  public func encode(to writer: inout BCSWriter) { writer.write(state) }
}

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension Release.State: BCSCodable {
  /// Reads a state.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "Release.State", count: 5) {
      case 0: .found
      case 1: .sealed(try reader.read())
      case 2: .hosted(try reader.read())
      case 3: .verified(try reader.read())
      default: .rejected(try reader.read())
      }
  }

  /// Writes the state.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .found: writer.writeVariant(0)
    case .sealed(let manifest):
      writer.writeVariant(1)
      writer.write(manifest)
    case .hosted(let manifest):
      writer.writeVariant(2)
      writer.write(manifest)
    case .verified(let manifest):
      writer.writeVariant(3)
      writer.write(manifest)
    case .rejected(let defect):
      writer.writeVariant(4)
      writer.write(defect)
    }
  }
}

public import BCS

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension ActionKind: BCSCodable {
  /// Reads a kind.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "ActionKind", count: 8) {
      case 0: .create
      case 1: .commit
      case 2: .reveal
      case 3: .commission
      case 4: .stake
      case 5: .retire
      case 6: .reserve
      default: .claim
      }
  }

  /// Writes the kind.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .create: writer.writeVariant(0)
    case .commit: writer.writeVariant(1)
    case .reveal: writer.writeVariant(2)
    case .commission: writer.writeVariant(3)
    case .stake: writer.writeVariant(4)
    case .retire: writer.writeVariant(5)
    case .reserve: writer.writeVariant(6)
    case .claim: writer.writeVariant(7)
    }
  }
}

public import BCS

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension ApprovedAction: BCSCodable {
  /// Reads an action.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "ApprovedAction", count: 4) {
      case 0: .create
      case 1: .stake
      case 2: .retire
      default: .force
      }
  }

  /// Writes the action.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .create: writer.writeVariant(0)
    case .stake: writer.writeVariant(1)
    case .retire: writer.writeVariant(2)
    case .force: writer.writeVariant(3)
    }
  }
}

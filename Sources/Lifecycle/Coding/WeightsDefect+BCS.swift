public import BCS

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension WeightsDefect: BCSCodable {
  /// Reads a defect.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "WeightsDefect", count: 5) {
      case 0: .stepsDiffer
      case 1: .embeddingDimension(found: try reader.readInteger())
      case 2: .embeddingValues
      case 3: .weights
      default: .pinMismatch
      }
  }

  /// Writes the defect.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .stepsDiffer: writer.writeVariant(0)
    case .embeddingDimension(let found):
      writer.writeVariant(1)
      writer.write(found)
    case .embeddingValues: writer.writeVariant(2)
    case .weights: writer.writeVariant(3)
    case .pinMismatch: writer.writeVariant(4)
    }
  }
}

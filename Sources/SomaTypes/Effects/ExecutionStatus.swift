public import BCS

/// How an executed transaction ended.
public enum ExecutionStatus: Equatable, Sendable {
  /// It did what it said.
  case success
  /// It paid, and did nothing else.
  case failure(ExecutionFailure)
}

extension ExecutionStatus: BCSCodable {
  /// Reads a status.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "ExecutionStatus", count: 2) {
      case 0: .success
      default: .failure(try reader.read())
      }
  }

  /// Writes the status.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .success:
      writer.writeVariant(0)
    case .failure(let failure):
      writer.writeVariant(1)
      writer.write(failure)
    }
  }
}

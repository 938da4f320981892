public import BCS

extension Failures: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    count = Int(try reader.readInteger(Int64.self))
    generation = try reader.readInteger()
    retryNotBeforeMs = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(Int64(count))
    writer.write(generation)
    writer.write(retryNotBeforeMs)
  }
}

public import BCS

extension CanonicalURL: BCSCodable {
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(text: try reader.readString())
  }
  public func encode(to writer: inout BCSWriter) { writer.write(text) }
}

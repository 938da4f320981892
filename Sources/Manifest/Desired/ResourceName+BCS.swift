public import BCS

extension ResourceName: BCSCodable {
  /// Reads a string that is a name.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let text = try reader.readString()
    guard let name = ResourceName(text) else {
      throw BCSError(.invalidValue(type: "ResourceName", reason: "it is no name"), at: start)
    }
    self = name
  }

  /// Writes the text.
  public func encode(to writer: inout BCSWriter) { writer.write(text) }
}

public import BCS

extension ProbeRecord: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init()
    lastMs = try reader.readOption { (reader) throws(BCSError) in try reader.readInteger() }
    lastFullMs = try reader.readOption { (reader) throws(BCSError) in try reader.readInteger() }
    failingSinceMs = try reader.readOption { (reader) throws(BCSError) in
      try reader.readInteger()
    }
    lastFailureMs = try reader.readOption { (reader) throws(BCSError) in try reader.readInteger() }
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    for time in [lastMs, lastFullMs, failingSinceMs, lastFailureMs] {
      writer.writeOption(time) { $0.write($1) }
    }
  }
}

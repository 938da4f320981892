public import BCS
import SomaTypes

extension Attempt: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(
      content: try reader.read(), commitments: try reader.read(),
      packetCopies: Int(try reader.readInteger(Int64.self)), state: try reader.read())
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(content)
    writer.write(commitments)
    writer.write(Int64(packetCopies))
    writer.write(state)
  }
}

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension Attempt.State: BCSCodable {
  /// Reads a state.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "Attempt.State", count: 11) {
      case 0: .packed
      case 1: .drilled
      case 2: .creating(try reader.read())
      case 3: .created
      case 4: .committing(try reader.read())
      case 5: .committed(try reader.read())
      case 6: .revealing(try reader.read())
      case 7: .live
      case 8: .superseded
      case 9: .lapsed(try reader.read())
      default: .lost
      }
  }

  /// Writes the state.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .packed: writer.writeVariant(0)
    case .drilled: writer.writeVariant(1)
    case .creating(let digest):
      writer.writeVariant(2)
      writer.write(digest)
    case .created: writer.writeVariant(3)
    case .committing(let digest):
      writer.writeVariant(4)
      writer.write(digest)
    case .committed(let window):
      writer.writeVariant(5)
      writer.write(window)
    case .revealing(let window):
      writer.writeVariant(6)
      writer.write(window)
    case .live: writer.writeVariant(7)
    case .superseded: writer.writeVariant(8)
    case .lapsed(let window):
      writer.writeVariant(9)
      writer.write(window)
    case .lost: writer.writeVariant(10)
    }
  }
}

extension Attempt.Window: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    commitEpoch = try reader.read()
    opensMs = try reader.readOption { (reader) throws(BCSError) in try reader.readInteger() }
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(commitEpoch)
    writer.writeOption(opensMs) { $0.write($1) }
  }
}

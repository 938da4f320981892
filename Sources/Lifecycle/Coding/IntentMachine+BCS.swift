public import BCS
import SomaTypes

extension IntentMachine: BCSCodable {
  /// Reads where it stands.
  public init(from reader: inout BCSReader) throws(BCSError) { self.init(try reader.read()) }

  /// Writes where it stands.
  public func encode(to writer: inout BCSWriter) { writer.write(state) }
}

/// BCS: the numbers of the variants are kept for years, so they are never changed, only added.
extension IntentMachine.State: BCSCodable {
  /// Reads a state.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "IntentMachine.State", count: 5) {
      case 0: .prepared
      case 1: .sent(try reader.read())
      case 2: .succeeded(in: try reader.readOption())
      case 3: .failed(in: try reader.readOption())
      default: .dead
      }
  }

  /// Writes the state.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .prepared: writer.writeVariant(0)
    case .sent(let sending):
      writer.writeVariant(1)
      writer.write(sending)
    case .succeeded(let epoch):
      writer.writeVariant(2)
      writer.writeOption(epoch)
    case .failed(let epoch):
      writer.writeVariant(3)
      writer.writeOption(epoch)
    case .dead: writer.writeVariant(4)
    }
  }
}

extension IntentMachine.Sending: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(atMs: try reader.readInteger(), in: try reader.read())
    hasMetLock = try reader.readBool()
    isOvertaken = try reader.readBool()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(firstMs)
    writer.write(lastEpoch)
    writer.write(hasMetLock)
    writer.write(isOvertaken)
  }
}

public import BCS
import Manifest
import SomaTypes

extension Approval: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    action = try reader.read()
    generation = try reader.readInteger()
    cap = try reader.readOption()
    lastEpoch = try reader.read()
    modelID = try reader.readOption()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(action)
    writer.write(generation)
    writer.writeOption(cap)
    writer.write(lastEpoch)
    writer.writeOption(modelID)
  }
}

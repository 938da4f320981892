public import BCS
import Manifest
import SomaTypes

/// BCS: the number of the format, 2 bytes, then the fields in order.
///
/// A field that is added later makes a new format, which is read beside the older ones.
extension SharedRecord: BCSCodable {
  /// The format that is written.
  public static let format: UInt16 = 1

  /// Reads a record of any format so far.
  ///
  /// - Throws: ``BCS/BCSError/Reason/unknownFormat(type:format:known:)`` for one that a later program wrote.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readFormat(of: "SharedRecord", known: Self.format)
    chain = try reader.readOption()
    owners = try reader.readMap()
    highestVersion = try reader.read()
    walletIntents = try reader.readSequence()
    forgotten = try reader.readSet()
    watchman = try reader.readOption()
    lastObservation = try reader.readOption()
  }

  /// Writes the record in the format of this program.
  public func encode(to writer: inout BCSWriter) {
    writer.write(Self.format)
    writer.writeOption(chain)
    writer.writeMap(owners)
    writer.write(highestVersion)
    writer.writeSequence(walletIntents)
    writer.writeSet(forgotten)
    writer.writeOption(watchman)
    writer.writeOption(lastObservation)
  }
}

extension WatchmanRecord: BCSCodable {
  /// Reads the time.
  public init(from reader: inout BCSReader) throws(BCSError) {
    succeededMs = try reader.readInteger()
  }

  /// Writes the time.
  public func encode(to writer: inout BCSWriter) { writer.write(succeededMs) }
}

extension ObservationRecord: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    wallClockMs = try reader.readInteger()
    epochDurationMs = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(wallClockMs)
    writer.write(epochDurationMs)
  }
}

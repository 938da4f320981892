public import BCS
public import SomaTypes

/// A place in the listing of targets, which is where the target itself stands.
///
/// The order: open, filled, claimed; then by the epoch that made it; then by id. BCS is the cursor
/// of a node's page token: id, version, status as text, epoch. Source: WIRE.md 6.4;
/// `authority/src/rpc_index.rs`, `TargetIndexKey`.
public struct TargetPosition: Hashable, Sendable {
  /// A stored status, in the order of the listing. The raw value is the text in a token.
  public enum Status: String, CaseIterable, Hashable, Sendable {
    /// Nobody has hit it.
    case open
    /// Someone has.
    case filled
    /// The reward is paid. Claiming deletes the object, so no listing has it.
    case claimed
  }

  /// Which target.
  public var id: TargetID
  /// Which version of it; it does not count in the order.
  public var version: ObjectVersion
  /// Where it stands.
  public var status: Status
  /// The epoch that made it.
  public var generationEpoch: Epoch
}

extension TargetPosition: BCSCodable {
  /// Reads a position.
  ///
  /// - Throws: `BCSError`, also for a status that does not exist.
  public init(from reader: inout BCSReader) throws(BCSError) {
    id = try reader.read()
    version = try reader.read()
    let start = reader.offset
    let text = try reader.readString()
    guard let status = Status(rawValue: text) else {
      throw BCSError(
        .invalidValue(type: "TargetPosition", reason: "no status is called that"), at: start)
    }
    self.status = status
    generationEpoch = try reader.read()
  }

  /// Writes the position.
  public func encode(to writer: inout BCSWriter) {
    writer.write(id)
    writer.write(version)
    writer.write(status.rawValue)
    writer.write(generationEpoch)
  }
}

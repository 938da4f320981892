public import BCS

/// Where a ``Target`` stands.
public enum TargetStatus: Hashable, Sendable {
  /// Nobody has hit it.
  case open
  /// Someone has; after the epoch that follows this one the reward can be claimed.
  case filled(fillEpoch: Epoch)
  /// The reward is paid, or what was left of it taken back.
  case claimed
}

extension TargetStatus: BCSCodable {
  /// Reads a status.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self =
      switch try reader.readVariant(of: "TargetStatus", count: 3) {
      case 0: .open
      case 1: .filled(fillEpoch: try reader.read())
      default: .claimed
      }
  }

  /// Writes the status.
  public func encode(to writer: inout BCSWriter) {
    switch self {
    case .open:
      writer.writeVariant(0)
    case .filled(let fillEpoch):
      writer.writeVariant(1)
      writer.write(fillEpoch)
    case .claimed:
      writer.writeVariant(2)
    }
  }
}

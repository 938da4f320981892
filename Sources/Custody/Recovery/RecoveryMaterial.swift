public import SomaTypes

/// Something that may hold an embedding that is not derivable. Nothing of it is believed; all of it is
/// proven against the chain.
public enum RecoveryMaterial: Sendable {
  /// The bytes of a packet, from a host, a mirror or a file.
  case packet([UInt8], source: String)
  /// Floats, read from a file of the trainer.
  case embedding(SomaTensor, source: String)

  /// Where it comes from, for people.
  public var source: String {
    switch self {
    case .packet(_, let source), .embedding(_, let source): source
    }
  }
}

/// Material that could not be used, and why.
public struct UnusableMaterial: Sendable {
  /// Where it came from.
  public var source: String
  /// ``PacketError``, ``KeyringError``, `CryptoError`, or why a place gave nothing.
  public var reason: any Error

  /// Joins them.
  public init(source: String, reason: any Error) {
    self.source = source
    self.reason = reason
  }
}

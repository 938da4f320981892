public import SomaCrypto

/// What the owner declared of a model, as it was accepted.
public struct SpecRecord: Equatable, Sendable {
  /// The model's key name, which never changes.
  public var model: String
  /// Grows by one with each accepted change; the first is 1.
  public var generation: UInt64
  /// BLAKE2b-256 of the body.
  public var digest: Bytes32
  /// The declaration, in the caller's encoding.
  public var body: [UInt8]
  /// When it was accepted.
  public var acceptedAt: Moment
}

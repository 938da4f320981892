public import SomaCrypto

/// Something that happened. Events are only ever added, and each carries the hash of all before it.
public struct EventRecord: Equatable, Sendable {
  /// Counted from 1 without a gap.
  public var number: UInt64
  /// When it happened.
  public var at: Moment
  /// What happened, as a word such as `intent.sent`.
  public var kind: String
  /// The model's key name, when it is about one.
  public var model: String?
  /// The facts, as JSON. No secrets.
  public var body: String
  /// BLAKE2b-256 over the hash before and this event.
  public var hash: Bytes32

  /// What the hash must be, after the event before.
  ///
  /// BLAKE2b-256 of: the hash before (32 bytes, zero at first), number and time as 8 little-endian bytes
  /// each, then kind, model and body, each with its length in bytes as 8 little-endian bytes in front;
  /// without a model the length is 2⁶⁴−1.
  public func expectedHash(after previous: Bytes32) -> Bytes32 {
    var hasher = Blake2b256()
    func add(_ number: UInt64) {
      withUnsafeBytes(of: number.littleEndian) { hasher.update($0) }
    }
    previous.withUnsafeBytes { hasher.update($0) }
    add(number)
    add(UInt64(bitPattern: at.milliseconds))
    for text in [kind, model, body] {
      add(text.map { UInt64($0.utf8.count) } ?? .max)
      if let text { hasher.update(Array(text.utf8)) }
    }
    return hasher.finalize()
  }
}

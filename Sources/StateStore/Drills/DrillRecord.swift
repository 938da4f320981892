public import SomaTypes

/// A trial of what a reveal will need, before it is needed.
public struct DrillRecord: Equatable, Sendable {
  /// What was tried.
  public enum Kind: Equatable, Sendable {
    /// Unlock as cron would, derive, fetch the packet anew, and compare with what is to be signed: the
    /// packet, and BLAKE2b-256 of the commitments that came out, URL included.
    case release(packet: String, commitments: Checksum)
    /// A person typed the words, and every live commitment was proven from them.
    case words
  }

  /// What was tried.
  public var kind: Kind
  /// The code of what went wrong; `nil` when it succeeded.
  public var failure: String?
  /// When it ended.
  public var at: Moment

  /// Creates a record.
  public init(kind: Kind, failure: String? = nil, at: Moment) {
    self.kind = kind
    self.failure = failure
    self.at = at
  }
}

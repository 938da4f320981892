/// Where credentials were looked for and what was found there, without any secret: for `host doctor`.
public struct CredentialReport: Equatable, Sendable {
  /// What was found at a source.
  public enum Finding: Equatable, Sendable {
    /// Nothing there is meant for us; why, in a few words.
    case absent(String)
    /// Something is there and cannot be used. What comes after it is not asked: to go on under
    /// another identity would surprise.
    case broken(CredentialError)
    /// These credentials are used: their public part but for the beginning, and when they end, in
    /// seconds since 1970.
    case won(keyEnding: String, isTemporary: Bool, expiration: Int64?)
    /// An earlier source had the answer.
    case notAsked
  }

  /// A source and what was found there.
  public struct Row: Equatable, Sendable {
    /// The source.
    public var source: CredentialSource
    /// What was found.
    public var finding: Finding
  }

  /// All sources in their order.
  public internal(set) var rows: [Row] = []

  /// The source whose credentials are used.
  public var winner: CredentialSource? {
    rows.first { if case .won = $0.finding { true } else { false } }?.source
  }
}

/// What fetching an object through its public URL showed.
public struct ProbeRecord: Equatable, Sendable {
  /// How much was fetched.
  public enum Kind: String, Sendable {
    /// The headers.
    case head
    /// Some ranges.
    case ranges
    /// All of it.
    case whole
  }

  /// What it comes to.
  public enum Verdict: String, Sendable {
    /// Validators can fetch what was committed.
    case good
    /// They cannot.
    case bad
    /// Nobody can tell: our own network failed.
    case unknown
  }

  /// What was fetched.
  public var url: String
  /// How much of it.
  public var kind: Kind
  /// What it comes to.
  public var verdict: Verdict
  /// The codes of what was found, the worst first.
  public var findings: [String]
  /// When it ended.
  public var at: Moment

  /// Creates a record.
  public init(url: String, kind: Kind, verdict: Verdict, findings: [String] = [], at: Moment) {
    self.url = url
    self.kind = kind
    self.verdict = verdict
    self.findings = findings
    self.at = at
  }
}

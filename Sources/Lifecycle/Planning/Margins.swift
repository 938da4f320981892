public import Manifest
public import SomaTypes

/// The margins of every decision, in one place. Source: the lifecycle rules in `docs/lifecycle.md`.
public enum Margins {
  /// A majority of nodes suffices for a permit when this much of the window is gone.
  public static let majorityPermit = EpochSpan(tenThousandths: 10_00)
  /// One node suffices for a first reveal when this much of the window is gone.
  public static let singleNodePermit = EpochSpan(tenThousandths: 25_00)
  /// Without a reveal by then, a person is needed. Also: how old the last good observation may be
  /// while a commitment lives, and how old the watchman's last success.
  public static let alarm = EpochSpan(tenThousandths: 25_00)
  /// No new obligation begins after this much of an epoch: a commit could land in the next one.
  public static let lastStart = EpochSpan(tenThousandths: 95_00)
  /// A reveal, or the commit of a Created model, may get a second transaction over another coin when
  /// the first is unresolved for this long. Unresolved bytes are sent again at least this often.
  public static let resend = EpochSpan(tenThousandths: 5_00)
  /// This many failed transactions of one kind for one generation stop the step; never a reveal.
  public static let failureLimit = 3
  /// Coins with less never pay: one of exactly the base fee, or of nothing, harms more than itself
  /// (CHAIN 10.3, D8 and D10).
  public static let leastUsableCoin = Amount(shannons: 100_000)
  /// What each of the two reserve coins is made with.
  public static let reserveCoin = Amount(shannons: 10_000_000)
  /// How many coins, beside the richest, a commit needs.
  public static let reserveCoinCount = 2
  /// The newest protocol version whose rules are known. Source: CHAIN 6.1.
  public static let knownProtocolVersion: UInt64 = 5
  /// Reports of this much voting power, of 10 000, cost a model 95 % and end it. Source: CHAIN 5.
  public static let fatalReports: UInt64 = 6667
  /// Two failed probes this far apart put a model at risk, in milliseconds.
  public static let probePersistenceMs: UInt64 = 600_000
}

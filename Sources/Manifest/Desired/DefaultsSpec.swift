/// What holds for a whole set of manifests.
public struct DefaultsSpec: Equatable, Sendable {
  /// Who is told, and when.
  public var alerts = AlertsSpec()
  /// How much happens at once.
  public var concurrency = ConcurrencySpec()
  /// What happens to many small coins.
  public var coins: CoinMerging = .never

  /// Creates the defaults.
  public init() {}
}

/// Who is told that a window is passing or a model is at risk.
public struct AlertsSpec: Equatable, Sendable {
  /// At which parts of an open window, in ascending order; each below one epoch.
  public var at: [EpochSpan] = [5_000, 7_500, 9_000].map { EpochSpan(tenThousandths: $0) }
  /// A program that gets the alert as JSON on its standard input.
  public var command: [String]?
  /// A URL to which the alert is posted; a secret, since whoever knows it can post too.
  public var webhook: SecretReference?
  /// A URL that is called after each healthy run; its silence is the alarm.
  public var heartbeat: SecretReference?

  /// Creates the defaults: nobody.
  public init() {}
}

/// How much happens at once.
public struct ConcurrencySpec: Equatable, Sendable {
  /// Objects that are sealed and uploaded at the same time; 1 to 64.
  public var uploads = 2
  /// Objects that are probed at the same time; 1 to 64.
  public var probes = 4

  /// Creates the defaults.
  public init() {}
}

/// What happens when no coin is large enough, but several together are.
public enum CoinMerging: String, CaseIterable, Sendable {
  /// Nothing: the run ends with status 8 and names the coins.
  case never
  /// They are merged, by a planned, priced and journaled transaction.
  case whenNeeded
}

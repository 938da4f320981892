public import SomaTypes

/// How a commit is prepared and revealed.
public struct RevealSpec: Equatable, Sendable {
  /// In how many places, that do not fail together, a reveal packet must lie before its commit is signed; 1 to 8.
  public var packetCopies = 2
  /// What happens when the weights cannot be fetched while a reveal is due.
  public var whenUnreachable: UnreachablePolicy = .reveal

  /// Creates the defaults.
  public init() {}
}

/// What happens when the weights cannot be fetched while a reveal is due.
///
/// Not to reveal costs half of the pool; to be reported as unavailable after the reveal costs 95 % of it.
public enum UnreachablePolicy: String, CaseIterable, Sendable {
  /// Reveal in time, then repair.
  case reveal
  /// Repair first, and let the window pass if that fails.
  case hold
}

/// When new weights are committed to an active model.
public struct UpdateSpec: Equatable, Sendable {
  /// What makes weights new.
  public var policy: UpdatePolicy = .onApply
  /// The part of an epoch after which no update is committed any more; at most one epoch.
  public var notAfter = EpochSpan(tenThousandths: 8_000)
  /// The shortest time between two commits, counted from epoch to epoch.
  public var minInterval: EpochSpan = .oneEpoch

  /// Creates the defaults.
  public init() {}
}

/// What makes weights new.
public enum UpdatePolicy: String, CaseIterable, Sendable {
  /// `apply` records the digests of both files; other bytes are refused until the next `apply`.
  case onApply
  /// Whatever the trainer wrote last. Needs a pattern, or a file that says when it is ready.
  case onChange
}

/// What to do where the chain differs from the manifest.
public struct DriftSpec: Equatable, Sendable {
  /// The commission was changed by somebody else.
  public var commission: DriftPolicy = .enforce
  /// Our stake is below its target.
  public var stake: DriftPolicy = .enforce
  /// There is a pending update that is not ours.
  public var unknownPendingUpdate: PendingUpdatePolicy = .hold

  /// Creates the defaults.
  public init() {}
}

/// What to do about a difference.
public enum DriftPolicy: String, CaseIterable, Sendable {
  /// Make it as declared.
  case enforce
  /// Say so and leave it.
  case warn
  /// Send nothing for this model but reveals, and end with status 4.
  case stop
}

/// What to do about a pending update that is not ours.
public enum PendingUpdatePolicy: String, CaseIterable, Sendable {
  /// Wait until it is revealed or its window has closed, then go on.
  case hold
  /// Send nothing for this model but reveals, and end with status 4, until a person decides.
  case stop
}

/// What may happen without asking.
public struct LimitsSpec: Equatable, Sendable {
  /// The most that is spent on this model in one epoch: stake and fees. `nil` for no limit. Reveals are not
  /// counted and never held back.
  public var maxSpendPerEpoch: Amount?
  /// Actions for which `apply --yes` is not enough and somebody must run `steward approve`. Retirement always
  /// needs that, also when it is not listed; ``ApprovedAction/force`` is never listed.
  public var requireApproval: Set<ApprovedAction> = []

  /// Creates the defaults.
  public init() {}
}

/// An action that needs an approval on record.
public enum ApprovedAction: String, CaseIterable, Comparable, Sendable {
  /// Registers a model and stakes on it.
  case create
  /// Adds stake.
  case stake
  /// Deactivates a model for good.
  case retire
  /// Reveals what was committed although the dimension of embeddings changed since. Only a person asks for
  /// it, so no manifest can list it.
  case force

  /// What a manifest can list.
  static let declarable: [ApprovedAction] = [.create, .stake, .retire]

  /// Orders by what happens first in the life of a model.
  public static func < (left: ApprovedAction, right: ApprovedAction) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// How often the served object is looked at, in the way that validators fetch it.
public struct ProbeSpec: Equatable, Sendable {
  /// The time between two samples of a few ranges.
  public var every = EpochSpan(tenThousandths: 500)
  /// The time between two fetches of the whole object; `nil` for none but those before a commit.
  public var full: EpochSpan? = EpochSpan(epochs: 7)

  /// Creates the defaults.
  public init() {}
}

/// Which objects are kept. Nothing that the chain names is ever deleted, nor within an epoch of being superseded.
public struct RetentionSpec: Equatable, Sendable {
  /// How many superseded releases are kept.
  public var keep = 2
  /// How long a release is kept after it was superseded; at least one epoch.
  public var minAge = EpochSpan(epochs: 3)

  /// Creates the defaults.
  public init() {}
}

/// What probes of a served object found.
public struct ProbeRecord: Hashable, Sendable {
  /// The last probe of any kind, by the wall clock in milliseconds since 1970 in UTC.
  public var lastMs: UInt64?
  /// The last fetch of the whole object.
  public var lastFullMs: UInt64?
  /// The first of the failures in a row that lasts; `nil` if the last probe was good.
  public var failingSinceMs: UInt64?
  /// The last of them.
  public var lastFailureMs: UInt64?

  /// Creates a record of nothing.
  public init() {}

  /// Whether it failed twice, so far apart that it is no hiccup.
  public var isFailingForGood: Bool {
    guard let failingSinceMs, let lastFailureMs, lastFailureMs >= failingSinceMs else {
      return false
    }
    return lastFailureMs - failingSinceMs >= Margins.probePersistenceMs
  }

  /// Records a probe.
  public mutating func record(isGood: Bool, isFull: Bool, atMs time: UInt64) {
    lastMs = time
    if isFull { lastFullMs = time }
    if isGood {
      failingSinceMs = nil
      lastFailureMs = nil
    } else {
      failingSinceMs = failingSinceMs ?? time
      lastFailureMs = time
    }
  }
}

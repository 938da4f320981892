/// How often one kind of transaction failed for one generation of a spec, and when it may be tried again.
public struct Failures: Hashable, Sendable {
  /// How often.
  public var count: Int
  /// For which generation; a newer one begins anew.
  public var generation: UInt64
  /// Not before, by the wall clock, in milliseconds since 1970 in UTC.
  public var retryNotBeforeMs: UInt64

  /// The first waiting time in milliseconds; each failure doubles it.
  public static let firstDelayMs: UInt64 = 60_000
  /// The longest waiting time in milliseconds.
  public static let longestDelayMs: UInt64 = 3_600_000

  /// Creates a count.
  public init(count: Int, generation: UInt64, retryNotBeforeMs: UInt64) {
    self.count = count
    self.generation = generation
    self.retryNotBeforeMs = retryNotBeforeMs
  }

  /// The count after one more failure.
  public static func after(
    _ before: Failures?, generation: UInt64, atMs time: UInt64
  ) -> Failures {
    let count = before.map { $0.generation == generation ? $0.count : 0 } ?? 0
    let delay = min(longestDelayMs, firstDelayMs << UInt64(min(count, 16)))
    return Failures(
      count: count + 1, generation: generation,
      retryNotBeforeMs: time.addingReportingOverflow(delay).overflow ? .max : time + delay)
  }
}

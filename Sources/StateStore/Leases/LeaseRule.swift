/// When a lease is given. Pure: time and what is known of processes are parameters.
public enum LeaseRule {
  /// The longest that a holder may be silent, in milliseconds.
  public static let longestTTL: Int64 = 60_000

  /// How long a holder may be silent, in milliseconds: 60 s, or 2 % of an epoch if that is less.
  ///
  /// - Parameter epochMilliseconds: How long an epoch takes.
  /// - Returns: Milliseconds; 0 for no time at all.
  public static func ttl(epochMilliseconds: UInt64) -> Int64 {
    Int64(clamping: min(UInt64(longestTTL), epochMilliseconds / 50))
  }

  /// Who has the lease, so that nobody else gets it.
  ///
  /// - Parameters:
  ///   - lease: As the state has it; `nil` when it was never given.
  ///   - bootID: Which start of the machine this is.
  ///   - now: Now.
  ///   - hasEnded: Whether a process is known to have ended.
  /// - Returns: The tenure that stands, and for how many milliseconds more; `nil` when the lease is free.
  public static func standing(
    _ lease: Lease?, bootID: String, now: BootTime, hasEnded: (LeaseHolder) -> Bool
  ) -> (tenure: Lease.Tenure, milliseconds: Int64)? {
    guard let tenure = lease?.tenure, tenure.holder.bootID == bootID else { return nil }
    let (elapsed, overflow) = now.milliseconds.subtractingReportingOverflow(
      tenure.renewed.milliseconds)
    // The clock does not run backwards: what says so is no clock of ours, and tokens keep it safe.
    guard !overflow, elapsed >= 0, elapsed < tenure.ttl, !hasEnded(tenure.holder) else {
      return nil
    }
    return (tenure, tenure.ttl - elapsed)
  }
}

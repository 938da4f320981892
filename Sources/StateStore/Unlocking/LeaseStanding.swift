/// A lease, and what is known of the process that holds it.
public struct LeaseStanding: Equatable, Sendable {
  /// What is known of a holder.
  public enum Life: String, Sendable {
    /// Its process runs.
    case alive
    /// Its process cannot be seen from here: it is in another container.
    case unseen
    /// Its process has ended, or the machine has started anew since. Whoever asks next gets the lease.
    case ended
  }

  /// The lease.
  public var lease: Lease
  /// What is known of its holder; `nil` when nobody holds it.
  public var life: Life?
  /// When the holder's process started, in milliseconds since the machine did; `nil` unless it was on this start.
  public var started: BootTime?
}

extension LeaseStanding {
  /// Looks at the holder of a lease.
  ///
  /// - Parameters:
  ///   - lease: The lease.
  ///   - observer: Who looks: a holder that stands for this process.
  ///   - ticksPerSecond: Of the kernel's clock for processes.
  ///   - hasEnded: Whether a process is known to have ended; when in doubt, not.
  init(
    _ lease: Lease, seenBy observer: LeaseHolder, ticksPerSecond: UInt64,
    hasEnded: (LeaseHolder) -> Bool
  ) {
    self.lease = lease
    guard let holder = lease.tenure?.holder else { return }
    if holder.bootID == observer.bootID, ticksPerSecond > 0 {
      let (seconds, rest) = holder.started.quotientAndRemainder(dividingBy: ticksPerSecond)
      // The machine has not run for longer than a number of milliseconds can tell.
      let whole = min(seconds, UInt64(Int64.max) / 1000 - 1) * 1000
      started = BootTime(milliseconds: Int64(whole + rest * 1000 / ticksPerSecond))
    }
    life =
      if hasEnded(holder) {
        .ended
      } else if holder.processNamespace == observer.processNamespace { .alive } else { .unseen }
  }
}

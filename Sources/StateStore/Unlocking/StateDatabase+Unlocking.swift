import GRDB
import Glibc

extension StateDatabase {
  /// All leases that were ever given, by their names, and who holds them.
  ///
  /// - Throws: ``StateError``.
  public func leaseStandings() async throws(StateError) -> [LeaseStanding] {
    let observer = try LeaseHolder.new()
    let ticks = UInt64(clamping: sysconf(Int32(_SC_CLK_TCK)))
    return try await leases().map { lease in
      LeaseStanding(lease, seenBy: observer, ticksPerSecond: ticks) {
        (try? $0.hasEnded()) ?? false
      }
    }
  }

  /// Takes a lease from the holder that it was seen with, and puts that on record.
  ///
  /// - Parameters:
  ///   - lease: As it was seen.
  ///   - moment: Now.
  /// - Throws: ``StateError/leaseLost(_:token:current:)`` when by now somebody else has it;
  ///   ``StateError/unknown(_:)``.
  public func breakLease(_ lease: Lease, at moment: Moment) async throws(StateError) {
    try await write { state in
      guard let current = try state.lease(lease.name) else {
        throw StateError.unknown("lease \(lease.name)")
      }
      guard current.token == lease.token, current.tenure?.holder == lease.tenure?.holder else {
        throw StateError.leaseLost(lease.name, token: lease.token, current: current.token)
      }
      guard let holder = current.tenure?.holder else { return }
      try state.run(
        """
        UPDATE leases SET token = token + 1, holder = NULL, boot_id = NULL,
          process_namespace = NULL, process = NULL, started = NULL, renewed = NULL, ttl = NULL
        WHERE name = ?
        """, [lease.name])
      try state.append(
        "lease.broken", model: nil,
        body: #"{"lease":"\#(lease.name)","process":\#(holder.process),"token":\#(lease.token)}"#,
        at: moment)
    }
  }
}

import GRDB

extension StateDatabase {
  /// Asks for a lease.
  ///
  /// A holder that has ended on this machine is noticed at once; one that hangs, after its TTL.
  ///
  /// - Parameters:
  ///   - name: What for.
  ///   - holder: Who asks; whoever asks twice, waits for themselves.
  ///   - ttl: How long the holder may be silent, in milliseconds: ``LeaseRule/ttl(epochMilliseconds:)``.
  ///   - now: Now.
  ///   - hasEnded: Whether a process is known to have ended; when in doubt, not.
  /// - Returns: The lease, or who has it.
  /// - Throws: ``StateError``.
  public func acquireLease(
    _ name: LeaseName, for holder: LeaseHolder, ttl: Int64, now: BootTime,
    hasEnded: @escaping @Sendable (LeaseHolder) -> Bool = { (try? $0.hasEnded()) ?? false }
  ) async throws(StateError) -> LeaseAnswer {
    try await write { state in
      let lease = try state.lease(name.description)
      let standing = LeaseRule.standing(
        lease, bootID: holder.bootID, now: now, hasEnded: hasEnded)
      if let (tenure, milliseconds) = standing {
        return .held(by: tenure.holder, milliseconds: milliseconds)
      }
      let token = (lease?.token ?? 0) + 1
      try state.run(
        """
        INSERT INTO leases (
          name, token, holder, boot_id, process_namespace, process, started, renewed, ttl)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET
          token = excluded.token, holder = excluded.holder, boot_id = excluded.boot_id,
          process_namespace = excluded.process_namespace, process = excluded.process,
          started = excluded.started, renewed = excluded.renewed, ttl = excluded.ttl
        """,
        [
          name.description, token, holder.id, holder.bootID, holder.processNamespace,
          Int64(holder.process), holder.started, now.milliseconds, ttl,
        ])
      return .granted(Fence(name: name, token: token))
    }
  }

  /// Says that the holder of a lease is alive. To be called well before the TTL has passed.
  ///
  /// - Throws: ``StateError/leaseLost(_:token:current:)`` when somebody else got it, or it was broken.
  public func renewLease(_ fence: Fence, now: BootTime) async throws(StateError) {
    try await write { state in
      try state.require(fence)
      try state.run(
        "UPDATE leases SET renewed = max(renewed, ?) WHERE name = ?",
        [now.milliseconds, fence.name.description])
    }
  }

  /// Gives a lease back. One that was lost is nobody's business any more.
  ///
  /// - Throws: ``StateError``.
  public func releaseLease(_ fence: Fence) async throws(StateError) {
    try await write { state in
      guard try state.lease(fence.name.description)?.token == fence.token else { return }
      try state.vacate(fence.name.description)
    }
  }

  /// Takes a lease from whoever has it: what they try to record under it afterwards is refused.
  ///
  /// - Parameter name: The name of a lease, as ``leases()`` gives it.
  /// - Throws: ``StateError/unknown(_:)``.
  public func breakLease(named name: String) async throws(StateError) {
    try await write { state in
      guard try state.lease(name) != nil else { throw StateError.unknown("lease \(name)") }
      try state.run("UPDATE leases SET token = token + 1 WHERE name = ?", [name])
      try state.vacate(name)
    }
  }

  /// All leases that were ever given, by their names.
  ///
  /// - Throws: ``StateError``.
  public func leases() async throws(StateError) -> [Lease] {
    try await read { state in
      try state.rows("SELECT * FROM leases ORDER BY name") { try Lease(row: $0) }
    }
  }
}

extension StateTransaction {
  func lease(_ name: String) throws -> Lease? {
    try row("SELECT * FROM leases WHERE name = ?", [name]).map(Lease.init(row:))
  }

  /// Checks, in the transaction that records what it protects, that nobody else got the lease.
  ///
  /// A holder whose TTL has passed is still the last one, and so still safe.
  func require(_ fence: Fence) throws {
    let lease = try lease(fence.name.description)
    guard let lease, lease.token == fence.token, lease.tenure != nil else {
      throw StateError.leaseLost(
        fence.name.description, token: fence.token, current: lease?.token ?? 0)
    }
  }

  fileprivate func vacate(_ name: String) throws {
    try run(
      """
      UPDATE leases SET holder = NULL, boot_id = NULL, process_namespace = NULL, process = NULL,
        started = NULL, renewed = NULL, ttl = NULL
      WHERE name = ?
      """, [name])
  }
}

extension Lease {
  fileprivate init(row: Row) throws {
    let holder = try row.optional("holder", row.bytes)
    let tenure = try holder.map { id in
      guard let process = Int32(exactly: try row.integer("process")) else {
        throw UnreadableColumn(name: "process")
      }
      return Tenure(
        holder: LeaseHolder(
          id: id, bootID: try row.text("boot_id"),
          processNamespace: try row.unsigned("process_namespace"), process: process,
          started: try row.unsigned("started")),
        renewed: BootTime(milliseconds: try row.integer("renewed")), ttl: try row.integer("ttl"))
    }
    self.init(name: try row.text("name"), token: try row.unsigned("token"), tenure: tenure)
  }
}

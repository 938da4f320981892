import ArgumentParser
import Diagnostics
import StateStore

extension StateCommand {
  /// `steward state unlock`.
  struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show who holds which lease, or take one away from its holder.",
      discussion: """
        A lease is free by itself as soon as its holder has ended, the machine has started anew, or the \
        holder was silent for longer than its TTL; so this is hardly ever needed.

        A lease that is taken away is so for good: what its holder tries to record under it afterwards is \
        refused, so it signs and sends nothing more. What it has sent before may still be under way, and the \
        next run finds out what came of it.

          steward state unlock
          steward state unlock chain/0x5be3…

        Exit status: 0 done, also when nobody holds it; 1 there is no such lease; 6 its holder runs, or \
        cannot be seen from here, and --force is not given; 9 another process keeps the state locked; \
        12 the state cannot be used; 64 wrong usage.
        """)

    @Argument(help: "The name of a lease. Without it, those that are held are listed.")
    var lease: String?

    @Flag(help: "Take it also from a process that runs.")
    var force = false

    @OptionGroup var directory: StateDirectoryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      guard !force || lease != nil else {
        throw ValidationError("--force is for one lease by name.")
      }
    }

    func run() async throws {
      let clock = Clocks()
      guard let lease else {
        return try await directory.reading { state in
          let held = try await state.leaseStandings().filter { $0.life != nil }
          try output.write(
            schema: "steward/state-leases/v1",
            [
              .init("state", state.directory),
              .init("leases", .list(held.map { .record($0.fields(clock)) })),
            ])
        }
      }
      let state = try await StateDatabase.open(
        directory.path(), options: StateOptions(access: .readingAndWriting))
      guard let standing = try await state.leaseStandings().first(where: { $0.lease.name == lease })
      else { throw StateError.unknown("lease \(lease)") }
      if let life = standing.life {
        guard force || life == .ended else { throw refusal(of: standing, clock) }
        try await state.breakLease(standing.lease, at: .now)
      }
      try output.write(
        schema: "steward/state-unlock/v1",
        [.init("broken", .bool(standing.life != nil))] + standing.fields(clock))
      try await state.close()
    }

    private func refusal(of standing: LeaseStanding, _ clock: Clocks) -> CommandFailure {
      let process = standing.lease.tenure.map { "\($0.holder.process)" } ?? "?"
      let seen =
        standing.life == .alive
        ? "Process \(process) holds it, and runs."
        : "Process \(process) of another container holds it, and cannot be seen from here."
      return CommandFailure(
        status: .leaseHeld,
        underlying: Diagnostic(
          code: "state.leaseHeld", summary: "The holder of the lease may be at work",
          detail: """
            \(standing.lease.name): \(seen)
            Without the lease it can record, sign and send nothing more; what it has sent may be under way.
            """,
          remedies: [
            "Wait for it to end, or end it; then the lease is free by itself.",
            "If you are sure that it must not go on:\n"
              + "    steward state unlock \(standing.lease.name) --force",
          ]))
    }
  }

  /// The clock of people and that of leases, read at the same time.
  fileprivate struct Clocks {
    let now = Moment.now
    let sinceStart = BootTime.now

    /// A moment as people know it; `nil` when it cannot be one.
    func moment(_ time: BootTime) -> UInt64? {
      UInt64(exactly: now.milliseconds - milliseconds(since: time))
    }

    /// How long ago a moment was, in milliseconds; 0 for one that is still to come.
    func milliseconds(since time: BootTime) -> Int64 {
      max(0, sinceStart.milliseconds - max(0, time.milliseconds))
    }
  }
}

extension LeaseStanding {
  fileprivate func fields(_ clock: StateCommand.Clocks) -> [OutputValue.Field] {
    let tenure = lease.tenure
    return [
      .init("lease", lease.name), .init("token", .number(lease.token)),
      .init("process", .text(tenure?.holder.process)), .init("life", .text(life?.rawValue)),
      .init("startedMs", .time(started.flatMap(clock.moment))),
      .init(
        "silentMs",
        tenure.map { .duration(UInt64(clock.milliseconds(since: $0.renewed))) } ?? .null),
      .init("ttlMs", tenure.map { .duration(UInt64(clamping: $0.ttl)) } ?? .null),
    ]
  }
}

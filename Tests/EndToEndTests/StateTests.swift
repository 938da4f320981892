import Foundation
import Glibc
import SomaCrypto
import SomaTypes
import StateStore
import TestSupport
import Testing

/// What a transcript cannot show: leases that somebody holds, and packets.
@Suite("The built state commands") struct StateTests {
  private static let lease = LeaseName.chain(.zero)

  private static func json(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  private func withState<Result>(
    _ body: (Shell, StateDatabase) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { directory in
      let state = try await StateDatabase.open(directory.appending(path: "state").path)
      return try await body(Shell(directory: directory), state)
    }
  }

  @Test("a lease is taken from a process that runs only by force")
  func alive() async throws {
    try await withState { shell, state in
      let answer = try await state.acquireLease(
        Self.lease, for: .new(), ttl: 60_000, now: .now)
      guard case .granted(let fence) = answer else {
        Issue.record("\(answer)")
        return
      }
      let list = try await shell.run("steward state unlock --state state -o json")
      #expect(list.status == 0, "\(list.errorOutput)")
      let row = try Self.json(list.output)["leases"].elements.first ?? .null
      #expect(row["lease"].string == Self.lease.description)
      #expect(row["process"].string == "\(getpid())")
      #expect(row["life"].string == "alive")
      #expect(row["ttlMs"] == .number(60_000))
      guard case .number(let started) = row["startedMs"] else {
        Issue.record("no start")
        return
      }
      // Between the start of the machine and now.
      let boot = Date().timeIntervalSince1970 * 1000 - Double(BootTime.now.milliseconds)
      #expect(started > boot && started < Date().timeIntervalSince1970 * 1000)

      let unlock = "steward state unlock \(Self.lease) --state state -o json"
      let refused = try await shell.run(unlock)
      #expect(refused.status == 6)
      #expect(refused.errorOutput.contains("[state.leaseHeld]"))
      #expect(refused.errorOutput.contains("Process \(getpid()) holds it, and runs."))
      try await state.renewLease(fence, now: .now)

      let forced = try await shell.run(unlock + " --force")
      #expect(forced.status == 0, "\(forced.errorOutput)")
      #expect(try Self.json(forced.output)["broken"] == .bool(true))
      await #expect(throws: StateError.leaseLost("\(Self.lease)", token: 1, current: 2)) {
        try await state.renewLease(fence, now: .now)
      }
      let again = try await shell.run(unlock)
      #expect(again.status == 0)
      #expect(try Self.json(again.output)["broken"] == .bool(false))
    }
  }

  @Test("a lease of a process that has ended needs no force; one in another container does")
  func others() async throws {
    try await withState { shell, state in
      var holder = try LeaseHolder.new()
      holder.started += 1  // another process had this number
      _ = try await state.acquireLease(Self.lease, for: holder, ttl: 60_000, now: .now)
      let unlock = "steward state unlock \(Self.lease) --state state -o json"
      let ended = try await shell.run(unlock)
      #expect(ended.status == 0, "\(ended.errorOutput)")
      let result = try Self.json(ended.output)
      #expect(result["broken"] == .bool(true))
      #expect(result["life"].string == "ended")

      holder.processNamespace += 1
      _ = try await state.acquireLease(Self.lease, for: holder, ttl: 60_000, now: .now)
      let unseen = try await shell.run(unlock)
      #expect(unseen.status == 6)
      #expect(unseen.errorOutput.contains("cannot be seen from here"))
    }
  }

  @Test("a packet that is missing ends a checkup and a backup with 12, and the backup is made")
  func packets() async throws {
    try await withState { shell, state in
      let bytes = Array(repeating: UInt8(1), count: 16)
      let release = try #require(ReleaseID(bytes))
      try await state.recordPacket(
        PacketRecord(name: "a.packet", digest: .zero, release: release, embedding: .zero),
        at: Moment(milliseconds: 0))
      for command in ["verify", "backup copy"] {
        let run = try await shell.run("steward state \(command) --state state")
        #expect(run.status == 12)
        #expect(run.errorOutput.contains("error: A packet is not in the state directory"))
      }
      let copy = try await shell.run("steward state show --state copy")
      #expect(copy.status == 0)
      try await state.recordPlace(
        PacketRecord.Place(
          location: "https://example.com/a.packet", failureDomain: "host:a",
          verifiedAt: Moment(milliseconds: 0)), ofPacket: "a.packet")
      for command in ["verify", "backup copy2"] {
        let run = try await shell.run("steward state \(command) --state state")
        #expect(run.status == 0)
        #expect(run.errorOutput.contains("warning: A packet is not in the state directory"))
      }
    }
  }
}

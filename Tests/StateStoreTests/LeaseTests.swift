import Foundation
import Glibc
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("Leases")
struct LeaseTests {
  private let name = LeaseName.chain(.zero)
  private let start = BootTime(milliseconds: 1_000_000)

  private func holder(_ number: UInt8, boot: String = "this") -> LeaseHolder {
    LeaseHolder(
      id: Array(repeating: number, count: 16), bootID: boot, processNamespace: 1,
      process: Int32(number), started: 5)
  }

  private func lease(_ tenure: Lease.Tenure?) -> Lease {
    Lease(name: name.description, token: 4, tenure: tenure)
  }

  private func after(_ milliseconds: Int64) -> BootTime {
    BootTime(milliseconds: start.milliseconds + milliseconds)
  }

  @Test(
    "a holder may be silent for 60 s, or 2 % of an epoch if that is less",
    arguments: [
      (86_400_000, 60_000), (3_000_000, 60_000), (2_999_950, 59_999), (60_000, 1200), (0, 0),
      (UInt64.max, 60_000),
    ] as [(UInt64, Int64)])
  func ttl(epoch: UInt64, ttl: Int64) { #expect(LeaseRule.ttl(epochMilliseconds: epoch) == ttl) }

  @Test(
    "a lease stands while its holder lives and speaks, and no longer",
    arguments: [
      ("just renewed", "this", 0, false, 60_000), ("almost silent", "this", 59_999, false, 1),
      ("silent", "this", 60_000, false, nil), ("long silent", "this", 900_000, false, nil),
      ("ended", "this", 0, true, nil), ("before the last start", "other", 0, false, nil),
      ("from the future", "this", -1, false, nil),
      ("from far away", "this", .min, false, nil),
    ] as [(String, String, Int64, Bool, Int64?)])
  func standing(
    what: String, boot: String, elapsed: Int64, hasEnded: Bool, left: Int64?
  ) throws {
    let renewed = BootTime(
      milliseconds: elapsed == .min ? .max : start.milliseconds - elapsed)
    let tenure = Lease.Tenure(holder: holder(1, boot: boot), renewed: renewed, ttl: 60_000)
    let standing = LeaseRule.standing(
      lease(tenure), bootID: "this", now: start, hasEnded: { _ in hasEnded })
    #expect(standing?.milliseconds == left)
    #expect(LeaseRule.standing(nil, bootID: "this", now: start, hasEnded: { _ in false }) == nil)
    #expect(
      LeaseRule.standing(lease(nil), bootID: "this", now: start, hasEnded: { _ in false }) == nil)
  }

  @Test("one has it until it is given back or its TTL has passed, and tokens only grow")
  func turns() async throws {
    try await withState { state in
      let alive: @Sendable (LeaseHolder) -> Bool = { _ in false }
      func ask(_ number: UInt8, _ now: BootTime) async throws -> LeaseAnswer {
        try await state.acquireLease(
          name, for: holder(number), ttl: 1000, now: now, hasEnded: alive)
      }
      #expect(try await ask(1, start) == .granted(Fence(name: name, token: 1)))
      #expect(try await ask(2, after(400)) == .held(by: holder(1), milliseconds: 600))
      // Not even to itself: two runs of one process are two.
      #expect(try await ask(1, after(400)) == .held(by: holder(1), milliseconds: 600))
      let first = Fence(name: name, token: 1)
      try await state.renewLease(first, now: after(900))
      #expect(try await ask(2, after(1000)) == .held(by: holder(1), milliseconds: 900))
      // A clock that was read earlier takes nothing away.
      try await state.renewLease(first, now: after(100))
      #expect(try await ask(2, after(1900)) == .granted(Fence(name: name, token: 2)))
      let lost = StateError.leaseLost(name.description, token: 1, current: 2)
      await #expect(throws: lost) { try await state.renewLease(first, now: after(1900)) }
      try await state.releaseLease(first)
      #expect(try await ask(3, after(1901)) == .held(by: holder(2), milliseconds: 999))
      try await state.releaseLease(Fence(name: name, token: 2))
      #expect(try await ask(3, after(1901)) == .granted(Fence(name: name, token: 3)))
      try await state.breakLease(named: name.description)
      await #expect(throws: StateError.leaseLost(name.description, token: 3, current: 4)) {
        try await state.renewLease(Fence(name: name, token: 3), now: after(1902))
      }
      #expect(try await ask(4, after(1902)) == .granted(Fence(name: name, token: 5)))
      let other = LeaseName.work(try #require(ReleaseID(Array(repeating: 1, count: 16))))
      let answer = try await state.acquireLease(
        other, for: holder(1), ttl: 1000, now: start, hasEnded: alive)
      #expect(answer == .granted(Fence(name: other, token: 1)))
    }
  }

  @Test("of many that ask at once, through connections of their own, one gets it")
  func race() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "state").path
      let granted = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<10 {
          group.addTask {
            let state = try await StateDatabase.open(path, options: .patient)
            let answer = try await state.acquireLease(
              name, for: holder(UInt8(number)), ttl: 1000, now: start, hasEnded: { _ in false })
            if case .granted = answer { return true }
            return false
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(granted == 1)
    }
  }

  @Test("a process that lives is seen, and one that was killed is noticed at once")
  func processes() async throws {
    let own = try LeaseHolder.new()
    #expect(try own.hasEnded() == false)
    #expect(try LeaseHolder.new() != own)
    var earlier = own
    earlier.started -= 1
    #expect(try earlier.hasEnded())  // its number was given again
    var before = own
    before.bootID = "another start"
    #expect(try before.hasEnded())
    var elsewhere = own
    (elsewhere.processNamespace, elsewhere.process) = (0, 1 << 22)
    #expect(try elsewhere.hasEnded() == false)  // nobody here can tell

    let process = Process()
    process.executableURL = URL(filePath: "/bin/sleep")
    process.arguments = ["1000"]
    try process.run()
    let life = try #require(try ProcessLife(of: process.processIdentifier))
    let child = LeaseHolder(
      id: own.id, bootID: own.bootID, processNamespace: own.processNamespace,
      process: process.processIdentifier, started: life.started)
    try await withState { state in
      let answer = try await state.acquireLease(name, for: child, ttl: 60_000, now: .now)
      #expect(answer == .granted(Fence(name: name, token: 1)))
      let held = try await state.acquireLease(name, for: own, ttl: 60_000, now: .now)
      guard case .held(by: child, _) = held else {
        Issue.record("\(held)")
        return
      }
      #expect(kill(process.processIdentifier, SIGKILL) == 0)
      process.waitUntilExit()
      let taken = try await state.acquireLease(name, for: own, ttl: 60_000, now: .now)
      #expect(taken == .granted(Fence(name: name, token: 2)))
    }
  }

  @Test(
    "the kernel's line is read from behind the name",
    arguments: [
      ("1 (a) S " + Self.fields(19, started: 7), ProcessLife(started: 7, isZombie: false)),
      ("1 (a) b) (c) Z " + Self.fields(19, started: 7), ProcessLife(started: 7, isZombie: true)),
      ("1 (a) S 1 2 3", nil), ("", nil), ("1 (a) S " + Self.fields(19, started: nil), nil),
    ] as [(String, ProcessLife?)])
  func line(text: String, life: ProcessLife?) {
    #expect(ProcessLife(stat: Array(text.utf8)) == life)
  }

  static func fields(_ count: Int, started: Int?) -> String {
    (Array(repeating: "0", count: count - 1) + [started.map { "\($0)" } ?? "x", "0\n"])
      .joined(separator: " ")
  }
}

import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("Unlocking")
struct UnlockingTests {
  private let name = LeaseName.chain(.zero)
  private let now = Moment(milliseconds: 7)

  private func lease(_ holder: LeaseHolder?) -> Lease {
    Lease(
      name: name.description, token: 1,
      tenure: holder.map { Lease.Tenure(holder: $0, renewed: .now, ttl: 1) })
  }

  @Test("tells a holder that runs from one that has ended and one that cannot be seen")
  func life() throws {
    let own = try LeaseHolder.new()
    var (before, elsewhere) = (own, own)
    before.bootID = "another start"
    elsewhere.processNamespace += 1
    let cases: [(LeaseHolder?, Bool, LeaseStanding.Life?)] = [
      (own, false, .alive), (own, true, .ended), (before, true, .ended),
      (elsewhere, false, .unseen), (nil, false, nil),
    ]
    for (holder, hasEnded, life) in cases {
      let standing = LeaseStanding(
        lease(holder), seenBy: own, ticksPerSecond: 100, hasEnded: { _ in hasEnded })
      #expect(standing.life == life)
      #expect((standing.started == nil) == (holder == nil || holder == before))
    }
  }

  @Test(
    "counts the start of a process in milliseconds",
    arguments: [(12_345, 100, 123_450), (1, 3, 333), (.max, 1, Int64.max / 1000 * 1000 - 1000)]
      as [(UInt64, UInt64, Int64)])
  func started(ticks: UInt64, perSecond: UInt64, milliseconds: Int64) throws {
    var holder = try LeaseHolder.new()
    holder.started = ticks
    let standing = LeaseStanding(
      lease(holder), seenBy: holder, ticksPerSecond: perSecond, hasEnded: { _ in false })
    #expect(standing.started == BootTime(milliseconds: milliseconds))
  }

  @Test("takes a lease from the holder that was seen, and puts that on record")
  func broken() async throws {
    try await withState { state in
      let own = try LeaseHolder.new()
      let answer = try await state.acquireLease(name, for: own, ttl: 60_000, now: .now)
      guard case .granted(let fence) = answer else {
        Issue.record("\(answer)")
        return
      }
      let seen = try #require(try await state.leaseStandings().first)
      #expect(seen.life == .alive)
      // Holders that were not seen keep it.
      var (earlier, other) = (seen.lease, seen.lease)
      earlier.token = 0
      other.tenure?.holder.id = [1]
      for stale in [earlier, other] {
        await #expect(throws: StateError.self) { try await state.breakLease(stale, at: now) }
      }
      // That it was renewed meanwhile makes no other holder.
      try await state.renewLease(fence, now: BootTime(milliseconds: .max))
      try await state.breakLease(seen.lease, at: now)
      await #expect(throws: StateError.leaseLost(name.description, token: 1, current: 2)) {
        try await state.renewLease(fence, now: .now)
      }
      let event = try await state.events(limit: 1).first
      #expect(event?.kind == "lease.broken")
      #expect(
        event?.body == #"{"lease":"\#(name)","process":\#(own.process),"token":1}"#)
      // What is free stays free, and makes no event.
      let free = try #require(try await state.leaseStandings().first)
      #expect(free.life == nil)
      try await state.breakLease(free.lease, at: now)
      #expect(try await state.events(limit: 9).count == 1)
      let unknown = Lease(name: "chain/x", token: 1, tenure: nil)
      await #expect(throws: StateError.unknown("lease chain/x")) {
        try await state.breakLease(unknown, at: now)
      }
    }
  }
}

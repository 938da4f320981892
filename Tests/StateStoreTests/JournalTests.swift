import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("Specs, attempts, observations and events")
struct JournalTests {
  private let now = Moment(milliseconds: 5)

  @Test("a spec's generation grows with each change, and with nothing else")
  func specs() async throws {
    try await withState { state in
      let first = try await state.acceptSpec([1], of: "alpha", at: now)
      #expect(first.generation == 1)
      #expect(try await state.acceptSpec([1], of: "alpha", at: Moment(milliseconds: 9)) == first)
      let second = try await state.acceptSpec([2], of: "alpha", at: now)
      #expect(second.generation == 2)
      // Back to what it was is a change, too.
      let third = try await state.acceptSpec([1], of: "alpha", at: now)
      #expect(third.generation == 3)
      let other = try await state.acceptSpec([1], of: "beta", at: now)
      #expect(try await state.specs() == [third, other])
      #expect(try await state.spec(of: "gamma") == nil)
    }
  }

  @Test("an approval needs a spec, and comes back as it was")
  func approvals() async throws {
    try await withState { state in
      let first = ApprovalRecord(
        model: "alpha", action: .force, generation: 1, cap: Amount(shannons: .max), lastEpoch: 3,
        grantedAt: now)
      await #expect(throws: StateError.unknown("generation 1 of alpha")) {
        try await state.recordApproval(first)
      }
      _ = try await state.acceptSpec([1], of: "alpha", at: now)
      try await state.recordApproval(first)
      var approval = first
      approval.action = .retire
      approval.modelID = ModelID(Bytes32(repeating: 4))
      try await state.recordApproval(approval)
      #expect(try await state.approvals(of: "alpha") == [approval, first])
    }
  }

  private func withAttempt<Result>(
    _ body: (StateDatabase, AttemptRecord) async throws -> Result
  ) async throws -> Result {
    try await withState { state in
      let release = try #require(ReleaseID(Array(repeating: 1, count: 16)))
      try await state.recordRelease(
        ReleaseRecord(
          id: release, keyName: "alpha", plaintext: .zero, size: 1, keyHash: .zero, changedAt: now))
      try await state.recordPacket(
        PacketRecord(name: "p", digest: .zero, release: release, embedding: .zero), at: now)
      let attempt = try await state.beginAttempt(
        model: "alpha", release: release, packet: "p", commitments: .zero, at: now)
      return try await body(state, attempt)
    }
  }

  @Test("an attempt obliges nobody before a drill of its commitments has held")
  func drilled() async throws {
    try await withAttempt { state, attempt in
      let refused = StateError.conflict(
        "attempt 1 of alpha", reason: "no drill of its commitments has held")
      for next in [AttemptRecord.State.drilled, .creating, .committing, .committed(4), .live] {
        await #expect(throws: refused) {
          try await state.recordState(next, ofAttempt: attempt.id, at: now)
        }
      }
      let kind = DrillRecord.Kind.release(packet: "p", commitments: .zero)
      try await state.recordDrill(DrillRecord(kind: kind, at: now))
      try await state.recordDrill(DrillRecord(kind: kind, failure: "packet.gone", at: now))
      await #expect(throws: refused) {
        try await state.recordState(.drilled, ofAttempt: attempt.id, at: now)
      }
      let others = DrillRecord.Kind.release(
        packet: "p", commitments: Checksum(Bytes32(repeating: 1)))
      try await state.recordDrill(DrillRecord(kind: others, at: now))
      await #expect(throws: refused) {
        try await state.recordState(.drilled, ofAttempt: attempt.id, at: now)
      }
      try await state.recordDrill(DrillRecord(kind: kind, at: now))
      var expected = attempt
      for next: AttemptRecord.State in [
        .drilled, .creating, .created, .committing, .committed(4), .revealing(4), .live,
        .superseded,
      ] {
        try await state.recordState(next, ofAttempt: attempt.id, at: now)
        expected.state = next
        #expect(try await state.attempts(of: "alpha") == [expected])
      }
      await #expect(throws: StateError.conflict("attempt 1 of alpha", reason: "it is superseded")) {
        try await state.recordState(.live, ofAttempt: attempt.id, at: now)
      }
    }
  }

  @Test("an attempt is begun once, and anew when it has ended")
  func again() async throws {
    try await withAttempt { state, attempt in
      func begin() async throws -> AttemptRecord {
        try await state.beginAttempt(
          model: "alpha", release: attempt.release, packet: "p", commitments: .zero, at: now)
      }
      #expect(try await begin() == attempt)
      try await state.recordState(.lapsed, ofAttempt: attempt.id, at: now)
      #expect(try await begin().id != attempt.id)
      await #expect(throws: StateError.unknown("packet q")) {
        _ = try await state.beginAttempt(
          model: "alpha", release: attempt.release, packet: "q", commitments: .zero, at: now)
      }
      let other = try #require(ReleaseID(Array(repeating: 2, count: 16)))
      await #expect(throws: StateError.unknown("release \(other)")) {
        _ = try await state.beginAttempt(
          model: "alpha", release: other, packet: "p", commitments: .zero, at: now)
      }
    }
  }

  private func said(_ epoch: Epoch, _ version: ObjectVersion, _ checkpoint: UInt64)
    -> ObservationRecord
  {
    ObservationRecord(rpc: "a", epoch: epoch, version: version, checkpoint: checkpoint, at: now)
  }

  @Test("what a node said before is not replaced by what lies behind it")
  func observations() async throws {
    let (first, last) = (said(3, 10, 100), said(3, 10, 101))
    let behind = [said(2, 11, 101), said(3, 9, 101), said(3, 11, 99)]
    try await withState { state in
      var isRecorded = try await state.recordObservation(first)
      #expect(isRecorded)
      for old in behind {
        isRecorded = try await state.recordObservation(old)
        #expect(!isRecorded)
      }
      isRecorded = try await state.recordObservation(last)
      #expect(isRecorded)
      #expect(try await state.observations() == [last])
    }
  }

  @Test("events are linked, and a change by hand shows")
  func events() async throws {
    try await withState { state in
      for number in 1...4 {
        try await state.recordEvent(
          "kind.\(number)", model: number == 2 ? nil : "alpha", body: "{\"n\":\(number)}", at: now)
      }
      #expect(try await state.firstBrokenEvent() == nil)
      #expect(try await state.events(of: "alpha", limit: 2).map(\.number) == [4, 3])
      #expect(try await state.events(limit: 9).map(\.number) == [4, 3, 2, 1])
      try await state.write { state in
        try state.run("DROP TRIGGER events_do_not_change")
        try state.run("UPDATE events SET model = 'alpha' WHERE number = 2")
      }
      #expect(try await state.firstBrokenEvent() == 2)
    }
  }

  @Test("the hash of an event is what its description says")
  func hash() {
    var bytes = [UInt8](repeating: 0, count: 32)
    func add(_ number: UInt64) { withUnsafeBytes(of: number.littleEndian) { bytes += Array($0) } }
    let event = EventRecord(
      number: 1, at: Moment(milliseconds: -1), kind: "a", model: nil, body: "é", hash: .zero)
    add(1)
    add(.max)
    add(1)
    bytes += [0x61]
    add(.max)
    add(2)
    bytes += Array("é".utf8)
    #expect(event.expectedHash(after: .zero) == Blake2b256.hash(bytes))
  }
}

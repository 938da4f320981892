import Diagnostics
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("A transaction of the journal")
struct JournalTransactionTests {
  private struct Interruption: Error {}

  private struct Explained: Error, Explainable {
    var diagnostic: Diagnostic {
      Diagnostic(code: "test.explained", summary: "s", detail: "The facts.", remedies: [])
    }
  }

  private static let now = Moment(milliseconds: 5)
  private static let wallet = SomaAddress(Bytes32(repeating: 1))
  private static let fence = Fence(name: .chain(wallet), token: 1)
  private static let modelID = ModelID(Bytes32(repeating: 3))

  private static func intent(_ number: UInt8, _ kind: IntentRecord.Kind) -> IntentRecord {
    let coin = ObjectRef(id: ObjectID(Bytes32(repeating: number)), version: 1, digest: .zero)
    return IntentRecord(
      digest: TransactionDigest(Bytes32(repeating: number)), wallet: wallet, model: "alpha",
      kind: kind, bytes: [number], inputs: [coin], preparedAt: now)
  }

  private static func record(_ body: UInt8) -> StoredRecord {
    StoredRecord(keyName: "alpha", name: "alpha", body: [body], changedAt: now)
  }

  /// Everything that the journal records, once.
  @Sendable private static func recordAll(_ journal: JournalTransaction) throws -> AttemptRecord {
    let release = try #require(ReleaseID(Array(repeating: 1, count: 16)))
    try journal.setRecord(record(1))
    let spec = try journal.acceptSpec([9], of: "alpha", at: now)
    for action in [ApprovalRecord.Action.create, .retire] {
      try journal.recordApproval(
        ApprovalRecord(
          model: "alpha", action: action, generation: spec.generation,
          cap: Amount(shannons: 100), lastEpoch: 9, modelID: action == .retire ? modelID : nil,
          grantedAt: now))
    }
    try journal.recordRelease(
      ReleaseRecord(
        id: release, keyName: "alpha", plaintext: .zero, size: 1, keyHash: .zero, changedAt: now))
    try journal.recordState(.sealed(.zero), ofRelease: release, at: now)
    let attempt = try journal.beginAttempt(
      model: "alpha", release: release, packet: "p", commitments: .zero, at: now)
    try journal.recordState(.drilled, ofAttempt: attempt.id, at: now)
    let create = intent(1, .create)
    try journal.recordIntent(create, under: fence, spending: Amount(shannons: 100), in: 7)
    let sent = try journal.recordSending(of: create.digest, under: fence, in: 7, at: now)
    #expect(sent.bytes == create.bytes)
    try journal.recordOutcome(.succeeded(nil), of: create.digest, at: now)
    try journal.recordEvent("test.all", model: "alpha", at: now)
    #expect(try journal.intent(create.digest)?.status == .succeeded(nil))
    return try #require(try journal.attempts(of: "alpha").last)
  }

  /// A state whose chain lease is ours, with a drilled packet.
  private func withLeased<Result>(
    _ body: (StateDatabase) async throws -> Result
  ) async throws -> Result {
    try await withState { state in
      let holder = LeaseHolder(
        id: [1], bootID: "b", processNamespace: 1, process: 1, started: 1)
      _ = try await state.acquireLease(
        .chain(Self.wallet), for: holder, ttl: 1000, now: BootTime(milliseconds: 0))
      let release = try #require(ReleaseID(Array(repeating: 1, count: 16)))
      try await state.recordPacket(
        PacketRecord(name: "p", digest: .zero, release: release, embedding: .zero), at: Self.now)
      try await state.recordDrill(
        DrillRecord(kind: .release(packet: "p", commitments: .zero), at: Self.now))
      return try await body(state)
    }
  }

  private func expectNothing(in state: StateDatabase) async throws {
    #expect(try await state.records() == [])
    #expect(try await state.specs() == [])
    #expect(try await state.approvals(of: "alpha") == [])
    #expect(try await state.releases() == [])
    #expect(try await state.attempts(of: "alpha") == [])
    #expect(try await state.intents(of: "alpha") == [])
    #expect(try await state.events(limit: 9) == [])
  }

  @Test("records all that belongs together, as the functions of the state do")
  func all() async throws {
    try await withLeased { state in
      let attempt = try await state.journal(Self.recordAll)
      #expect(attempt.state == .drilled)
      #expect(try await state.records() == [Self.record(1)])
      #expect(try await state.specs().map(\.body) == [[9]])
      #expect(try await state.approvals(of: "alpha").map(\.modelID) == [Self.modelID, nil])
      #expect(try await state.releases().map(\.state) == [.sealed(.zero)])
      #expect(try await state.attempts(of: "alpha") == [attempt])
      #expect(try await state.intents(of: "alpha").map(\.status) == [.succeeded(nil)])
      #expect(
        try await state.events(limit: 9).map(\.kind)
          == ["test.all", "intent.succeeded", "intent.sent", "intent.prepared"])
      #expect(try await state.firstBrokenEvent() == nil)
    }
  }

  @Test("that is given up leaves nothing, says why, and the next one goes on")
  func givenUp() async throws {
    let unknown = StateError.unknown("x")
    try await withLeased { state in
      for (error, expected) in [
        (Interruption(), .refused("Interruption()")), (unknown, unknown),
        (Explained(), .refused("test.explained: The facts.")),
      ] as [(any Error, StateError)] {
        await #expect(throws: expected) {
          try await state.journal { journal in
            _ = try Self.recordAll(journal)
            throw error
          }
        }
        try await expectNothing(in: state)
      }
      _ = try await state.journal(Self.recordAll)
    }
  }

  @Test("in which a call was refused leaves nothing, even if nobody minds")
  func doomed() async throws {
    try await withLeased { state in
      let refused = StateError.conflict(
        "the stake \(Self.intent(2, .stake).digest)",
        reason: "no approval of alpha, generation 1, covers it")
      await #expect(throws: refused) {
        try await state.journal { journal in
          _ = try Self.recordAll(journal)
          try? journal.recordIntent(
            Self.intent(2, .stake), under: Self.fence, spending: .zero, in: 7)
          try journal.setRecord(Self.record(2))
        }
      }
      try await expectNothing(in: state)
      // What was refused first counts, not what followed from it.
      await #expect(throws: refused) {
        try await state.journal { journal in
          _ = try Self.recordAll(journal)
          do {
            try journal.recordIntent(
              Self.intent(2, .stake), under: Self.fence, spending: .zero, in: 7)
          } catch { throw Interruption() }
        }
      }
      try await expectNothing(in: state)
    }
  }

  @Test("is refused what the functions of the state refuse")
  func guarded() async throws {
    try await withLeased { state in
      _ = try await state.journal(Self.recordAll)
      try await state.breakLease(named: Self.fence.name.description)
      let lost = StateError.leaseLost(Self.fence.name.description, token: 1, current: 2)
      await #expect(throws: lost) {
        try await state.journal { journal in
          try journal.setRecord(Self.record(2))
          try journal.recordIntent(
            Self.intent(2, .commission), under: Self.fence, spending: .zero, in: 7)
        }
      }
      await #expect(throws: lost) {
        try await state.journal { journal in
          try journal.setRecord(Self.record(2))
          _ = try journal.recordSending(
            of: Self.intent(1, .create).digest, under: Self.fence, in: 7, at: Self.now)
        }
      }
      await #expect(throws: StateError.unknown("packet q")) {
        try await state.journal { journal in
          try journal.setRecord(Self.record(2))
          _ = try journal.beginAttempt(
            model: "alpha", release: try #require(ReleaseID(Array(repeating: 1, count: 16))),
            packet: "q", commitments: .zero, at: Self.now)
        }
      }
      #expect(try await state.records() == [Self.record(1)])
    }
  }

  @Test("keeps others from writing between what it reads and what it records")
  func exclusive() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "state").path
      let first = try await StateDatabase.open(path, options: .patient)
      let second = try await StateDatabase.open(path, options: .patient)
      try await first.journal { try $0.setRecord(Self.record(0)) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for state in [first, second] {
          group.addTask {
            for _ in 0..<50 {
              try await state.journal { journal in
                var record = try #require(try journal.record("alpha"))
                record.body[0] += 1
                try journal.setRecord(record)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await first.records() == [Self.record(100)])
    }
  }
}

import Foundation
import GRDB
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("Intents")
struct IntentTests {
  private let wallet = SomaAddress(Bytes32(repeating: 1))
  private let now = Moment(milliseconds: 5)
  private let epoch: Epoch = 7
  private var fence: Fence { Fence(name: .chain(wallet), token: 1) }

  private func coin(_ number: UInt8, version: ObjectVersion = 1) -> ObjectRef {
    ObjectRef(id: ObjectID(Bytes32(repeating: number)), version: version, digest: .zero)
  }

  private func intent(
    _ number: UInt8, _ kind: IntentRecord.Kind, model: String? = "alpha", coins: [ObjectRef]
  ) -> IntentRecord {
    IntentRecord(
      digest: TransactionDigest(Bytes32(repeating: number)), wallet: wallet, model: model,
      kind: kind, bytes: [number], isSealed: kind == .reveal, inputs: coins, preparedAt: now)
  }

  /// A state in which the wallet's lease is ours, and create, stake and retire are approved.
  private func withLeased<Result>(
    approving: Bool = true, _ body: (StateDatabase) async throws -> Result
  ) async throws -> Result {
    try await withState { state in
      let holder = LeaseHolder(
        id: [1], bootID: "b", processNamespace: 1, process: 1, started: 1)
      _ = try await state.acquireLease(
        .chain(wallet), for: holder, ttl: 1000, now: BootTime(milliseconds: 0))
      _ = try await state.acceptSpec([1], of: "alpha", at: now)
      if approving {
        for action in [ApprovalRecord.Action.create, .stake, .retire] {
          try await state.recordApproval(
            ApprovalRecord(
              model: "alpha", action: action, generation: 1, cap: Amount(shannons: 100),
              lastEpoch: 9, grantedAt: now))
        }
      }
      return try await body(state)
    }
  }

  private func record(
    _ intent: IntentRecord, in state: StateDatabase, under fence: Fence? = nil,
    spending: UInt64 = 100, epoch: Epoch? = nil
  ) async throws {
    try await state.recordIntent(
      intent, under: fence ?? self.fence, spending: Amount(shannons: spending),
      in: epoch ?? self.epoch)
  }

  @Test("goes from prepared to sent to settled, and keeps its bytes")
  func life() async throws {
    try await withLeased { state in
      var create = intent(1, .create, coins: [coin(9), coin(2)])
      try await record(create, in: state)
      try await record(create, in: state)
      #expect(try await state.openIntents(of: wallet) == [create])
      for count in 1...2 {
        create.status = .sent
        create.sendCount = UInt64(count)
        create.lastSentEpoch = 7
        let sent = try await state.recordSending(
          of: create.digest, under: fence, in: 7, at: now)
        #expect(sent == create)
      }
      try await state.recordBackOff(of: create.digest, notBefore: Moment(milliseconds: 99))
      create.notBefore = Moment(milliseconds: 99)
      create.status = .succeeded(7)
      try await state.recordOutcome(.succeeded(7), of: create.digest, at: now)
      try await state.recordOutcome(.succeeded(7), of: create.digest, at: now)
      #expect(try await state.intents(of: "alpha") == [create])
      #expect(try await state.openIntents(of: wallet) == [])
      for other in [IntentRecord.Status.failed(7, "x"), .dead, .succeeded(8)] {
        await #expect(throws: StateError.self) {
          try await state.recordOutcome(other, of: create.digest, at: now)
        }
      }
      await #expect(throws: StateError.self) {
        _ = try await state.recordSending(of: create.digest, under: fence, in: 7, at: now)
      }
      let kinds = try await state.events(of: "alpha", limit: 10).map(\.kind)
      #expect(kinds == ["intent.succeeded", "intent.sent", "intent.sent", "intent.prepared"])
    }
  }

  @Test("is refused to whoever lost the lease, or has the lease of another wallet")
  func fenced() async throws {
    try await withLeased { state in
      let create = intent(1, .create, coins: [coin(1)])
      let others = Fence(name: .chain(.zero), token: 1)
      await #expect(
        throws: StateError.conflict(
          "the create \(create.digest)", reason: "\(others.name) is no lease for it")
      ) { try await record(create, in: state, under: others) }
      try await record(create, in: state)
      try await state.breakLease(named: fence.name.description)
      let lost = StateError.leaseLost(fence.name.description, token: 1, current: 2)
      await #expect(throws: lost) {
        try await record(intent(2, .commission, coins: [coin(2)]), in: state)
      }
      await #expect(throws: lost) {
        _ = try await state.recordSending(of: create.digest, under: fence, in: 7, at: now)
      }
      #expect(try await state.openIntents(of: wallet) == [create])
      // What the chain says is so, whoever reads it.
      try await state.recordOutcome(.dead, of: create.digest, at: now)
    }
  }

  @Test(
    "has no second one of its kind beside it while it is unresolved",
    arguments: IntentRecord.Kind.allCases.filter { $0 != .reveal && $0 != .firstCommit })
  func second(kind: IntentRecord.Kind) async throws {
    try await withLeased { state in
      let first = intent(1, kind, coins: [coin(1)])
      try await record(first, in: state)
      await #expect(
        throws: StateError.conflict(
          "the \(kind.rawValue) \(intent(2, kind, coins: []).digest)",
          reason: "the \(kind.rawValue) \(first.digest) is unresolved")
      ) { try await record(intent(2, kind, coins: [coin(2)]), in: state) }
      try await state.recordOutcome(.dead, of: first.digest, at: now)
      try await record(intent(2, kind, coins: [coin(2)]), in: state)
    }
  }

  @Test(
    "may have one further one over another coin when it is a reveal or a first commit",
    arguments: [IntentRecord.Kind.reveal, .firstCommit])
  func further(kind: IntentRecord.Kind) async throws {
    try await withLeased { state in
      try await record(intent(1, kind, coins: [coin(1)]), in: state)
      await #expect(
        throws: StateError.conflict(
          "the \(kind.rawValue) \(intent(2, kind, coins: []).digest)",
          reason: "the unresolved \(kind.rawValue) \(intent(1, kind, coins: []).digest)"
            + " uses its coin")
      ) { try await record(intent(2, kind, coins: [coin(1)]), in: state) }
      try await record(intent(2, kind, coins: [coin(2)]), in: state)
      await #expect(throws: StateError.self) {
        try await record(intent(3, kind, coins: [coin(3)]), in: state)
      }
    }
  }

  @Test("shares no version of a coin with another unresolved one, unless it is to end that one")
  func coins() async throws {
    try await withLeased { state in
      try await record(intent(1, .payment, model: nil, coins: [coin(1)]), in: state)
      try await record(
        intent(2, .payment, model: nil, coins: [coin(1, version: 2)]), in: state)
      await #expect(throws: StateError.self) {
        try await record(intent(3, .commission, coins: [coin(2), coin(1)]), in: state)
      }
      try await record(intent(4, .abandonment, model: nil, coins: [coin(1)]), in: state)
    }
  }

  @Test("of a reveal is refused in clear, by the rule and by the database")
  func sealed() async throws {
    try await withLeased { state in
      let reveal = IntentRecord(
        digest: .zero, wallet: wallet, model: "alpha", kind: .reveal, bytes: [1],
        inputs: [coin(1)], preparedAt: now)
      await #expect(
        throws: StateError.conflict(
          "the reveal \(reveal.digest)", reason: "the bytes of a reveal must be sealed")
      ) { try await record(reveal, in: state) }
      await #expect(throws: StateError.self) {
        try await state.write { try $0.insert(reveal) }
      }
    }
  }

  @Test(
    "that cannot be undone needs an approval of its action, generation, amount and epoch",
    arguments: [
      (.create, 100, 9, 1, true), (.create, 101, 9, 1, false), (.create, 100, 10, 1, false),
      (.stake, 100, 9, 1, true), (.retire, 0, 0, 1, true), (.create, 100, 9, 2, false),
      (.commission, 1000, 99, 2, true),
    ] as [(IntentRecord.Kind, UInt64, Epoch, Int, Bool)])
  func approval(
    kind: IntentRecord.Kind, spending: UInt64, epoch: Epoch, generation: Int, isCovered: Bool
  ) async throws {
    try await withLeased { state in
      if generation == 2 { _ = try await state.acceptSpec([2], of: "alpha", at: now) }
      let intent = intent(1, kind, coins: [coin(1)])
      guard !isCovered else {
        return try await record(intent, in: state, spending: spending, epoch: epoch)
      }
      await #expect(
        throws: StateError.conflict(
          "the \(kind.rawValue) \(intent.digest)",
          reason: "no approval of alpha, generation \(generation), covers it")
      ) { try await record(intent, in: state, spending: spending, epoch: epoch) }
    }
  }

  @Test("to create a model that lives is refused, until it is lost or retired")
  func oneCreate() async throws {
    try await withLeased { state in
      let first = intent(1, .create, coins: [coin(1)])
      try await record(first, in: state)
      _ = try await state.recordSending(of: first.digest, under: fence, in: 7, at: now)
      try await state.recordOutcome(.succeeded(7), of: first.digest, at: now)
      let second = intent(2, .create, coins: [coin(2)])
      await #expect(
        throws: StateError.conflict(
          "the create \(second.digest)", reason: "a create of this model succeeded before")
      ) { try await record(second, in: state) }
      let retire = intent(3, .retire, coins: [coin(3)])
      try await record(retire, in: state)
      _ = try await state.recordSending(of: retire.digest, under: fence, in: 7, at: now)
      try await state.recordOutcome(.succeeded(7), of: retire.digest, at: now)
      try await record(second, in: state)
    }
  }

  @Test("may have an outcome whose epoch is learned later, once")
  func unknownEpoch() async throws {
    let outcomes: [(IntentRecord.Status, IntentRecord.Status, IntentRecord.Status)] = [
      (.succeeded(nil), .succeeded(7), .succeeded(8)),
      (.failed(nil, "x"), .failed(7, "x"), .failed(7, "y")),
    ]
    for (unknown, known, other) in outcomes {
      try await withLeased { state in
        let create = intent(1, .create, coins: [coin(1)])
        try await record(create, in: state)
        _ = try await state.recordSending(of: create.digest, under: fence, in: 7, at: now)
        for (outcome, expected) in [(unknown, unknown), (known, known), (unknown, known)] {
          try await state.recordOutcome(outcome, of: create.digest, at: now)
          #expect(try await state.intent(create.digest)?.status == expected)
        }
        for other in [other, .dead] {
          await #expect(throws: StateError.self) {
            try await state.recordOutcome(other, of: create.digest, at: now)
          }
        }
        let kinds = try await state.events(limit: 9).map(\.kind)
        #expect(kinds == ["intent.\(unknown.name)", "intent.sent", "intent.prepared"])
      }
    }
  }

  @Test("that was never sent was not executed")
  func neverSent() async throws {
    try await withLeased { state in
      let create = intent(1, .create, coins: [coin(1)])
      try await record(create, in: state)
      await #expect(
        throws: StateError.conflict(
          "intent \(create.digest)", reason: "it is prepared, and cannot be succeeded")
      ) { try await state.recordOutcome(.succeeded(7), of: create.digest, at: now) }
      await #expect(throws: StateError.self) {
        try await state.recordOutcome(.sent, of: create.digest, at: now)
      }
    }
  }

  @Test(
    "is protected from SQL that would undo it",
    arguments: [
      "DELETE FROM intents", "UPDATE intents SET bytes = x'00'",
      "UPDATE intents SET digest = zeroblob(32)",
      "DELETE FROM events", "UPDATE events SET body = ''", "DELETE FROM specs",
      "UPDATE specs SET body = x'00'", "UPDATE leases SET token = token - 1", "DELETE FROM leases",
      "UPDATE intents SET status = 'succeeded', executed_epoch = 1",
    ])
  func protected(sql: String) async throws {
    try await withLeased { state in
      let create = intent(1, .create, coins: [])
      try await record(create, in: state)
      await #expect(throws: StateError.self) { try await state.write { try $0.run(sql) } }
    }
  }
}

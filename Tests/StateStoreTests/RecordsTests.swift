import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

@Suite("What the planner remembers")
struct RecordsTests {
  private let now = Moment(milliseconds: 5)

  private func record(
    _ keyName: String, name: String? = nil, _ body: [UInt8] = [1]
  ) -> StoredRecord {
    StoredRecord(keyName: keyName, name: name ?? keyName, body: body, changedAt: now)
  }

  @Test("is kept under the first name of a model, and replaced as a whole")
  func kept() async throws {
    try await withState { state in
      let shared = record(StoredRecord.sharedName, [])
      var alpha = record("alpha")
      let beta = record("beta", name: "gamma")
      try await state.journal { [alpha] journal in
        for record in [beta, alpha, shared] { try journal.setRecord(record) }
        #expect(try journal.record("alpha") == alpha)
        #expect(try journal.record("gamma") == nil)
      }
      #expect(try await state.records() == [shared, alpha, beta])
      alpha = StoredRecord(
        keyName: "alpha", name: "delta", body: [2, 3], changedAt: Moment(milliseconds: 6))
      let all = try await state.journal { [alpha] journal in
        try journal.setRecord(alpha)
        return try journal.records()
      }
      #expect(all == [shared, alpha, beta])
      #expect(try await state.records() == all)
    }
  }

  @Test("has a name that no other has, and the one of no model is nobody else's")
  func names() async throws {
    try await withState { state in
      let alpha = record("alpha")
      try await state.journal { try $0.setRecord(alpha) }
      for (wrong, reason) in [
        (record("beta", name: "alpha"), "alpha is called alpha already"),
        (record("beta", name: "@journal"), "it cannot be called @journal"),
        (record("@journal", name: "beta"), "it cannot be called beta"),
      ] {
        await #expect(
          throws: StateError.conflict("the record \(wrong.keyName)", reason: reason)
        ) { try await state.journal { try $0.setRecord(wrong) } }
        // The same from the database itself.
        await #expect(throws: StateError.self) {
          try await state.write { state in
            try state.run(
              "INSERT INTO records (key_name, name, body, changed_at) VALUES (?, ?, x'', 0)",
              [wrong.keyName, wrong.name])
          }
        }
      }
      #expect(try await state.records() == [alpha])
    }
  }

  @Test(
    "is protected from SQL that would lose it",
    arguments: ["DELETE FROM records", "UPDATE records SET key_name = 'beta'"])
  func protected(sql: String) async throws {
    try await withState { state in
      try await state.journal { [now] in
        try $0.setRecord(StoredRecord(keyName: "alpha", name: "alpha", body: [], changedAt: now))
      }
      await #expect(throws: StateError.self) { try await state.write { try $0.run(sql) } }
      #expect(try await state.records().map(\.keyName) == ["alpha"])
    }
  }
}

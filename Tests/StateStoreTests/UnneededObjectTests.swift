import SomaCrypto
import SomaTypes
import StateStore
import Testing

@Suite("Objects that nobody needs")
struct UnneededObjectTests {
  private let now = Moment(milliseconds: 5)
  private let chain = CheckpointDigest(Bytes32(repeating: 1))

  private func object(_ name: String, since epoch: Epoch, on host: String = "a") -> UnneededObject {
    UnneededObject(host: host, object: name, chain: chain, since: epoch)
  }

  @Test("keep the first epoch, per host, until they are forgotten")
  func first() async throws {
    try await withState { state in
      try await state.recordUnneeded([object("y", since: 7), object("x", since: 7)], at: now)
      try await state.recordUnneeded(
        [object("x", since: 9), object("x", since: 8, on: "b")], at: now)
      #expect(
        try await state.unneededObjects(on: "a") == [object("x", since: 7), object("y", since: 7)])
      #expect(try await state.unneededObjects(on: "b") == [object("x", since: 8, on: "b")])
      try await state.forgetUnneeded(["x", "z"], on: "a")
      #expect(try await state.unneededObjects(on: "a") == [object("y", since: 7)])
      try await state.recordUnneeded([object("x", since: 9)], at: now)
      #expect(try await state.unneededObjects(on: "a").first == object("x", since: 9))
    }
  }

  @Test("of another chain are refused, and nothing is recorded")
  func otherChain() async throws {
    try await withState { state in
      try await state.recordUnneeded([object("x", since: 7)], at: now)
      var foreign = object("x", since: 7)
      foreign.chain = CheckpointDigest(Bytes32(repeating: 2))
      await #expect(
        throws: StateError.conflict(
          "the object x", reason: "it is on record for the chain \(chain)")
      ) { try await state.recordUnneeded([object("w", since: 7), foreign], at: now) }
      #expect(try await state.unneededObjects(on: "a") == [object("x", since: 7)])
    }
  }
}

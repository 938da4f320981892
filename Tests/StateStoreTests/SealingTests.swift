import Foundation
import SomaCrypto
import SomaTypes
import StateStore
import TestSupport
import Testing

@Suite("One key, one plaintext")
struct SealingTests {
  private let key = DecryptionKeyCommitment(Bytes32(repeating: 1))
  private let first = Bytes32(repeating: 2)
  private let second = Bytes32(repeating: 3)
  private let now = Moment(milliseconds: 5)

  @Test("a second plaintext is refused, and both are named")
  func second() async throws {
    try await withState { state in
      try await state.recordSealing(keyHash: key, plaintext: first, size: 10, at: now)
      await #expect(throws: StateError.keyReused(key, sealed: first, refused: second)) {
        try await state.recordSealing(keyHash: key, plaintext: second, size: 10, at: now)
      }
      #expect(try await state.plaintext(sealedBy: key) == first)
    }
  }

  @Test("the same plaintext again is fine, and other keys are free")
  func again() async throws {
    try await withState { state in
      try await state.recordSealing(keyHash: key, plaintext: first, size: 10, at: now)
      try await state.recordSealing(keyHash: key, plaintext: first, size: 10, at: now)
      let other = DecryptionKeyCommitment(Bytes32(repeating: 9))
      #expect(try await state.plaintext(sealedBy: other) == nil)
      try await state.recordSealing(keyHash: other, plaintext: second, size: 10, at: now)
      #expect(try await state.plaintext(sealedBy: other) == second)
    }
  }

  @Test("says whether there was anything to compare with")
  func compared() async throws {
    try await withState { state in
      let other = DecryptionKeyCommitment(Bytes32(repeating: 9))
      var compared: [Bool] = []
      for key in [key, key, other] {
        compared.append(
          try await state.recordSealing(keyHash: key, plaintext: first, size: 1, at: now))
      }
      #expect(compared == [false, true, true])
    }
  }

  @Test("of many that try at once, through connections of their own, one plaintext wins")
  func race() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "state").path
      let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<8 {
          group.addTask {
            let state = try await StateDatabase.open(path, options: .patient)
            do throws(StateError) {
              try await state.recordSealing(
                keyHash: key, plaintext: Bytes32(repeating: UInt8(number)), size: 1, at: now)
              return true
            } catch {
              guard case .keyReused = error else { throw error }
              return false
            }
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(winners == 1)
    }
  }

  @Test("an imported key never seals, and a key that has sealed is no imported one")
  func imported() async throws {
    try await withState { state in
      try await state.recordKey(KeyRecord(hash: key, origin: .imported), at: now)
      await #expect(
        throws: StateError.conflict("the key \(key)", reason: "imported keys never seal")
      ) { try await state.recordSealing(keyHash: key, plaintext: first, size: 1, at: now) }
      let other = DecryptionKeyCommitment(Bytes32(repeating: 9))
      try await state.recordSealing(keyHash: other, plaintext: first, size: 1, at: now)
      await #expect(
        throws: StateError.conflict(
          "the key \(other)", reason: "imported keys never seal, and it has sealed")
      ) { try await state.recordKey(KeyRecord(hash: other, origin: .imported), at: now) }
    }
  }
}

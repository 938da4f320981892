import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("Argon2id")
struct Argon2idTests {
  struct File: Decodable { let rows: [Row] }

  struct Row: Decodable, Sendable {
    let passphrase: String
    let saltHex: HexBytes
    let memoryKib, passes: UInt32
    let outputHex: HexBytes
  }

  @Test("keys are those of the reference implementation")
  func reference() throws {
    let rows = try vectors("argon2id", as: File.self, in: .module).rows
    #expect(rows.count == 6)
    for row in rows {
      let key = try Argon2id(memoryInKiB: row.memoryKib, passes: row.passes).derive(
        passphrase: SecretBytes(copying: Array(row.passphrase.utf8)), salt: row.saltHex.bytes)
      let bytes = key.withUnsafeBytes { Array($0) }
      #expect(bytes == row.outputHex.bytes)
    }
  }

  @Test("memory that no machine has is an error")
  func memory() throws {
    // 4 TiB less 1 KiB: the most that can be asked for.
    let greedy = Argon2id(memoryInKiB: .max, passes: 3)
    #expect(throws: CryptoError.notEnoughMemory(kiB: .max)) {
      _ = try greedy.derive(
        passphrase: SecretBytes(copying: []), salt: Array(repeating: 0, count: 16))
    }
  }
}

import SomaCrypto
import TestSupport
import Testing

@Suite("Base58 in guarded memory")
struct Base58SecretTests {
  private static let keys: [[UInt8]] = {
    var generator = SeededGenerator(seed: 58)
    let random = (0..<200).map { _ in generator.bytes(32) }
    let zeros = (0...32).map { count in
      [UInt8](repeating: 0, count: count) + generator.bytes(32 - count)
    }
    return random + zeros + [[UInt8](repeating: 0xff, count: 32)]
  }()

  @Test("reads and writes what the ordinary functions do")
  func same() throws {
    for key in Self.keys {
      let text = Base58.encode(key)
      let secret = try withBytes(of: " \(text)\n") { try Base58.decodeSecret($0) }
      #expect(secret.bytes == key)
      let written = try Base58.encodeSecret(secret)
      #expect(written.text == text)
    }
  }

  @Test(
    "refuses what does not stand for 32 bytes",
    arguments: [
      ("", EncodingError.wrongByteCount(expected: 32, actual: 0)),
      (String(repeating: "1", count: 31), .wrongByteCount(expected: 32, actual: 31)),
      (String(repeating: "1", count: 33), .wrongByteCount(expected: 32, actual: 33)),
      (String(repeating: "z", count: 44), .wrongByteCount(expected: 32, actual: 33)),
      (String(repeating: "1", count: 45), .tooLong(maximum: 44, actual: 45)),
      ("11111111111111111111111111110l11", .invalidCharacter(at: 28)),
      ("1111 1111", .invalidCharacter(at: 4)),
    ])
  func refused(text: String, error: EncodingError) {
    #expect(throws: error) {
      _ = try withBytes(of: text) { try Base58.decodeSecret($0) }
    }
  }

  @Test("writes no secret of another length")
  func length() throws {
    let short = try SecretBytes(copying: [1, 2, 3])
    #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: 3)) {
      _ = try Base58.encodeSecret(short)
    }
  }
}

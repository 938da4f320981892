import SomaCrypto
import TestSupport
import Testing

@Suite("Hex and Base58")
struct EncodingTests {
  @Test("hex reads both cases and writes lower case")
  func hex() throws {
    #expect(try Hex.decode("00fFAb") == [0, 255, 171])
    #expect(Hex.encode([0, 255, 171]) == "00ffab")
    #expect(try Hex.decode("") == [])
  }

  @Test(
    "malformed hex is refused, with the place",
    arguments: [
      ("0", .oddDigitCount(1)), ("0g", .invalidCharacter(at: 1)),
      ("0x00", .invalidCharacter(at: 1)),
      ("é", .invalidCharacter(at: 0)),
    ] as [(String, EncodingError)])
  func hexRefusals(text: String, reason: EncodingError) {
    #expect(throws: reason) { try Hex.decode(text) }
  }

  @Test("leading zero bytes are ones in Base58")
  func zeros() throws {
    #expect(Base58.encode(Bytes32.zero) == String(repeating: "1", count: 32))
    #expect(try Base58.decode32(String(repeating: "1", count: 32)) == .zero)
    #expect(Base58.encode([UInt8]()) == "")
    #expect(try Base58.decode("", count: 0) == [])
  }

  @Test("random bytes of every length come back")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 3)
    for count in 0...80 {
      let bytes = random.bytes(count)
      #expect(try Base58.decode(Base58.encode(bytes), count: count) == bytes)
    }
  }

  @Test(
    "malformed Base58 is refused",
    arguments: [
      ("", .wrongByteCount(expected: 32, actual: 0)),
      ("0", .invalidCharacter(at: 0)), ("1I", .invalidCharacter(at: 1)),
      ("1l", .invalidCharacter(at: 1)), ("O", .invalidCharacter(at: 0)),
      (String(repeating: "1", count: 31), .wrongByteCount(expected: 32, actual: 31)),
      (String(repeating: "1", count: 33), .wrongByteCount(expected: 32, actual: 33)),
      (String(repeating: "z", count: 44), .wrongByteCount(expected: 32, actual: 33)),
      (String(repeating: "z", count: 100_000), .tooLong(maximum: 45, actual: 100_000)),
    ] as [(String, EncodingError)])
  func base58Refusals(text: String, reason: EncodingError) {
    #expect(throws: reason) { try Base58.decode32(text) }
  }
}

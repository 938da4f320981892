import Foundation
import SomaCrypto
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test("every length is written and read as Foundation does", arguments: 0...70)
  func lengths(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
    let text = Data(bytes).base64EncodedString()
    #expect(Base64.encode(bytes) == text)
    #expect(try Base64.decode(text) == bytes)
    #expect(try decodeSecret(text) == bytes)
  }

  @Test(
    "malformed texts are refused, each for its own reason",
    arguments: [
      ("A", .invalidPadding), ("AA", .invalidPadding), ("AAA", .invalidPadding),
      ("AA=", .invalidPadding), ("A===", .invalidPadding), ("====", .invalidPadding),
      ("AAAA====", .invalidPadding), ("AA==AAAA", .invalidCharacter(at: 2)),
      ("AB==", .invalidPadding), ("AAB=", .invalidPadding), ("AA==\n", .invalidCharacter(at: 2)),
      ("AAA A", .invalidCharacter(at: 3)), ("AA\nAA", .invalidCharacter(at: 2)),
      ("AA-_", .invalidCharacter(at: 2)), ("ÄAAA", .invalidCharacter(at: 0)),
      ("AAA\0", .invalidCharacter(at: 3)),
    ] as [(String, EncodingError)])
  func refuses(text: String, reason: EncodingError) {
    #expect(throws: reason) { try Base64.decode(text) }
    #expect(throws: reason) { try decodeSecret(text) }
  }

  private func decodeSecret(_ text: String) throws -> [UInt8] {
    try withBytes(of: text) { try Base64.decodeSecret($0) }.bytes
  }
}

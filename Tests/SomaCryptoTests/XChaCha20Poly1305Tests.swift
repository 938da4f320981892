import SomaCrypto
import TestSupport
import Testing

@Suite("XChaCha20-Poly1305")
struct XChaCha20Poly1305Tests {
  /// draft-irtf-cfrg-xchacha-03, A.3.1.
  private static let text =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future,"
    + " sunscreen would be it."
  private static let sealed =
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
    + "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
    + "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
  private let data: [UInt8] = [
    0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7,
  ]
  private let nonce = Array(UInt8(0x40)...0x57)

  private func key() throws -> SecretBytes { try SecretBytes(copying: Array(UInt8(0x80)...0x9f)) }

  @Test("the draft's own example comes out")
  func example() throws {
    let sealed = try XChaCha20Poly1305.seal(
      SecretBytes(copying: Array(Self.text.utf8)), key: key(), nonce: nonce, associatedData: data)
    #expect(Hex.encode(sealed) == Self.sealed)
    let opened = try XChaCha20Poly1305.open(
      sealed, key: key(), nonce: nonce, associatedData: data)
    let bytes = opened?.withUnsafeBytes { Array($0) }
    #expect(bytes == Array(Self.text.utf8))
  }

  @Test("nothing that was changed opens")
  func tampering() throws {
    let sealed = try Hex.decode(Self.sealed)
    for index in sealed.indices {
      var other = sealed
      other[index] ^= 1
      #expect(try isRefused(other))
    }
    #expect(try isRefused(Array(sealed.dropLast())))
    #expect(try isRefused(sealed + [0]))
    #expect(try isRefused(Array(sealed.prefix(15))))
    #expect(try isRefused([]))
    #expect(try isRefused(sealed, nonce: Array(nonce.reversed())))
    #expect(try isRefused(sealed, data: data + [0]))
    #expect(try isRefused(sealed, data: []))
  }

  @Test("nothing can be sealed, and is then proven to be nothing")
  func empty() throws {
    let empty = try SecretBytes(copying: [])
    let sealed = try XChaCha20Poly1305.seal(empty, key: key(), nonce: nonce, associatedData: [])
    #expect(sealed.count == XChaCha20Poly1305.tagByteCount)
    let opened = try XChaCha20Poly1305.open(sealed, key: key(), nonce: nonce, associatedData: [])
    let bytes = opened?.withUnsafeBytes { Array($0) }
    #expect(bytes == [])
  }

  @Test("a key of another length is refused", arguments: [0, 16, 31, 33])
  func keyLengths(count: Int) throws {
    #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: count)) {
      _ = try XChaCha20Poly1305.open(
        [], key: SecretBytes(randomCount: count), nonce: nonce, associatedData: [])
    }
  }

  @Test("nonces differ")
  func nonces() {
    #expect(XChaCha20Poly1305.randomNonce() != XChaCha20Poly1305.randomNonce())
  }

  private func isRefused(
    _ sealed: [UInt8], nonce: [UInt8]? = nil, data: [UInt8]? = nil
  ) throws -> Bool {
    try XChaCha20Poly1305.open(
      sealed, key: key(), nonce: nonce ?? self.nonce, associatedData: data ?? self.data) == nil
  }
}

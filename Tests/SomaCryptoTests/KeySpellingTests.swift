import SomaCrypto
import Testing

@Suite("Spellings of a key")
struct KeySpellingTests {
  @Test("every spelling of a key gives its public key and address", arguments: KeyPairRow.all)
  func reads(row: KeyPairRow) throws {
    let upper = row.secretHex.uppercased()
    let keys = [
      try withBytes(of: row.bech32) { try Ed25519SecretKey(bech32: $0) }.publicKey,
      try withBytes(of: row.bech32.uppercased()) { try Ed25519SecretKey(bech32: $0) }.publicKey,
      try withBytes(of: row.keystoreBase64) { try Ed25519SecretKey(base64: $0) }.publicKey,
      try withBytes(of: row.secretHex) { try Ed25519SecretKey(hex: $0) }.publicKey,
      try withBytes(of: "0x" + upper) { try Ed25519SecretKey(hex: $0) }.publicKey,
      try Ed25519SecretKey(seed: SecretBytes(Hex.decode(row.secretHex))).publicKey,
      try Ed25519PublicKey(base64: row.publicKeyBase64),
    ]
    for key in keys {
      #expect(key.bytes.description == row.publicKeyHex)
      #expect(key.address == row.address)
      #expect(key.base64 == row.publicKeyBase64)
    }
  }

  @Test("a key is written as in the golden vectors", arguments: KeyPairRow.all)
  func writes(row: KeyPairRow) throws {
    let key = try Ed25519SecretKey(seed: SecretBytes(Hex.decode(row.secretHex)))
    #expect(try key.bech32() == row.bech32)
    #expect(try key.seed().hex == row.secretHex)
  }

  @Test("edge cases are taken and refused as the SDK does", arguments: KeyEdgeCase.all)
  func edgeCases(row: KeyEdgeCase) throws {
    let reasons: [String: EncodingError] = [
      "uppercase_bech32_from_secret_key": .invalidCharacter(at: 0),
      "bech32m_checksum": .bech32m,
      "wrong_hrp_suiprivkey": .wrongPrefix(expected: "somaprivkey"),
      "flag_01": .wrongFlag(1),
      "no_flag_32_bytes": .wrongByteCount(expected: 33, actual: 32),
      "34_bytes": .wrongByteCount(expected: 33, actual: 34),
      "hex_31_bytes": .wrongByteCount(expected: 32, actual: 31),
      "hex_odd": .oddDigitCount(63),
      "bytes_33": .wrongByteCount(expected: 32, actual: 33),
      "0X_prefix": .invalidCharacter(at: 1),
      "mixed_case_bech32": .mixedCase,
    ]
    if row.accepted {
      #expect(try key(of: row).address == row.address)
    } else {
      let reason = try #require(reasons[row.name])
      #expect(throws: reason) { try key(of: row) }
    }
  }

  @Test(
    "a text with a wrong flag says so, and names the flag only where it cannot be a secret",
    arguments: [(1, 1), (2, 2), (3, nil), (255, nil)] as [(UInt8, UInt8?)])
  func flags(flag: UInt8, named: UInt8?) {
    let bytes = [flag] + [UInt8](repeating: 17, count: 32)
    #expect(throws: EncodingError.wrongFlag(named)) {
      _ = try Ed25519SecretKey(flagged: SecretBytes(bytes))
    }
    #expect(throws: EncodingError.wrongFlag(named)) {
      try Ed25519PublicKey(base64: Base64.encode(bytes))
    }
  }

  @Test("the position of a wrong hex digit counts the prefix", arguments: [0, 2])
  func hexPosition(prefixCount: Int) {
    let text = "0x".prefix(prefixCount) + "1l" + String(repeating: "1", count: 62)
    #expect(throws: EncodingError.invalidCharacter(at: prefixCount + 1)) {
      _ = try withBytes(of: String(text)) { try Ed25519SecretKey(hex: $0) }
    }
  }

  /// Reads a row with what corresponds to the SDK's function.
  private func key(of row: KeyEdgeCase) throws -> Ed25519PublicKey {
    switch (row.via, row.input) {
    case ("from_secret_key", .bytes(let bytes)):
      try Ed25519SecretKey(seed: SecretBytes(bytes)).publicKey
    case ("from_secret_key", .text(let text)) where !text.hasPrefix("somaprivkey"):
      try withBytes(of: text) { try Ed25519SecretKey(hex: $0) }.publicKey
    case ("from_secret_key", .text(let text)), ("from_encoded", .text(let text)):
      try withBytes(of: text) { try Ed25519SecretKey(bech32: $0) }.publicKey
    default: throw UnknownFunction(name: row.via)
    }
  }

  private struct UnknownFunction: Error { var name: String }
}

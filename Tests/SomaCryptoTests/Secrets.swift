import SomaCrypto

extension SecretBytes {
  /// Test secrets come from ordinary memory.
  init(_ bytes: some Collection<UInt8>) throws {
    try self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// The bytes, for a comparison.
  var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// The bytes as text, for a comparison.
  var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

  /// The bytes in hex, for a comparison.
  var hex: String { withUnsafeBytes { Hex.encode($0) } }
}

extension Ed25519PublicKey {
  /// BLAKE2b-256 of the flag and the key, as SOMA makes addresses.
  var address: String {
    var hash = Blake2b256()
    hash.update([0] + bytes.bytes)
    return hash.finalize().description
  }
}

/// Lends the UTF-8 form of a text.
func withBytes<Result: ~Copyable>(
  of text: String, _ body: (UnsafeRawBufferPointer) throws -> Result
) throws -> Result {
  try SecretBytes(text.utf8).withUnsafeBytes(body)
}

import Foundation
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
}

extension Ed25519PublicKey {
  /// BLAKE2b-256 of the flag and the key, as SOMA makes addresses.
  var address: String {
    var hash = Blake2b256()
    hash.update([0] + bytes.bytes)
    return hash.finalize().description
  }
}

/// Writes a file with a mode and returns its path.
func write(
  _ bytes: some Collection<UInt8>, mode: Int = 0o600, to name: String = "secret",
  in directory: URL
) throws -> String {
  let file = directory.appending(path: name)
  try Data(bytes).write(to: file)
  try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path())
  return file.path()
}

/// A repeatable source of bytes (a linear congruential generator), for tests only.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

import BCS
import SomaCrypto
import SomaTypes

// Values that follow from a seed, by the rule of make_state_vectors.py.

/// Byte i is `seed + 7 i`, modulo 256.
func pattern(_ seed: UInt8, _ count: Int) -> [UInt8] {
  (0..<count).map { seed &+ UInt8(truncatingIfNeeded: 7 * $0) }
}

extension Bytes32 {
  init(seed: UInt8) { self.init { $0.copyBytes(from: pattern(seed, Bytes32.count)) } }
}

extension Identifier {
  init(seed: UInt8) { self.init(Bytes32(seed: seed)) }
}

extension Digest {
  init(seed: UInt8) { self.init(Bytes32(seed: seed)) }
}

extension Ed25519PublicKey {
  init(seed: UInt8) { self.init(bytes: Bytes32(seed: seed)) }
}

extension BLSPublicKey {
  init(seed: UInt8) throws {
    self = try BLSPublicKey(bcsBytes: pattern(seed, BLSPublicKey.byteCount))
  }
}

extension BLSSignature {
  init(seed: UInt8) throws {
    self = try BLSSignature(bcsBytes: pattern(seed, BLSSignature.byteCount))
  }
}

extension ContentManifest {
  init(address: String, seed: UInt8, size: UInt64) throws {
    var writer = BCSWriter()
    writer.write(address)
    self.init(
      url: try CanonicalURL(bcsBytes: writer.bytes), checksum: Checksum(seed: seed),
      sizeInBytes: size)
  }
}

/// BCS that a closure writes.
func encoded(_ write: (inout BCSWriter) throws -> Void) rethrows -> [UInt8] {
  var writer = BCSWriter()
  try write(&writer)
  return writer.bytes
}

import BCS
import SomaCrypto

extension SealedKeyring {
  /// What the seal covers: all that is before the masters.
  static func associatedData(_ header: KeyringHeader) -> [UInt8] {
    var writer = BCSWriter()
    writer.writeFixed(magic)
    writer.write(version)
    writer.writeByteString(header.bcsBytes)
    return writer.bytes
  }

  /// The bytes of a file; the masters, when they are plain, go from guarded memory to guarded memory.
  static func join(
    _ header: KeyringHeader, _ payload: borrowing SecretBytes
  ) throws -> SecretBytes {
    var writer = BCSWriter()
    writer.writeLength(payload.count)
    let start = associatedData(header) + writer.bytes
    let bodyCount = start.count + payload.count
    return try SecretBytes(count: bodyCount + Bytes32.count) { file in
      file.copyBytes(from: start)
      payload.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: file[start.count...]).copyBytes(from: $0)
      }
      let checksum = Blake2b256.hash(UnsafeRawBufferPointer(rebasing: file[..<bodyCount]))
      checksum.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: file[bodyCount...]).copyBytes(from: $0)
      }
    }
  }
}

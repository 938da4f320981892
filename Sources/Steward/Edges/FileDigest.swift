import SomaCrypto
import Weights

/// The digest that a manifest may pin a file to.
enum FileDigest {
  /// SHA-256 of all of a file.
  ///
  /// - Throws: `FileError`, `CryptoError`; `SealingError.shrank` when it ends while it is read;
  ///   `CancellationError`.
  static func sha256(of file: OpenFile, _ stop: Blocking.Stop) throws -> Bytes32 {
    var hasher = try SHA256.Hasher()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset: UInt64 = 0
    while offset < file.size {
      try stop.check()
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
      guard count > 0 else {
        throw SealingError.shrank(file.path, size: file.size, at: offset)
      }
      try buffer.withUnsafeBytes {
        try hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      offset += UInt64(count)
    }
    return try hasher.finalize()
  }
}

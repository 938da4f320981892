import Glibc
import SomaCrypto
import Synchronization

/// What goes into the thread that reads a stream, and what comes out of it at the end.
final class StreamEnds: Sendable {
  let key: SecretBytes
  let inputDigest = Mutex(Bytes32.zero)

  init(key: consuming SecretBytes) { self.key = key }
}

/// Reads a stream, hashes it and encrypts or decrypts it.
struct StreamProducer: ~Copyable, ChunkProducer {
  private let descriptor: Int32
  private let path: String
  private let ends: StreamEnds
  private var cipher: AES256CTR
  private var hasher = Blake2b256()
  private var offset: UInt64 = 0

  /// - Throws: `CryptoError`.
  init(descriptor: Int32, path: String, ends: StreamEnds) throws(CryptoError) {
    self.descriptor = descriptor
    self.path = path
    self.ends = ends
    cipher = try AES256CTR(key: ends.key)
  }

  mutating func next(in buffer: inout [UInt8]) throws -> (count: Int, tag: AES256GMAC.Tag?)? {
    let count = try fill(&buffer)
    guard count > 0 else {
      let digest = hasher.finalize()
      ends.inputDigest.withLock { $0 = digest }
      return nil
    }
    try buffer.withUnsafeMutableBytes {
      let chunk = UnsafeMutableRawBufferPointer(rebasing: $0[..<count])
      hasher.update(UnsafeRawBufferPointer(chunk))
      try cipher.process(UnsafeRawBufferPointer(chunk), into: chunk)
    }
    offset += UInt64(count)
    return (count, nil)
  }

  /// Fills the buffer as far as the stream goes.
  private func fill(_ buffer: inout [UInt8]) throws(FileError) -> Int {
    var count = 0
    while count < buffer.count {
      let got = buffer.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { Glibc.read(descriptor, $0 + count, bytes.count - count) } ?? 0
      }
      if got < 0 {
        guard errno == EINTR else {
          throw .unreadable(path, offset: offset + UInt64(count), errno: errno)
        }
        continue
      }
      if got == 0 { break }
      count += got
    }
    return count
  }
}

import Foundation
import SomaCrypto

/// One pass over a file in 1 MiB pieces through one reused buffer, as sealing does it.
enum FileBenchmarks {
  private static let chunkSize = 1 << 20

  /// Hashes the file and prints the digest as b2sum does.
  static func blake2b(path: String) throws {
    var hasher = Blake2b256()
    try forEachChunk(of: path) { hasher.update(UnsafeRawBufferPointer($0)) }
    print(hasher.finalize(), " \(path)")
  }

  /// Encrypts the file into the buffer it was read into.
  static func aes(path: String) throws {
    let key = try SecretBytes(randomCount: AES256CTR.keyByteCount)
    var cipher = try AES256CTR(key: key)
    var count = 0
    try forEachChunk(of: path) { chunk in
      try cipher.process(UnsafeRawBufferPointer(chunk), into: chunk)
      count += chunk.count
    }
    print(count)
  }

  private static func forEachChunk(
    of path: String, _ body: (UnsafeMutableRawBufferPointer) throws -> Void
  ) throws {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw POSIXError(.ENOENT) }
    defer { close(file) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = read(file, buffer.baseAddress, chunkSize)
      guard count >= 0 else { throw POSIXError(.EIO) }
      guard count > 0 else { return }
      try body(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}

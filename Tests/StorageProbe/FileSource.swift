import Foundation
import Glibc
import Hosting
import SomaCrypto

/// A file to be uploaded.
final class FileSource: ByteSource {
  private let descriptor: Int32
  let size: UInt64

  init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
    size = UInt64(lseek(descriptor, 0, SEEK_END))
  }

  deinit { close(descriptor) }

  func makeReader() -> any ByteReader { Reader(file: self) }

  /// BLAKE2b-256 of the file.
  func digest() throws -> Bytes32 {
    var hasher = Blake2b256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset: UInt64 = 0
    while offset < size {
      let count = Int(min(UInt64(buffer.count), size - offset))
      try buffer.withUnsafeMutableBytes {
        let piece = UnsafeMutableRawBufferPointer(rebasing: $0[..<count])
        try read(into: piece, at: offset)
        hasher.update(UnsafeRawBufferPointer(piece))
      }
      offset += UInt64(count)
    }
    return hasher.finalize()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
    guard pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) == buffer.count else {
      throw CocoaError(.fileReadUnknown)
    }
  }

  private struct Reader: ByteReader {
    let file: FileSource

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
      try file.read(into: buffer, at: offset)
    }
  }
}

import Glibc

/// A regular file, open for reading until its last owner lets go.
///
/// Everything that must be said of one and the same file is read through one of these: whatever
/// happens to the name, the descriptor stays with the file. Reads carry their own offset, so several
/// threads may read at once.
public final class OpenFile: Sendable {
  /// The path it was opened by, as given.
  public let path: String

  /// What the file was when it was opened.
  public let identity: FileIdentity

  private let descriptor: Int32

  /// Opens a file; links are followed.
  ///
  /// - Throws: ``FileError``.
  public init(path: String) throws(FileError) {
    // A NUL would silently end the path there.
    guard !path.utf8.contains(0) else { throw .missing(path) }
    // Without O_NONBLOCK, opening a FIFO waits for a writer, for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw switch errno {
      case ENOENT, ENOTDIR: .missing(path)
      case ENXIO: .notAFile(path)  // a socket
      default: .unreadable(path, offset: nil, errno: errno)
      }
    }
    do throws(FileError) {
      identity = try Self.identity(of: descriptor, path: path)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Length in bytes when it was opened.
  public var size: UInt64 { identity.size }

  /// What the file is now.
  ///
  /// - Throws: ``FileError``.
  public func currentIdentity() throws(FileError) -> FileIdentity {
    try Self.identity(of: descriptor, path: path)
  }

  private static func identity(
    of descriptor: Int32, path: String
  ) throws(FileError) -> FileIdentity {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(path, offset: nil, errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
    return FileIdentity(status)
  }

  /// Fills a buffer from an offset, or as much of it as the file has.
  ///
  /// - Returns: Bytes read; fewer than the buffer has only at the end of the file.
  /// - Throws: ``FileError/unreadable(_:offset:errno:)``.
  public func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(FileError) -> Int {
    guard let start = buffer.baseAddress else { return 0 }
    var count = 0
    while count < buffer.count {
      guard let position = off_t(exactly: offset + UInt64(count)) else { return count }
      let got = pread(descriptor, start + count, buffer.count - count, position)
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

  /// Reads some bytes, or as many of them as the file has.
  ///
  /// - Throws: ``FileError/unreadable(_:offset:errno:)``.
  func bytes(count: Int, at offset: UInt64) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(FileError) in try read(into: buffer, at: offset) }
    }
    bytes.removeLast(count - (try result.get()))
    return bytes
  }
}

import Glibc

/// A file that is closed when its last owner lets go. Not shared between tasks at the same time.
final class StorageFile: Sendable {
  let path: String
  let descriptor: Int32

  /// Opens a file that is no link, or a directory that may be one. A pipe does not block.
  ///
  /// - Throws: ``ChainStorageError/system(call:path:errno:)``.
  init(_ path: String, flags: Int32, mode: mode_t = 0o600) throws(ChainStorageError) {
    self.path = path
    let following = flags & O_DIRECTORY == 0 ? O_NOFOLLOW | O_NONBLOCK : 0
    descriptor = open(path, flags | following | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, errno: errno) }
  }

  deinit { close(descriptor) }

  /// How long the file is.
  func byteCount() throws(ChainStorageError) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)  // reads and writes here name their own offsets
    guard end >= 0 else { throw failure("lseek") }
    return Int(end)
  }

  /// Everything in the file, or `limit` bytes and perhaps some more when there are so many.
  func contents(limit: Int = .max) throws(ChainStorageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("read") }
      guard count > 0, bytes.count < limit else { return bytes }
      bytes += buffer.prefix(count)
    }
  }

  /// Writes all of it at an offset.
  func write(_ bytes: [UInt8], at offset: Int) throws(ChainStorageError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let position = off_t(offset + bytes.count - rest.count)
      let count = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, position) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write") }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes what was written durable.
  func sync() throws(ChainStorageError) {
    guard fdatasync(descriptor) == 0 else { throw failure("fdatasync") }
  }

  /// Cuts the file off.
  func truncate(to length: Int) throws(ChainStorageError) {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw failure("ftruncate") }
  }

  func failure(_ call: String) -> ChainStorageError {
    .system(call: call, path: path, errno: errno)
  }
}

import CLinux
import Glibc

/// A file for its owner alone, written once.
struct PrivateFile {
  let path: String

  /// Creates the file with its content, and waits for the disk. What is left of a failure is removed.
  ///
  /// - Throws: ``StateError/exists(_:)``; ``StateError/diskFull(path:)``;
  ///   ``StateError/system(call:path:errno:)``.
  func create(_ bytes: [UInt8]) throws(StateError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? .exists(path) : .system(call: "open", path: path, errno: errno)
    }
    defer { close(descriptor) }
    do throws(StateError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 || errno == EINTR else {
          throw errno == ENOSPC
            ? .diskFull(path: path) : .system(call: "write", path: path, errno: errno)
        }
        rest = rest.dropFirst(max(0, count))
      }
      guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, errno: errno) }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Reads the file.
  ///
  /// - Parameter limit: More bytes than this are an error, `EFBIG`.
  /// - Returns: `nil` when there is no file.
  /// - Throws: ``StateError/system(call:path:errno:)``.
  func read(limit: Int) throws(StateError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .system(call: "open", path: path, errno: errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      guard count != 0 else { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw .system(call: "read", path: path, errno: errno)
      }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw .system(call: "read", path: path, errno: EFBIG) }
    }
  }

  /// Waits until what was written to the file is on the disk. No connection of SQLite may be open to it: to
  /// close any descriptor of a file drops the process's locks on it (fcntl(2), advisory record locking).
  ///
  /// - Throws: ``StateError/system(call:path:errno:)``.
  func sync() throws(StateError) { try Self.sync(path, 0) }

  /// Waits until the names in a directory are on the disk.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)``.
  static func syncDirectory(_ path: String) throws(StateError) { try sync(path, O_DIRECTORY) }

  private static func sync(_ path: String, _ flags: Int32) throws(StateError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, errno: errno) }
  }

  /// The directory that a path is in.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

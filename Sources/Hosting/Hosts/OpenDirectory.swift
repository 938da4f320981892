import CLinux
import Glibc

/// A directory that stays the same one while its path may change. Its methods block.
final class OpenDirectory {
  let path: String
  let descriptor: Int32

  /// - Throws: ``HostError/noDirectory(path:errno:)``.
  init(_ path: String) throws(HostError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .noDirectory(path: path, errno: errno) }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Looks at an object.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: ``HostError/notAFile(path:)`` for a link or directory of that name.
  func head(_ name: ObjectName) throws(HostError) -> StoredObject? {
    guard let status = try status(name.text) else { return nil }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: "\(path)/\(name)") }
    return StoredObject(
      name: name, size: UInt64(clamping: status.st_size), modified: Int64(status.st_mtim.tv_sec))
  }

  /// What lies in the directory under a name, links as themselves; `nil` for nothing.
  func status(_ file: String) throws(HostError) -> stat? {
    var status = stat()
    if fstatat(descriptor, file, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    guard errno == ENOENT else { throw failure("fstatat", file) }
    return nil
  }

  /// The names of all objects, in no order.
  func names() throws(HostError) -> [ObjectName] { try files().compactMap { ObjectName($0) } }

  /// The names of all files, in no order.
  func files() throws(HostError) -> [String] {
    // A descriptor of its own, because closedir closes it.
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw failure("openat", ".") }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw failure("fdopendir", ".")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw failure("readdir", ".") }
        return names
      }
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
  }

  /// Removes an object.
  func remove(_ name: ObjectName) throws(HostError) {
    guard try head(name) != nil else { return }
    guard unlinkat(descriptor, name.text, 0) == 0 || errno == ENOENT else {
      throw failure("unlinkat", name.text)
    }
    try sync()
  }

  /// Lets what was renamed or removed survive a power failure.
  func sync() throws(HostError) {
    guard fsync(descriptor) == 0 else { throw failure("fsync", ".") }
  }

  /// What `errno` means after a call about a file of the directory.
  func failure(_ call: String, _ file: String, errno code: Int32 = errno) -> HostError {
    let path = file == "." ? path : "\(path)/\(file)"
    return switch code {
    case ENOSPC, EDQUOT: .noSpace(path: path)
    case EROFS, EACCES, EPERM: .notWritable(path: path, errno: code)
    case ELOOP: .notAFile(path: path)
    default: .system(call: call, path: path, errno: code)
    }
  }
}

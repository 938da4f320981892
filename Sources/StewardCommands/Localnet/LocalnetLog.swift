import CoreFoundation
import Foundation
import Glibc
import Localnet
import SystemPackage

/// Where a localnet in the background writes what it says: `output` in its directory.
///
/// Nothing is ever cut off: the last lines may say why an earlier one ended.
enum LocalnetLog {
  /// Lets the standard output and error of this process go to the file, with what it has said so far.
  /// Only for who has the lock of the directory.
  ///
  /// - Throws: `ChainStorageError` also when the file is a link.
  static func adopt(_ path: String) throws(ChainStorageError) {
    let log = open(
      path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard log >= 0 else { throw .system(call: "open", path: path, errno: errno) }
    defer { close(log) }
    var status = stat()
    guard fstat(log, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .system(call: "open", path: path, errno: ENOTSUP)
    }
    do {
      try FileDescriptor(rawValue: log).writeAll(header(of: getpid()) + bytes(of: STDERR_FILENO))
    } catch {
      throw .system(call: "write", path: path, errno: (error as? Errno)?.rawValue ?? EIO)
    }
    guard dup2(log, STDOUT_FILENO) >= 0, dup2(log, STDERR_FILENO) >= 0 else {
      throw .system(call: "dup2", path: path, errno: errno)
    }
  }

  /// How long the file is; 0 when there is none.
  static func byteCount(of path: String) -> Int {
    var status = stat()
    return lstat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// What the process wrote to the file after its first `start` bytes, which are of others: numbers of
  /// processes come again. `nil` when it did not come that far.
  static func said(by pid: Int32, in path: String, after start: Int) -> [UInt8]? {
    let log = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard log >= 0 else { return nil }
    defer { close(log) }
    let mark = header(of: pid)
    let all = Array(bytes(of: log).suffix(max(byteCount(of: path) - start, 0)))
    var end = all.count
    while end >= mark.count {
      if all[end - mark.count..<end].elementsEqual(mark) { return Array(all[end...]) }
      end -= 1
    }
    return nil
  }

  /// The end of a file, at most 1 MiB.
  static func bytes(of descriptor: Int32) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    var buffer = [UInt8](repeating: 0, count: min(Int(status.st_size), 1 << 20))
    let count = pread(
      descriptor, &buffer, buffer.count, status.st_size - off_t(buffer.count))
    return Array(buffer.prefix(max(count, 0)))
  }

  private static func header(of pid: Int32) -> [UInt8] {
    Array("Process \(pid) has the directory.\n".utf8)
  }
}

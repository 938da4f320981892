import Glibc
import SystemPackage

/// Files that are on the disk when the function that makes them returns.
enum SyncedFile {
  /// Creates a file that must not exist; when `body` fails nothing is left.
  ///
  /// - Throws: `Errno`, and what `body` throws.
  static func create(
    _ path: String, permissions: FilePermissions, _ body: (FileDescriptor) throws -> Void
  ) throws {
    let descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: permissions)
    do {
      try descriptor.closeAfter {
        try body(descriptor)
        guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
      try syncDirectory(of: path)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Makes the name of a file durable.
  ///
  /// - Throws: `Errno`.
  static func syncDirectory(of path: String) throws {
    let directory = FilePath(path).removingLastComponent()
    let descriptor = try FileDescriptor.open(
      directory.isEmpty ? "." : directory, .readOnly, options: [.directory, .closeOnExec])
    try descriptor.closeAfter {
      // Some file systems cannot; there is nothing better then.
      guard fsync(descriptor.rawValue) == 0 || errno == EINVAL else {
        throw Errno(rawValue: errno)
      }
    }
  }
}

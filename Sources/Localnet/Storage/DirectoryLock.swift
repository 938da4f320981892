import CLinux
import Glibc

/// The right to use a directory, until the value is gone. The system takes it back when the program ends.
public struct DirectoryLock: Sendable {
  private let file: StorageFile

  /// Takes the lock of a directory that exists, and says in its file who has it.
  ///
  /// - Throws: ``ChainStorageError/inUse(path:pid:)`` when another program has it;
  ///   ``ChainStorageError/system(call:path:errno:)``.
  public init(_ path: String) throws(ChainStorageError) {
    file = try StorageFile("\(path)/lock", flags: O_RDWR | O_CREAT)
    guard steward_flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw file.failure("flock") }
      throw .inUse(path: path, pid: DirectoryHolder(of: path)?.pid)
    }
    // Only over what is ours or nothing: the file may be of another program.
    guard try Self.isOurs(file), let holder = DirectoryHolder.current else { return }
    try file.truncate(to: 0)
    try file.write(holder.bytes, at: 0)
  }

  /// Whether a directory has a lock that a localnet made: the first file of each.
  static func exists(in path: String) -> Bool {
    // One that cannot be read says nothing for the directory.
    (try? isOurs(StorageFile("\(path)/lock", flags: O_RDONLY))) ?? false
  }

  private static func isOurs(_ file: StorageFile) throws(ChainStorageError) -> Bool {
    let written = try file.contents(limit: DirectoryHolder.byteLimit)
    return written.isEmpty || DirectoryHolder(bytes: written) != nil
  }
}

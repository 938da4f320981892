import CLinux
import Glibc

/// The right to use a directory, until the value is gone. The system takes it back when the program ends.
public struct DirectoryLock: Sendable {
  private let file: StorageFile

  /// Takes the lock of a directory that exists.
  ///
  /// - Throws: ``ChainStorageError/inUse(path:)`` when another program has it;
  ///   ``ChainStorageError/system(call:path:errno:)``.
  public init(_ path: String) throws(ChainStorageError) {
    file = try StorageFile("\(path)/lock", flags: O_RDWR | O_CREAT)
    guard steward_flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw file.failure("flock") }
      throw .inUse(path: path)
    }
  }
}

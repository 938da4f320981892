import FoundationEssentials
import Glibc

extension DataDirectory {
  /// Deletes the chain in a directory, and the objects beside it.
  ///
  /// - Parameter path: The directory; it stays, and so does its lock.
  /// - Throws: ``ChainStorageError``. Nothing was deleted when it is ``ChainStorageError/noChain(path:)``
  ///   or ``ChainStorageError/inUse(path:pid:)``.
  public static func deleteChain(in path: String) throws(ChainStorageError) {
    let file: StorageFile
    do { file = try StorageFile("\(path)/genesis", flags: O_RDONLY) } catch {
      guard case .system(_, _, ENOENT) = error else { throw error }
      throw .noChain(path: path)
    }
    guard try file.contents().starts(with: KeptGenesis.family) else { throw .noChain(path: path) }
    let lock = try DirectoryLock(path)
    // Only the object host makes this folder.
    let objects = "\(path)/objects"
    if access(objects, F_OK) == 0 {
      do { try FileManager.default.removeItem(atPath: objects) } catch {
        throw .system(call: "remove", path: objects, errno: errno)
      }
    }
    // The genesis last: it says that the directory is ours, if this has to be done again.
    for name in ["run.json", "run.json.new", "output", "genesis.new", "inputs", "genesis"] {
      guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else {
        throw .system(call: "unlink", path: "\(path)/\(name)", errno: errno)
      }
    }
    withExtendedLifetime(lock) {}
  }
}

import CLinux
import Glibc
public import SomaCrypto

/// The steps on a real file system.
public struct SystemFiles: DurableFiles {
  /// Who may be able to open files that are read.
  public var access: SecretFile.Access

  /// Creates the steps.
  public init(access: SecretFile.Access = .owner) { self.access = access }

  /// realpath(3).
  public func resolved(_ path: String) -> String {
    guard !path.utf8.contains(0), let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Reads a whole file, whose mode is checked.
  public func read(_ path: String, limit: Int) throws -> SecretBytes? {
    do {
      return try SecretFile(path: path, access: access).read(limit: limit, timeout: .seconds(30))
    } catch SecretFileError.missing {
      return nil
    }
  }

  /// Creates, writes, and waits for the disk. What is left of a failure is removed.
  public func create(_ path: String, _ bytes: borrowing SecretBytes) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileStepError(.create, path, errno: errno) }
    defer { close(descriptor) }
    do { try fill(descriptor, path, bytes) } catch {
      unlink(path)
      throw error
    }
  }

  private func fill(
    _ descriptor: Int32, _ path: String, _ bytes: borrowing SecretBytes
  ) throws(FileStepError) {
    // The mask of the process may have taken the owner's own bits.
    guard fchmod(descriptor, 0o600) == 0 else { throw FileStepError(.create, path, errno: errno) }
    let failure: Int32? = bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(written)
      }
      return nil
    }
    if let failure { throw FileStepError(.create, path, errno: failure) }
    guard fsync(descriptor) == 0 else { throw FileStepError(.sync, path, errno: errno) }
  }

  /// rename(2).
  public func replace(_ path: String, by source: String) throws {
    guard rename(source, path) == 0 else { throw FileStepError(.rename, path, errno: errno) }
  }

  /// renameat2(2) with RENAME_NOREPLACE; link(2) and unlink(2) where the file system lacks it.
  public func publish(_ source: String, as path: String) throws -> Bool {
    if steward_rename_new(source, path) == 0 { return true }
    if errno == EINVAL || errno == ENOSYS {
      if link(source, path) == 0 {
        unlink(source)
        return true
      }
    }
    guard errno == EEXIST else { throw FileStepError(.rename, path, errno: errno) }
    return false
  }

  /// unlink(2).
  public func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw FileStepError(.remove, path, errno: errno)
    }
  }

  /// mkdir(2), from the top down, mode 0700.
  public func makeDirectory(_ path: String) throws {
    guard !exists(path) else { return }
    let parent = directory(of: path)
    if parent != path, parent != "." { try makeDirectory(parent) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw FileStepError(.makeDirectory, path, errno: errno)
    }
  }

  private func exists(_ path: String) -> Bool { Glibc.access(path, F_OK) == 0 }

  /// fsync(2) of the directory.
  public func syncDirectory(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileStepError(.sync, path, errno: errno) }
    defer { close(descriptor) }
    // Some file systems cannot; there is nothing better then.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileStepError(.sync, path, errno: errno)
    }
  }

  /// flock(2) on the file with `.lock` behind its name, which stays.
  public func exclusively<Result: ~Copyable>(
    _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    let name = path + ".lock"
    let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileStepError(.lock, name, errno: errno) }
    defer { close(descriptor) }
    while steward_flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw FileStepError(.lock, name, errno: errno) }
      try Task.checkCancellation()
    }
    return try body()
  }
}

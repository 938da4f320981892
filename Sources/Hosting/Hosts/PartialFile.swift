import CLinux
import Glibc
import SomaCrypto

/// A file that is being written next to where it will be. Its methods block.
///
/// It is locked, so that two uploads of one object do not write to one file.
final class PartialFile {
  private static let chunkSize = 1 << 20
  private static let prefix = "."
  private static let suffix = ".partial"

  /// The object that a file is on its way to be; `nil` for a file of another kind.
  static func object(of file: String) -> ObjectName? {
    guard file.hasPrefix(prefix), file.hasSuffix(suffix) else { return nil }
    return ObjectName(String(file.dropFirst(prefix.count).dropLast(suffix.count)))
  }

  private let directory: OpenDirectory
  private let object: ObjectName
  private let name: String
  private let descriptor: Int32
  private let write: @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int

  /// Opens what an earlier run left, or begins anew.
  ///
  /// - Throws: ``HostError``: `busy`, `notAFile`, `noSpace`, `notWritable`, `system`.
  init(
    for object: ObjectName, in directory: OpenDirectory,
    write: @escaping @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int
  ) throws(HostError) {
    self.directory = directory
    self.object = object
    self.write = write
    name = Self.prefix + object.text + Self.suffix
    descriptor = openat(
      directory.descriptor, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw errno == EISDIR || errno == ENXIO
        ? .notAFile(path: "\(directory.path)/\(name)") : directory.failure("openat", name)
    }
    guard steward_flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw errno == EWOULDBLOCK
        ? .busy(path: "\(directory.path)/\(name)") : directory.failure("flock", name)
    }
    // Another upload may have published it between our opening and our lock.
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { throw directory.failure("fstat", name) }
    guard own.st_mode & S_IFMT == S_IFREG, own.st_nlink <= 1 else {
      throw .notAFile(path: "\(directory.path)/\(name)")
    }
    guard let current = try directory.status(name), current.st_ino == own.st_ino else {
      throw .busy(path: "\(directory.path)/\(name)")
    }
  }

  deinit { close(descriptor) }

  /// Makes the file hold the whole of an object, and brings it to disk.
  ///
  /// - Throws: ``HostError``, what the source throws, `CancellationError`.
  func fill(
    from upload: ObjectUpload, stop: TransferStop,
    progress: @Sendable (UploadProgress) -> Void
  ) throws {
    guard let size = Int(exactly: upload.size) else {
      throw HostError.noSpace(path: directory.path)
    }
    try reserve(size)
    var reader = try upload.source.makeReader()
    var hasher = Blake2b256()
    var made = [UInt8](repeating: 0, count: min(Self.chunkSize, max(size, 1)))
    var found = made
    var isComparing = true
    var offset = 0
    while offset < size {
      if stop.isPulled { throw CancellationError() }
      let count = min(Self.chunkSize, size - offset)
      try made.withUnsafeMutableBytes {
        let chunk = UnsafeMutableRawBufferPointer(rebasing: $0[..<count])
        try reader.read(into: chunk, at: UInt64(offset))
        hasher.update(UnsafeRawBufferPointer(chunk))
      }
      if isComparing {
        isComparing =
          try read(into: &found, count: count, at: offset) == count
          && found[..<count] == made[..<count]
      }
      if !isComparing { try write(made, count: count, at: offset) }
      offset += count
      progress(UploadProgress(sentBytes: UInt64(offset), totalBytes: upload.size))
    }
    guard hasher.finalize() == upload.digest else {
      throw HostError.sourceChanged(name: upload.name)
    }
    guard ftruncate(descriptor, size) == 0 else { throw directory.failure("ftruncate", name) }
    // Everyone may read it, whatever the umask is: it is meant to be served.
    guard fchmod(descriptor, 0o644) == 0 else { throw directory.failure("fchmod", name) }
    guard fsync(descriptor) == 0 else { throw directory.failure("fsync", name) }
  }

  /// Removes the file, whatever it holds.
  ///
  /// - Throws: ``HostError``.
  func remove() throws(HostError) {
    guard unlinkat(directory.descriptor, name, 0) == 0 || errno == ENOENT else {
      throw directory.failure("unlinkat", name)
    }
    try directory.sync()
  }

  /// Gives the file the name of the object.
  ///
  /// - Returns: `false` when there is one of that name that must stay; the file is then removed.
  /// - Throws: ``HostError``.
  func publish(replacing: Bool) throws(HostError) -> Bool {
    if replacing {
      let old = try directory.status(object.text)
      guard old.map({ $0.st_mode & S_IFMT == S_IFREG }) ?? true else {
        throw .notAFile(path: "\(directory.path)/\(object)")
      }
      guard renameat(directory.descriptor, name, directory.descriptor, object.text) == 0 else {
        throw directory.failure("renameat", object.text)
      }
      try directory.sync()
      return true
    }
    let isPublished = try renameUnlessTaken()
    if !isPublished { unlinkat(directory.descriptor, name, 0) }
    try directory.sync()
    return isPublished
  }

  private func renameUnlessTaken() throws(HostError) -> Bool {
    let at = directory.descriptor
    if renameat2(at, name, at, object.text, steward_rename_noreplace) == 0 { return true }
    if errno == EEXIST { return false }
    // File systems that do not know the flag, such as NFS.
    guard errno == EINVAL || errno == ENOSYS else {
      throw directory.failure("renameat2", object.text)
    }
    if linkat(at, name, at, object.text, 0) == 0 {
      unlinkat(at, name, 0)
      return true
    }
    guard errno == EEXIST else { throw directory.failure("linkat", object.text) }
    return false
  }

  /// Finds out now, and not after hours, that there is no room. The length stays as it is.
  private func reserve(_ size: Int) throws(HostError) {
    guard size > 0 else { return }
    if fallocate(descriptor, steward_fallocate_keep_size, 0, size) == 0 { return }
    switch errno {
    case ENOSPC, EDQUOT, EFBIG: throw .noSpace(path: "\(directory.path)/\(name)")
    default: return  // not known to this file system; writing will show
    }
  }

  /// Reads what is there, up to the end of the file.
  private func read(
    into buffer: inout [UInt8], count: Int, at offset: Int
  ) throws(HostError) -> Int {
    var done = 0
    while done < count {
      let got = buffer.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, offset + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw directory.failure("pread", name) }
      if got == 0 { break }
      done += got
    }
    return done
  }

  private func write(_ bytes: [UInt8], count: Int, at offset: Int) throws(HostError) {
    var done = 0
    while done < count {
      let put = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + done }, count - done, offset + done)
      }
      if put < 0, errno == EINTR { continue }
      guard put > 0 else { throw directory.failure("pwrite", name, errno: put == 0 ? EIO : errno) }
      done += put
    }
  }
}

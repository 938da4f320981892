import Glibc
import NIOCore
import NIOPosix

/// A descriptor that is closed when nobody has it any more. Its calls block.
final class OpenFile: Sendable {
  let descriptor: Int32

  /// Takes over a descriptor.
  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// What identifies a version of a file's content, as far as its directory entry tells.
  struct Identity: Hashable, Sendable {
    let inode: UInt64
    let sizeInBytes: UInt64
    let modifiedSeconds: Int64
    let modifiedNanoseconds: Int64
  }

  /// Opens what lies in a directory; `nil` when there is nothing of that name. Never follows a link,
  /// never waits for the other end of a FIFO. The flags come on top of those that this needs.
  func open(_ name: String, _ flags: Int32) throws(StorageError) -> OpenFile? {
    let opened = openat(
      descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode_t(0o644))
    guard opened < 0 else { return OpenFile(descriptor: opened) }
    guard errno != ENOENT else { return nil }
    throw StorageError("openat")
  }

  /// The identity of a plain file; `nil` for anything else.
  func identity() throws(StorageError) -> Identity? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StorageError("fstat") }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Identity(
      inode: UInt64(status.st_ino), sizeInBytes: UInt64(max(0, status.st_size)),
      modifiedSeconds: Int64(status.st_mtim.tv_sec),
      modifiedNanoseconds: Int64(status.st_mtim.tv_nsec))
  }

  /// Makes content or, for a directory, names durable.
  func synchronize() throws(StorageError) {
    guard fsync(descriptor) == 0 else { throw StorageError("fsync") }
  }

  /// Writes all of a buffer at the file's position.
  func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw StorageError("write")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
    }
  }

  /// Reads what there is at a position, at most `count` bytes; none at the end.
  func read(at offset: UInt64, upTo count: Int) throws(StorageError) -> ByteBuffer {
    var buffer = ByteBuffer()
    var failure: StorageError?
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
      while true {
        let got = pread(descriptor, target.baseAddress, count, off_t(clamping: offset))
        if got >= 0 { return got }
        if errno == EINTR { continue }
        failure = StorageError("pread")
        return 0
      }
    }
    if let failure { throw failure }
    return buffer
  }
}

/// Runs what blocks where blocking is allowed.
func blocking<Result: Sendable>(
  _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await NIOThreadPool.singleton.runIfActive(work)
}

/// The bytes of an open file.
struct FileContent: ObjectContent {
  let file: OpenFile

  func read(at offset: UInt64, upTo count: Int) async throws -> ByteBuffer {
    try await blocking { try file.read(at: offset, upTo: count) }
  }
}

import Glibc
import NIOCore
import SomaCrypto
import Synchronization

/// Content that is written to a file of its own; the file goes with the upload unless it was renamed.
final class FileUpload: ObjectUpload {
  /// The file.
  let file: OpenFile
  /// Its name in the directory of uploads.
  let name: String
  private let directory: OpenFile
  private let state = Mutex(State())

  private struct State {
    var hasher = Blake2b256()
    var byteCount: UInt64 = 0
    var isAtHome = true
  }

  /// Creates the file. Blocks.
  ///
  /// - Throws: ``StorageError``; also when the name is taken.
  init(name: String, in directory: OpenFile) throws(StorageError) {
    guard let file = try directory.open(name, O_RDWR | O_CREAT | O_EXCL) else {
      throw StorageError("openat", code: ENOENT)
    }
    self.file = file
    self.name = name
    self.directory = directory
  }

  deinit {
    if state.withLock({ $0.isAtHome }) { unlinkat(directory.descriptor, name, 0) }
  }

  func write(_ bytes: ByteBuffer) async throws {
    try await blocking { [self] in
      try state.withLock { state in
        try bytes.withUnsafeReadableBytes { bytes in
          try file.write(bytes)
          state.hasher.update(bytes)
        }
        state.byteCount += UInt64(bytes.readableBytes)
      }
    }
  }

  func finish() async throws -> FinishedContent {
    try await blocking { [self] in
      try file.synchronize()
      return finished()
    }
  }

  /// What was written so far.
  func finished() -> FinishedContent {
    state.withLock { state in
      FinishedContent(
        sizeInBytes: state.byteCount, digest: state.hasher.finalize(),
        content: FileContent(file: file))
    }
  }

  /// Gives the file another name. `false` when the name is taken and must not be replaced. Blocks.
  func move(
    to name: String, in target: OpenFile, replaces: Bool
  ) throws(StorageError) -> Bool {
    if replaces {
      guard renameat(directory.descriptor, self.name, target.descriptor, name) == 0 else {
        throw StorageError("renameat")
      }
      state.withLock { $0.isAtHome = false }
      return true
    }
    // Unlike a rename, a second link never replaces: not even what another program put there.
    guard linkat(directory.descriptor, self.name, target.descriptor, name, 0) == 0 else {
      guard errno == EEXIST else { throw StorageError("linkat") }
      return false
    }
    return true
  }
}

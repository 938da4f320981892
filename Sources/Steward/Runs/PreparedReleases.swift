import Manifest
import SomaCrypto
import StateStore
import Synchronization
import Weights

/// The weights whose digest was taken in a full pass of this run: only they are encrypted (promise P3).
final class PreparedReleases: Sendable {
  /// An open file with its digest.
  struct Prepared: Sendable {
    var file: OpenFile
    var content: ContentDigest
  }

  private let known = Mutex<[Bytes32: Prepared]>([:])

  /// The file of a model with its digest, taken now unless this run has done it.
  ///
  /// - Parameters:
  ///   - spec: The model.
  ///   - plaintext: What the file must hold.
  ///   - progress: Gets the bytes done and all of them.
  /// - Returns: The open file.
  /// - Throws: ``StepError/contentChanged(file:)``, ``StepError/filesMissing(_:)``; `SealingError`,
  ///   `FileError`, `CheckpointError`; `CancellationError`.
  func prepare(
    _ spec: ModelSpec, plaintext: Bytes32,
    progress: @escaping @Sendable (UInt64, UInt64) -> Void
  ) async throws -> Prepared {
    if let prepared = known.withLock({ $0[plaintext] }) { return prepared }
    let path: String
    let file: OpenFile
    do {
      path = try ModelFiles.pair(of: spec).weights
      file = try OpenFile(path: path)
    } catch FileError.missing(let path) {
      throw StepError.filesMissing(path)
    }
    let size = file.size
    let content = try await Blocking.run { stop in
      try ContentDigest(of: file) {
        try stop.check()
        progress($0, size)
      }
    }
    guard content.digest == plaintext else { throw StepError.contentChanged(file: path) }
    let prepared = Prepared(file: file, content: content)
    known.withLock { $0[plaintext] = prepared }
    return prepared
  }
}

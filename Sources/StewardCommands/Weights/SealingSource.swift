import Diagnostics
import Foundation
import SomaCrypto
import SomaTypes
import StateStore
import SystemPackage
import Weights

/// What is sealed: a file, or whatever comes out of standard input.
enum SealingSource {
  case file(OpenFile)
  case standardInput

  /// Opens the source.
  ///
  /// - Throws: `FileError`; `CommandFailure` with status 5 for a stream and a state.
  init(_ path: String, hasState: Bool) throws {
    guard path == "-" else {
      self = .file(try OpenFile(path: path))
      return
    }
    guard !hasState else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "weights.streamWithState",
          summary: "A stream cannot be checked before it is sealed",
          detail: "What the state has to compare is known only at its end.",
          remedies: ["Write it to a file first, and seal that."]))
    }
    self = .standardInput
  }

  /// Encrypts everything.
  ///
  /// - Parameters:
  ///   - key: For this alone.
  ///   - directory: The state in which key and digest are recorded before a byte is encrypted.
  ///   - sink: Gets the ciphertext.
  /// - Returns: Of the plaintext its digest, where it was taken; whether the state had anything to
  ///   compare the key with.
  /// - Throws: What sealing, the state and `sink` throw.
  func seal(
    with key: borrowing WeightsKey, recordingIn directory: String?,
    _ sink: (UnsafeRawBufferPointer) throws -> Void
  ) async throws -> (sealed: SealedWeights, plaintext: Bytes32?, hasCompared: Bool) {
    let secret = try key.bytes.copy(0..<key.bytes.count)
    switch self {
    case .standardInput:
      let stream = try StreamCipher(
        reading: FileDescriptor.standardInput.rawValue, path: "-", key: secret, sink)
      return (
        SealedWeights(checksum: Checksum(stream.outputDigest), sizeInBytes: stream.size), nil, false
      )
    case .file(let file):
      let content = try ContentDigest(of: file)
      var hasCompared = false
      if let directory {
        let state = try await StateDatabase.open(directory)
        hasCompared = try await state.recordSealing(
          keyHash: key.hash, plaintext: content.digest, size: content.size, at: .now)
        try await state.close()
      }
      let sealer = try WeightsSealer(file: file, content: content, key: secret)
      return (try sealer.seal(sink), content.digest, hasCompared)
    }
  }
}

extension Moment {
  /// What the clock says.
  static var now: Moment {
    Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}

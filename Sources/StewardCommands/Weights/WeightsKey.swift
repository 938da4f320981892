import Custody
import Diagnostics
import Glibc
import SomaCrypto
import SomaTypes
import SystemPackage

/// The AES key of weights, and its hash, which may be shown.
struct WeightsKey: ~Copyable {
  /// 32 bytes.
  let bytes: SecretBytes
  /// What a commit promises of it.
  let hash: DecryptionKeyCommitment

  private init(_ bytes: consuming SecretBytes) {
    hash = DecryptionKeyCommitment(bytes.withUnsafeBytes { Blake2b256.hash($0) })
    self.bytes = bytes
  }

  /// Reads a key in Base58.
  ///
  /// - Throws: `CommandFailure` with status 7 when there is none, 5 when it is no key.
  init(from source: SecretSource) throws {
    let text = try source.readNamedByHand()
    do { self.init(try text.withUnsafeBytes { try Base58.decodeSecret($0) }) } catch let error
      as EncodingError
    {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "weights.badKey", summary: "This is not a key of weights",
          detail: "In \(source): \(error.diagnostic.summary). \(error.diagnostic.detail)",
          remedies: ["Give the 32 bytes in Base58, as encrypt_weights of the SDK returns them."]))
    }
  }

  /// Makes a random key and writes it, in Base58, to a new file for its owner only. It is durable when this
  /// returns.
  ///
  /// - Throws: `CommandFailure` with status 5 when there is something, 7 when it cannot be written.
  init(generatedInto path: String) throws {
    CrashSilence.begin()
    let bytes = try SecretBytes(randomCount: AES256CTR.keyByteCount)
    let text = try Base58.encodeSecret(bytes)
    do {
      try SyncedFile.create(path, permissions: .ownerReadWrite) { descriptor in
        try text.withUnsafeBytes { _ = try descriptor.writeAll($0) }
        _ = try descriptor.writeAll("\n".utf8)
      }
    } catch Errno.fileExists {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "weights.keyFileExists", summary: "There is a file where the new key should go",
          detail: "It is left as it is: a key that is lost cannot be made again.",
          place: Place(file: path),
          remedies: [
            "Name a new file, or use the key that is there:\n    --key-file \(shellQuoted(path))"
          ]))
    } catch let error as Errno {
      throw CommandFailure(
        status: .secretUnavailable,
        underlying: Diagnostic(
          code: "weights.keyFileUnwritable", summary: "The new key cannot be written",
          detail: "The system says: \(error.description). Nothing was sealed.",
          place: Place(file: path),
          remedies: ["Name a new file in a directory that you may write to."]))
    }
    self.init(bytes)
  }
}

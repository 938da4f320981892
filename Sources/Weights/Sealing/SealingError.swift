public import Diagnostics

/// Why bytes were not sealed or opened. The first texts are paths; offsets and sizes are in bytes.
public enum SealingError: Error, Equatable, Sendable {
  /// The file is not as long as its digest says.
  case otherSize(String, expected: UInt64, found: UInt64)
  /// The file ended early: it had `size` bytes when it was opened, and ends at or after `at`.
  case shrank(String, size: UInt64, at: UInt64)
  /// The file has more bytes than when it was opened.
  case grew(String, size: UInt64)
  /// Something was written to the file during the digest pass.
  case changedDuringDigest(String)
  /// The chunk at this offset is no longer what was digested. Nothing of it was encrypted.
  case chunkChanged(String, at: UInt64)
  /// A part that does not lie within the file was asked for.
  case outOfRange(String, offset: UInt64, length: UInt64, size: UInt64)
  /// What was opened is not the ciphertext that was expected; what came out of it is worthless.
  case otherCiphertext(String)
}

extension SealingError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .otherSize(let path, let expected, let found):
      changed(path, "It has \(found) bytes; \(expected) were digested.")
    case .shrank(let path, let size, let offset):
      changed(path, "It had \(size) bytes, and could be read up to about byte \(offset) only.")
    case .grew(let path, let size):
      changed(path, "It has more than the \(size) bytes that it had when it was opened.")
    case .changedDuringDigest(let path):
      changed(path, "Something was written to it while its digest was taken.")
    case .chunkChanged(let path, let offset):
      Diagnostic(
        code: "sealing.chunkChanged", summary: "Weights are no longer what was digested",
        detail: "The bytes from \(offset) on differ. Nothing of them was encrypted: a key that sees"
          + " two plaintexts gives both away.",
        place: Place(file: path),
        remedies: [
          "If the file was replaced, run again: the new bytes get a key of their own.",
          "If nobody wrote to it, the disk or the memory is failing: check both.",
        ])
    case .outOfRange(let path, let offset, let length, let size):
      Diagnostic(
        code: "sealing.outOfRange", summary: "A part outside of the weights was asked for",
        detail: "\(length) bytes from \(offset) on, of \(size).", place: Place(file: path),
        remedies: ["Check the size that the upload began with."])
    case .otherCiphertext(let path):
      Diagnostic(
        code: "sealing.otherCiphertext", summary: "This is not the expected ciphertext",
        detail: "Its checksum is another one, so what was decrypted is worthless.",
        place: Place(file: path),
        remedies: ["Fetch the file again, and check that it belongs to this model and key."])
    }
  }

  private func changed(_ path: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "sealing.fileChanged", summary: "A file of weights changed while it was read",
      detail: detail, place: Place(file: path),
      remedies: [
        "Wait until the program that writes it is done. Let it write to another name and rename the"
          + " whole file, or write a `ready` file last."
      ])
  }
}

public import Diagnostics
import Glibc

/// Why a file of weights or of an embedding cannot be read. The associated texts are paths.
public enum FileError: Error, Equatable, Sendable {
  /// There is no such file.
  case missing(String)
  /// A directory, a FIFO, a socket or a device: not something to read twice.
  case notAFile(String)
  /// The kernel refused to open it, or to read at an offset; its `errno`.
  case unreadable(String, offset: UInt64?, errno: Int32)
  /// More bytes than any such file has; nothing was read.
  case tooLong(String, size: UInt64, limit: UInt64)
}

extension FileError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .missing(let path):
      Diagnostic(
        code: "file.missing", summary: "A file is missing",
        detail: "There is no \(Excerpt(path, limit: 400)).", place: Place(file: path),
        remedies: ["Check the path, and that the disk it lies on is mounted."])
    case .notAFile(let path):
      Diagnostic(
        code: "file.notAFile", summary: "A file is not a regular file",
        detail: "Weights are read more than once, which a directory, a pipe or a device does not"
          + " allow.",
        place: Place(file: path),
        remedies: ["Name the file itself, or write a pipe to a file first."])
    case .unreadable(let path, let offset, let code):
      Diagnostic(
        code: "file.unreadable", summary: "A file cannot be read",
        detail: (offset.map { "At byte \($0): " } ?? "") + String(cString: strerror(code)) + ".",
        place: Place(file: path),
        remedies: [
          code == EIO
            ? "The disk is failing, or a network share went away: look at `dmesg`, then copy the"
              + " file elsewhere."
            : "Run as a user who may read the file."
        ])
    case .tooLong(let path, let size, let limit):
      Diagnostic(
        code: "file.tooLong", summary: "A file is too long to be what it should be",
        detail: "It has \(size) bytes; at most \(limit) are read.", place: Place(file: path),
        remedies: ["Check that this is the right file."])
    }
  }
}

public import Diagnostics
import Glibc

/// Why a file with a secret could not be read. The associated texts are paths.
public enum SecretFileError: Error, Equatable, Sendable {
  /// There is no such file.
  case missing(String)
  /// The kernel refused; its `errno`.
  case unreadable(String, errno: Int32)
  /// A directory, a socket or a device.
  case notAFile(String)
  /// Others than the owner may open it; the permission bits.
  case looseMode(String, mode: UInt32)
  /// More bytes than any such secret has.
  case tooLong(String, limit: Int)
  /// A FIFO into which nobody wrote in time.
  case timedOut(String, after: Duration)
}

extension SecretFileError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .missing:
      diagnostic(
        "missing", "A file with a secret is missing", "There is no \(path).", path,
        remedy: path.hasPrefix("~")
          ? Self.tildeRemedy : "Check the path, and that the disk or secret it lies on is mounted.")
    case .unreadable(_, let code):
      diagnostic(
        "unreadable", "A file with a secret cannot be read", "\(path): \(SystemError.text(code)).",
        path, remedy: SystemError.remedy(code, path: path))
    case .notAFile:
      diagnostic(
        "notAFile", "A file with a secret is not a file",
        "\(path) is neither a regular file nor a FIFO.", path,
        remedy: "Name the file itself, not its directory.")
    case .looseMode(_, let mode):
      diagnostic(
        "looseMode", "A file with a secret is open to others",
        "\(path) has mode 0\(String(mode, radix: 8)); only its owner may have access.", path,
        remedy: "chmod 600 \(shellQuoted(path))")
    case .tooLong(_, let limit):
      diagnostic(
        "tooLong", "A file with a secret is too long",
        "\(path) has more than \(limit) bytes.", path,
        remedy: "Check that this is the right file.")
    case .timedOut(_, let timeout):
      diagnostic(
        "timedOut", "A file with a secret gave nothing in time",
        "\(path) is a FIFO, and its end did not come within \(timeout).", path,
        remedy: "Start the program that writes into it first.")
    }
  }

  static let tildeRemedy = "Write the whole path: only a shell replaces `~` by a directory."

  /// The path, unless somebody wrote the secret in its place.
  private var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .notAFile(let path),
      .looseMode(let path, _), .tooLong(let path, _), .timedOut(let path, _):
      SecretText.shown(path)
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ path: String, remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: "secretFile.\(name)", summary: summary, detail: detail, place: Place(file: path),
      remedies: [remedy])
  }
}

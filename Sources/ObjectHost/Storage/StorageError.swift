public import Diagnostics
import Glibc

/// Why an object was not stored, read or removed.
public enum StorageError: Error, Equatable, Sendable {
  /// A call of the system failed; the C function and its `errno`.
  case failed(function: String, code: Int32)
  /// The memory that was granted is used up.
  case full(maximumByteCount: UInt64)
  /// In a directory, a key cannot also be the beginning of another, and neither can the name of
  /// something that is not a plain file be a key.
  case nameTaken
  /// The disk is full.
  case noSpace
}

extension StorageError {
  /// Takes the `errno` that a C function left.
  init(_ function: String, code: Int32 = errno) {
    self =
      switch code {
      case ENOSPC, EDQUOT: .noSpace
      case ENOTDIR, EISDIR, ELOOP, ENXIO: .nameTaken
      default: .failed(function: function, code: code)
      }
  }
}

extension StorageError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .failed(let function, let code):
      diagnostic("failed", "\(function): \(SystemCallText.text(code)).")
    case .full(let maximum):
      diagnostic(
        "full", "Its objects would have more than \(maximum) bytes.",
        remedies: ["Give the host a directory."])
    case .nameTaken:
      diagnostic(
        "nameTaken", "The key, or a beginning of it, is the name of something else.",
        remedies: ["Use a key that no other key begins with."])
    case .noSpace: diagnostic("noSpace", "The disk is full.", remedies: ["Free space."])
    }
  }

  private func diagnostic(
    _ name: String, _ detail: String, remedies: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      code: "objectStorage.\(name)", summary: "The object host's storage failed", detail: detail,
      remedies: remedies)
  }
}

/// What the system calls its errors.
enum SystemCallText {
  /// The text for an `errno`, such as `Permission denied`.
  static func text(_ code: Int32) -> String {
    // glibc 2.32 and later keep one buffer for each thread (strerror(3)).
    String(cString: strerror(code))
  }
}

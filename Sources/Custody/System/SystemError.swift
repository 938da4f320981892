import Diagnostics
import Glibc

/// What the system calls its errors.
enum SystemError {
  /// The text for an `errno`, such as `Permission denied`.
  static func text(_ errno: Int32) -> String {
    // glibc 2.32 and later keep one buffer for each thread (strerror(3)).
    String(cString: strerror(errno))
  }

  /// What to do about a file that could not be opened or read. The path is shown.
  static func remedy(_ errno: Int32, path: String) -> String {
    switch errno {
    case ELOOP:
      "A link in the path leads back to itself; look where each one leads:\n"
        + "    namei -l \(shellQuoted(path))"
    case ENOTDIR:
      "A part of the path before its last is a file, not a directory:\n"
        + "    namei -l \(shellQuoted(path))"
    default:
      "Run as the user who owns the file, or look at who that is:\n    ls -ld \(shellQuoted(path))"
    }
  }
}

import Glibc

/// What the system calls its errors.
enum SystemError {
  /// The text for an `errno`, such as `Permission denied`.
  static func text(_ errno: Int32) -> String {
    // glibc 2.32 and later keep one buffer for each thread (strerror(3)).
    String(cString: strerror(errno))
  }
}

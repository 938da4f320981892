import CLinux
import Glibc

/// A file descriptor that is closed when its last owner lets go.
package final class Descriptor: Sendable {
  /// The number that C calls take.
  package let number: Int32

  /// Takes over an open descriptor.
  package init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Makes a pipe whose ends no child inherits by accident.
  ///
  /// - Throws: ``ChildProcessError/system(call:errno:)``.
  package static func pipe() throws(ChildProcessError) -> (
    readEnd: Descriptor, writeEnd: Descriptor
  ) {
    var numbers: [Int32] = [-1, -1]
    guard pipe2(&numbers, O_CLOEXEC) == 0 else { throw .system(call: "pipe2", errno: errno) }
    let ends = numbers.map { Descriptor(owning: $0) }
    return (try ends[0].aboveStandardStreams(), try ends[1].aboveStandardStreams())
  }

  /// This descriptor, or a copy with a number above 2.
  ///
  /// Steward may have been started without standard input; a pipe would then be number 0, and
  /// putting one pipe in its place in the child would overwrite another.
  private func aboveStandardStreams() throws(ChildProcessError) -> Descriptor {
    guard number <= STDERR_FILENO else { return self }
    let copy = fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard copy >= 0 else { throw .system(call: "fcntl", errno: errno) }
    return Descriptor(owning: copy)
  }

  /// Lets reads and writes return at once instead of waiting.
  ///
  /// - Throws: ``ChildProcessError/system(call:errno:)``.
  func makeNonBlocking() throws(ChildProcessError) {
    let flags = fcntl(number, F_GETFL)
    guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw .system(call: "fcntl", errno: errno)
    }
  }
}

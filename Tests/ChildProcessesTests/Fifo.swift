import Foundation
import Glibc
import Testing

/// A named pipe that a child writes to, to be in step with it without waiting for the clock.
final class Fifo: Sendable {
  let path: String
  private let descriptor: Int32

  /// Makes the pipe and opens it for reading, so that a writer does not wait.
  init(in directory: URL) throws {
    path = directory.appending(path: "fifo").path
    try #require(mkfifo(path, 0o600) == 0)
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    try #require(descriptor >= 0)
  }

  deinit { close(descriptor) }

  /// What a child wrote next, or nothing once every writer is gone.
  func read() async -> [UInt8] {
    await withCheckedContinuation { continuation in
      // A thread of its own: to wait here would keep a thread from other tests.
      Thread.detachNewThread { [self] in
        var slot = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&slot, 1, -1) < 0 {}
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        continuation.resume(returning: Array(bytes[..<max(0, count)]))
      }
    }
  }
}

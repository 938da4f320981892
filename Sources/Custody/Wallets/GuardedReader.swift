import Glibc
import SomaCrypto

/// Reads a descriptor to its end, straight into guarded memory.
struct GuardedReader: ~Copyable {
  /// Why the end was not reached.
  enum Failure: Error, Equatable {
    /// There is more than `limit` bytes; the rest was not read.
    case tooLong
    /// The deadline passed.
    case timedOut
    /// poll(2) or read(2) failed, with this `errno`.
    case system(Int32)
  }

  /// How long one wait lasts before the reader looks around, in milliseconds.
  private static let slice: Int32 = 50

  let descriptor: Int32
  /// The most bytes that are taken.
  let limit: Int
  /// When to give up; `nil` waits for ever.
  let deadline: ContinuousClock.Instant?

  /// Reads everything.
  ///
  /// - Throws: ``Failure``; `CancellationError`; ``CryptoError/noGuardedMemory``.
  consuming func readToEnd() throws -> SecretBytes {
    var count = 0
    // One byte more than the limit, so that a longer text shows.
    let scratch = try SecretBytes(count: limit + 1) { buffer in
      guard let start = buffer.baseAddress else { return }
      while true {
        try waitForBytes()
        let got = read(descriptor, start + count, buffer.count - count)
        if got < 0 {
          guard errno == EINTR || errno == EAGAIN else { throw Failure.system(errno) }
          continue
        }
        if got == 0 { return }
        count += got
        guard count <= limit else { throw Failure.tooLong }
      }
    }
    return try scratch.copy(0..<count)
  }

  /// Waits until bytes or the end can be read.
  private func waitForBytes() throws {
    while true {
      try Task.checkCancellation()
      if let deadline, ContinuousClock.now >= deadline { throw Failure.timedOut }
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, Self.slice)
      if ready > 0 { return }
      guard ready == 0 || errno == EINTR else { throw Failure.system(errno) }
    }
  }
}

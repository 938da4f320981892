import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// When a localnet is killed.
enum Instant: Sendable, CustomStringConvertible {
  /// When its clients have so many more replies, and more transactions are on their way.
  case replies(Int)
  /// When its log is so many bytes longer: most often in the middle of an input, before its reply.
  case bytes(Int)

  /// One of the two, in turns.
  static func random(_ turn: Int, _ random: inout SeededGenerator) -> Instant {
    turn.isMultiple(of: 2)
      ? .bytes(.random(in: 600...20_000, using: &random))
      : .replies(.random(in: 1...40, using: &random))
  }

  var description: String {
    switch self {
    case .replies(let count): "\(count) replies"
    case .bytes(let count): "\(count) bytes"
    }
  }

  /// Kills a localnet at this instant, while its clients write, and returns when they have noticed.
  func kill(_ localnet: LocalnetProgram.Running, while writers: Writers) async throws {
    switch self {
    case .replies(let count):
      try await writers.run { if $0 == count { localnet.end(by: SIGKILL) } }
    case .bytes(let count):
      var status = stat()
      guard stat(localnet.log, &status) == 0 else { throw POSIXError(.ENOENT) }
      let length = Int(status.st_size) + count
      let isOver = Flag()
      Thread.detachNewThread {
        while !isOver.isSet {
          var status = stat()
          if stat(localnet.log, &status) == 0, status.st_size >= length { break }
          sched_yield()
        }
        if !isOver.isSet { localnet.end(by: SIGKILL) }
      }
      defer { isOver.set() }
      try await writers.run { _ in }
    }
    #expect(!localnet.end(by: SIGKILL), "the clients gave up before \(self)")
  }
}

private final class Flag: Sendable {
  private let value = Mutex(false)

  var isSet: Bool { value.withLock { $0 } }

  func set() { value.withLock { $0 = true } }
}

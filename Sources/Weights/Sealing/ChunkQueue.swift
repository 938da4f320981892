import Dispatch
import Synchronization

/// Passes chunks from one thread to another, and their buffers back.
///
/// The buffers go round, so memory stays the same however long the file is, and the faster side
/// waits for the slower one.
final class ChunkQueue: Sendable {
  private struct State {
    var empty: [[UInt8]]
    var filled: [Chunk] = []
    var end: Result<Void, any Error>?
    var isStopped = false
  }

  private let state: Mutex<State>
  private let emptyCount = DispatchSemaphore(value: 0)
  private let filledCount = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// Makes a queue with so many buffers of one size.
  init(depth: Int, chunkSize: Int) {
    state = Mutex(
      State(empty: (0..<depth).map { _ in [UInt8](repeating: 0, count: chunkSize) }))
    for _ in 0..<depth { emptyCount.signal() }
  }

  /// Waits for an empty buffer; `nil` when no more chunks are wanted.
  func emptyBuffer() -> [UInt8]? {
    emptyCount.wait()
    return state.withLock { $0.isStopped ? nil : $0.empty.popLast() }
  }

  /// Passes on a chunk.
  func push(_ chunk: sending Chunk) {
    state.withLock { $0.filled.append(chunk) }
    filledCount.signal()
  }

  /// Says that no more chunks come, and why. The last call of the thread that fills.
  func end(_ result: Result<Void, any Error>) {
    state.withLock { $0.end = result }
    filledCount.signal()
    ended.signal()
  }

  /// Waits for the next chunk; `nil` after the last.
  ///
  /// - Throws: What the other side ended with, after all chunks before that.
  func pop() throws -> Chunk? {
    filledCount.wait()
    return try state.withLock { state in
      guard state.filled.isEmpty else { return state.filled.removeFirst() }
      try state.end?.get()
      return nil
    }
  }

  /// Gives a buffer back.
  func giveBack(_ buffer: consuming [UInt8]) {
    let buffer = buffer
    state.withLock { $0.empty.append(buffer) }
    emptyCount.signal()
  }

  /// Says that no more chunks are wanted, and waits until the other side has ended.
  func stop() {
    state.withLock { $0.isStopped = true }
    emptyCount.signal()
    ended.wait()
  }
}

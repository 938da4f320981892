import Dispatch
import Synchronization

/// Work that blocks: it reads files and waits for disks, and has threads of its own, so that tasks with a
/// deadline are not kept from theirs.
enum Blocking {
  /// Tells blocking work that its task was cancelled.
  final class Stop: Sendable {
    private let isStopped = Mutex(false)

    func stop() { isStopped.withLock { $0 = true } }

    /// Throws `CancellationError` once the task was cancelled.
    func check() throws {
      if isStopped.withLock({ $0 }) { throw CancellationError() }
    }
  }

  private static let queue = DispatchQueue(
    label: "Steward.Blocking", qos: .userInitiated, attributes: .concurrent)

  static func run<Value: Sendable>(
    _ body: @escaping @Sendable (Stop) throws -> Value
  ) async throws -> Value {
    let stop = Stop()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result { try body(stop) }) }
      }
    } onCancel: {
      stop.stop()
    }
  }
}

import Foundation
import Glibc

/// Threads for transfers, because libcurl and the sources of bodies block.
enum TransferThread {
  /// Runs `body` on a thread of its own, where a write to a closed connection is an error and no
  /// signal.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        blockSIGPIPE()
        continuation.resume(with: Swift.Result { try body() })
      }
    }
  }

  /// Runs `body` on a thread of its own, and lets it know when the task is cancelled.
  ///
  /// - Parameter body: Should throw `CancellationError` soon after the stop is pulled.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `CancellationError` when the task is cancelled already.
  static func runStoppable<Result: Sendable>(
    _ body: @escaping @Sendable (TransferStop) throws -> Result
  ) async throws -> Result {
    try Task.checkCancellation()
    let stop = TransferStop()
    return try await withTaskCancellationHandler {
      try await run { try body(stop) }
    } onCancel: {
      stop.pull()
    }
  }

  /// TLS libraries write without MSG_NOSIGNAL. The signal goes to the thread that wrote, and stays
  /// blocked there until the thread ends.
  private static func blockSIGPIPE() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

import Foundation
import Glibc

/// Threads for talking to children, because that waits and must not hold up other tasks.
package enum ChildThread {
  /// Runs `body` on a thread of its own, where a write to a closed pipe is an error and no signal.
  ///
  /// - Parameter body: Gets a switch that is pulled when the task is cancelled; it should then throw
  ///   `CancellationError` soon.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; `CancellationError` when the task is cancelled already.
  package static func run<Result: Sendable>(
    _ body: @escaping @Sendable (StopSwitch) throws -> Result
  ) async throws -> Result {
    try Task.checkCancellation()
    let stop = try StopSwitch()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
          blockSIGPIPE()
          continuation.resume(with: Swift.Result { try body(stop) })
        }
      }
    } onCancel: {
      stop.pull()
    }
  }

  /// The signal goes to the thread that wrote, and stays blocked there until the thread ends.
  private static func blockSIGPIPE() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

extension ChildCommand {
  /// Runs the command and collects what it writes to its standard output.
  ///
  /// A secret must not come this way: use ``ChildConversation/hold(_:readingInto:stop:)`` with
  /// guarded memory, inside ``ChildThread/run(_:)``.
  ///
  /// - Parameter outputLimit: How many bytes of output are accepted.
  /// - Returns: How the child left things, and its output.
  /// - Throws: ``ChildProcessError``; `CancellationError` when the task is cancelled, after the child
  ///   is killed; what the input throws.
  package func run(outputLimit: Int) async throws -> (exit: ChildExit, output: [UInt8]) {
    try await ChildThread.run { stop in
      var output = [UInt8](repeating: 0, count: outputLimit)
      let exit = try output.withUnsafeMutableBytes {
        try ChildConversation.hold(self, readingInto: $0, stop: stop)
      }
      output.removeLast(outputLimit - exit.outputCount)
      return (exit, output)
    }
  }
}

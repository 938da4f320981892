import Foundation

/// Runs what blocks on a thread of its own. Those of a queue are the ones that tasks run on.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

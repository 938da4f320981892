/// Runs `operation` and cancels it when `limit` has passed.
///
/// - Returns: What `operation` returned, or `nil` if the time was up first. A result that comes while
///   the cancellation is under way still counts: it is better than none.
func withDeadline<Success: Sendable>(
  _ limit: Duration,
  operation: @escaping @Sendable () async -> Result<Success, any Error>
) async -> Result<Success, any Error>? {
  await withTaskGroup(of: Event<Success>.self) { group in
    group.addTask { .finished(await operation()) }
    group.addTask {
      do { try await Task.sleep(for: limit, tolerance: .zero) } catch { return .stoppedWaiting }
      return .timeIsUp
    }
    var isLate = false
    for await event in group {
      switch event {
      case .finished(let result):
        group.cancelAll()
        if isLate, case .failure = result { return nil }
        return result
      case .timeIsUp:
        isLate = true
        group.cancelAll()
      case .stoppedWaiting:
        break
      }
    }
    return nil
  }
}

private enum Event<Success: Sendable>: Sendable {
  case finished(Result<Success, any Error>)
  case timeIsUp
  case stoppedWaiting
}

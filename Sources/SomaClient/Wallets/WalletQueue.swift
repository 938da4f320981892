/// Lets one task at a time pass, in the order in which they came.
actor WalletQueue {
  private struct Ticket {
    let number: UInt64
    let turn: AsyncStream<Never>.Continuation
  }

  private var tickets: [Ticket] = []
  private var next: UInt64 = 0

  /// Runs `body` when all that came before have ended.
  ///
  /// - Throws: `CancellationError` for a task that is cancelled while it waits; what `body` throws.
  func run<Value: Sendable>(
    _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    let (turn, continuation) = AsyncStream<Never>.makeStream()
    let number = next
    next += 1
    tickets.append(Ticket(number: number, turn: continuation))
    if tickets.count > 1 {
      for await _ in turn {}
    }
    defer { leave(number) }
    try Task.checkCancellation()
    return try await body()
  }

  private func leave(_ number: UInt64) {
    let wasFirst = tickets.first?.number == number
    tickets.removeAll { $0.number == number }
    if wasFirst { tickets.first?.turn.finish() }
  }
}

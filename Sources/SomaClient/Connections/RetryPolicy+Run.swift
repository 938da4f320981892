extension RetryPolicy {
  /// Makes attempts until one succeeds, fails for good, or the policy allows no more.
  ///
  /// Of `choices` nodes, the one with the number `first` is asked first, then the next ones without a
  /// pause; a pause follows when all have failed. `attempt` asks the node with the number that it gets,
  /// and has that much time.
  ///
  /// - Returns: The value, and the number of the node that gave it.
  /// - Throws: The last failure. Failures that no retry mends, and errors of other types, end the
  ///   attempts at once; so does cancellation, as an ``RPCFailure`` with the code `cancelled`.
  func run<C: Clock<Duration>, Value>(
    choices: Int, first: Int, clock: C, randomness: some RandomNumberGenerator,
    attempt: (_ choice: Int, _ timeLeft: Duration) async throws -> Value
  ) async throws -> (value: Value, choice: Int) {
    var randomness = randomness
    let end = clock.now.advanced(by: overall)
    var made = 0
    while true {
      let choice = (first + made) % choices
      do {
        return (try await attempt(choice, clock.now.duration(to: end)), choice)
      } catch let failure as RPCFailure where failure.isRetryableRead {
        made += 1
        guard made < attempts else { throw failure }
        let pause =
          made % choices == 0 ? pause(afterRound: made / choices, using: &randomness) : .zero
        guard pause < clock.now.duration(to: end) else { throw failure }
        do {
          try Task.checkCancellation()
          if pause > .zero { try await clock.sleep(for: pause) }
        } catch {
          throw failure.givenUp
        }
      }
    }
  }
}

extension RPCFailure {
  /// The same, for a caller that did not want to wait for another attempt.
  fileprivate var givenUp: RPCFailure {
    var failure = self
    failure.code = .cancelled
    return failure
  }
}

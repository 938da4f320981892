import SomaWire

extension RetryPolicy {
  /// Makes attempts until one succeeds, fails for good, or the policy allows no more.
  ///
  /// Of `choices` nodes, the one with the number `first` is asked first, then the next ones without a
  /// pause; a pause follows when all have failed. `attempt` asks the node with the number that it gets,
  /// and has that much time.
  ///
  /// - Returns: The value, and the number of the node that gave it.
  /// What is wrong with one node (see `isFaultOfNode`) sends the read to the next one that was not asked
  /// yet; answers such as NOT_FOUND do not.
  ///
  /// - Throws: The last failure. Failures that no retry mends, and errors of other types, end the
  ///   attempts; so does cancellation, as an ``RPCFailure`` with the code `cancelled`.
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
      } catch  where isFaultOfNode(error) && made + 1 < min(choices, attempts) {
        made += 1
      }
    }
  }

  /// Whether another node can do better than the one that failed like this: it does not have the call,
  /// does not let us make it, broke, or answered what cannot be believed.
  private func isFaultOfNode(_ error: any Error) -> Bool {
    switch error {
    case let failure as RPCFailure:
      switch (failure.stage, failure.code) {
      case (.unreadable, _), (_, .unimplemented), (_, .permissionDenied), (_, .unauthenticated),
        (_, .internal), (_, .dataLoss):
        true
      default: false
      }
    case is WireError, is ReplyError: true
    default: false
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

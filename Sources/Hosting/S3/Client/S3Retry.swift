/// Makes requests again that may pass, by one policy and one clock.
struct S3Retry: Sendable {
  var policy = TransferRetryPolicy()
  var clock: any Clock<Duration> = ContinuousClock()

  /// Makes attempts until one succeeds or no more make sense.
  ///
  /// - Throws: The last failure; `CancellationError`.
  func callAsFunction<Value>(_ attempt: () async throws -> Value) async throws -> Value {
    try await policy.run(clock: clock) { _ in try await attempt() }
  }
}

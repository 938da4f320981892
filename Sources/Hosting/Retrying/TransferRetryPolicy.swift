/// How often and for how long a request is made again, and after which pauses.
///
/// A pause is drawn from all of the range up to an exponentially growing limit ("full jitter"), so
/// that many clients of a server that comes back do not return in step. A server that says when it
/// wants to be asked again is obeyed within bounds.
public struct TransferRetryPolicy: Equatable, Sendable {
  /// Attempts in all, the first included; at least 1.
  public var attempts = 10

  /// The longest that the first pause can be.
  public var base = Duration.milliseconds(500)

  /// The longest that any pause of our own choice can be.
  public var cap = Duration.seconds(30)

  /// The longest that a server's own wish is obeyed. One that asks for more gets this.
  public var longestWish = Duration.seconds(300)

  /// From the first attempt to the beginning of the last; `nil` for no limit.
  public var deadline: Duration? = .seconds(15 * 60)

  /// The defaults.
  public init() {}

  /// One attempt only.
  public static var once: Self {
    var policy = Self()
    policy.attempts = 1
    return policy
  }

  /// The pause after so many failures.
  ///
  /// - Parameters:
  ///   - failures: How many attempts have failed; at least 1.
  ///   - advice: What the last of them says.
  ///   - generator: Where the pause is drawn from.
  /// - Returns: The pause; `nil` when another attempt would be of no use.
  public func pause(
    afterFailures failures: Int, _ advice: RetryAdvice,
    using generator: inout some RandomNumberGenerator
  ) -> Duration? {
    guard failures < attempts else { return nil }
    // 30 doublings reach any cap.
    let longest = min(cap, base * (1 << min(max(failures - 1, 0), 30)))
    let jitter = longest * Double.random(in: 0...1, using: &generator)
    switch advice {
    case .never: return nil
    case .later: return jitter
    // After the wish, not at it: others got the same one.
    case .notBefore(let wish): return min(wish, longestWish) + min(jitter, .seconds(1))
    }
  }

  /// Makes attempts until one succeeds, fails for good, or the policy allows no more.
  ///
  /// - Parameters:
  ///   - clock: What pauses and the deadline are measured with.
  ///   - randomness: What pauses are drawn from.
  ///   - attempt: Gets the number of the attempt, from 1.
  /// - Returns: The value of the attempt that succeeded.
  /// - Throws: The last failure. Only failures that are ``RetryAdvising`` lead to another attempt,
  ///   and only when its pause ends before the deadline; `CancellationError` from a pause.
  public func run<C: Clock<Duration>, Value>(
    clock: C = ContinuousClock(),
    randomness: some RandomNumberGenerator = SystemRandomNumberGenerator(),
    _ attempt: (_ number: Int) async throws -> Value
  ) async throws -> Value {
    var randomness = randomness
    let start = clock.now
    var made = 0
    while true {
      do {
        made += 1
        return try await attempt(made)
      } catch let failure as any RetryAdvising {
        guard let pause = pause(afterFailures: made, failure.retryAdvice, using: &randomness)
        else { throw failure }
        if let deadline, start.duration(to: clock.now) + pause >= deadline { throw failure }
        try await clock.sleep(for: pause)
      }
    }
  }
}

/// How often a read is made again, and after which pauses.
///
/// The pauses grow exponentially and are drawn from the whole range below that ("full jitter"), so
/// that many clients of a node that comes back do not return in step.
public struct RetryPolicy: Equatable, Sendable {
  /// Calls in all, the first included, over all nodes; at least 1.
  public var attempts = 6

  /// The longest that the first pause can be.
  public var base = Duration.milliseconds(200)

  /// The longest that any pause can be.
  public var cap = Duration.seconds(5)

  /// From the first call to the end of the last, pauses included.
  public var overall = Duration.seconds(60)

  /// Creates the default policy.
  public init() {}

  /// The pause after all nodes have failed for the `round`th time, counted from 1.
  public func pause(
    afterRound round: Int, using generator: inout some RandomNumberGenerator
  ) -> Duration {
    // 30 doublings reach any cap.
    let longest = min(cap, base * (1 << min(max(round - 1, 0), 30)))
    return longest * Double.random(in: 0...1, using: &generator)
  }
}

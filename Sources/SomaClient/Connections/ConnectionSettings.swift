/// How nodes are spoken to.
public struct ConnectionSettings: Sendable {
  /// Sent with every call, such as `steward/0.1.0`.
  public var userAgent: String

  /// Whose certificates are believed on `https`.
  public var trust = TrustRoots.system

  /// How long a call may take that names no deadline of its own.
  public var deadline = Duration.seconds(20)

  /// The longest reply that is read, in bytes. The state of a busy chain has many megabytes.
  public var maximumReplyBytes = 256 << 20

  /// How long connections may take to end once nobody uses them; then they are cut.
  public var drain = Duration.seconds(2)

  /// When reads are made again.
  public var retry = RetryPolicy()

  /// What retries and the end of a connection wait by.
  public var clock: any Clock<Duration> = ContinuousClock()

  /// Where the length of a wait comes from. Each read starts from this value.
  public var randomness: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()

  /// The defaults, for a version of Steward.
  public init(version: String) { userAgent = "steward/\(version)" }
}

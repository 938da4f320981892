/// How long a transfer may take.
public struct TransferTimeouts: Equatable, Sendable {
  /// For looking up the name, connecting and the TLS handshake together.
  public var connect: Duration

  /// How long nothing may move in either direction once connected. An answer that the server needs
  /// time for counts too.
  public var idle: Duration

  /// How many bytes must move in each period of ``idle``; at least 1. More than 1 ends transfers
  /// that trickle.
  public var leastProgress: UInt64

  /// For everything together; `nil` for no limit, which is right for a large body.
  public var total: Duration?

  /// Creates timeouts.
  public init(
    connect: Duration = .seconds(15), idle: Duration = .seconds(60), leastProgress: UInt64 = 1,
    total: Duration? = nil
  ) {
    self.connect = connect
    self.idle = idle
    self.leastProgress = leastProgress
    self.total = total
  }
}

/// How a transport connects, the same for all requests.
public struct TransportOptions: Equatable, Sendable {
  /// Whether requests go through a proxy.
  public enum Proxy: Equatable, Sendable {
    /// As `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say.
    case environment
    /// Always through this one.
    case url(String)
    /// Never, as for metadata services of this machine.
    case none
  }

  /// Whether requests go through a proxy.
  public var proxy = Proxy.environment

  /// Value of `User-Agent`, unless a request has its own.
  public var userAgent = "steward"

  /// A PEM file of certificate authorities that replaces the system's; `nil` for the system's.
  public var authorities: String?

  /// Most bytes that each transfer sends in a second; `nil` for no limit.
  public var sendRate: UInt64?

  /// Most bytes that each transfer receives in a second; `nil` for no limit.
  public var receiveRate: UInt64?

  /// How many connections are kept open for the next request.
  public var idleConnections = 16

  /// The defaults.
  public init() {}
}

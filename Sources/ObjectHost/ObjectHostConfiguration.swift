public import HTTPSyntax

/// How an ``ObjectHost`` is set up. The defaults are right for a test.
public struct ObjectHostConfiguration: Sendable {
  /// Where objects lie.
  public enum Storage: Hashable, Sendable {
    /// In memory, as long as objects and uploads together have at most so many bytes.
    case memory(maximumByteCount: UInt64)
    /// As plain files below this directory, which is created if only its last part is missing. Files
    /// that others put there are served as well. What is stored is fsynced before it is answered for.
    case directory(path: String)
  }

  /// The port of 127.0.0.1; 0 for any that is free.
  public var port: UInt16 = 0

  /// Where objects lie; 256 MiB of memory by default.
  public var storage = Storage.memory(maximumByteCount: 256 << 20)

  /// Most bytes of one object; `nil` for as many as the storage takes.
  public var maximumObjectByteCount: UInt64?

  /// Whether `/.admin/` sets faults and shows requests. Whoever reaches the port may use it.
  public var allowsAdmin = false

  /// Serves `/model/{id}`. Objects whose keys begin with `model/` cannot be reached meanwhile.
  public var modelProxy: ModelProxy?

  /// How long a connection may be silent while a request is expected or read.
  public var idleTimeout: Duration = .seconds(60)

  /// How long requests that are being answered may go on after the host was told to stop.
  public var shutdownGrace: Duration = .seconds(1)

  /// The clock that replies and objects in memory are stamped with.
  public var now: @Sendable () -> HTTPDate = { .now }

  /// Waits: what slows bodies down, and the grace.
  public var clock: any Clock<Duration> = ContinuousClock()

  /// Creates a configuration with every default.
  public init() {}
}

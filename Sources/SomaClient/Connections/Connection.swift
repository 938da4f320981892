import Synchronization

/// The nodes that a program speaks to.
public struct Connection: Sendable {
  /// One channel for each node, in the order in which they were given; at least one.
  public let channels: [RPCChannel]

  private let settings: ConnectionSettings
  private let preference = Preference()

  init(channels: [RPCChannel], settings: ConnectionSettings) {
    self.channels = channels
    self.settings = settings
  }

  /// The node that answered the last read; the first one in the beginning. Submissions go here, once.
  public var preferred: RPCChannel { channels[preference.index] }

  /// Reads from one node, and makes the whole read again while ``RPCFailure/isRetryableRead`` holds
  /// and ``ConnectionSettings/retry`` allows it: at the next node if there are several.
  ///
  /// Not for submissions. `attempt` reads by the channel that it gets and by no other, so that what it
  /// returns is the view of one node.
  ///
  /// - Throws: The last ``RPCFailure``, or at once whatever else `attempt` throws.
  public func read<Value>(_ attempt: (RPCChannel) async throws -> Value) async throws -> Value {
    try await read(attempt, clock: settings.clock, randomness: settings.randomness)
  }

  /// Makes one call as ``read(_:)`` does.
  public func read<Request, Reply>(
    _ method: RPCMethod<Request, Reply>, _ request: Request, deadline: Duration? = nil
  ) async throws -> Reply {
    try await read { try await $0.call(method, request, deadline: deadline) }
  }

  /// Asks all nodes at once.
  ///
  /// - Returns: What `body` returned for each of ``channels``, in that order.
  public func each<Value: Sendable>(
    _ body: @escaping @Sendable (RPCChannel) async -> Value
  ) async -> [Value] {
    await withTaskGroup(of: (Int, Value).self) { group in
      for (index, channel) in channels.enumerated() {
        group.addTask { (index, await body(channel)) }
      }
      var values: [(index: Int, value: Value)] = []
      for await value in group { values.append(value) }
      return values.sorted { $0.index < $1.index }.map(\.value)
    }
  }

  private func read<Value>(
    _ attempt: (RPCChannel) async throws -> Value,
    clock: some Clock<Duration>, randomness: some RandomNumberGenerator
  ) async throws -> Value {
    let (value, choice) = try await settings.retry.run(
      choices: channels.count, first: preference.index, clock: clock, randomness: randomness
    ) { index, timeLeft in
      var channel = channels[index]
      channel.latest = .now + timeLeft
      return try await attempt(channel)
    }
    preference.index = choice
    return value
  }
}

/// Which node is asked first. Shared by all copies of a ``Connection``.
private final class Preference: Sendable {
  private let stored = Mutex(0)

  var index: Int {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}

public import Ledger

/// Those who follow the checkpoints of one node.
///
/// Source: `rpc/src/api/subscription.rs`.
struct CheckpointFeed {
  /// How many checkpoints wait for a subscriber; the next one ends its subscription.
  static let bufferSize = 256
  /// How many subscribers there can be.
  static let maximumSubscribers = 1024

  private var subscribers: [UInt64: AsyncStream<Checkpoint>.Continuation] = [:]
  private var next: UInt64 = 0

  /// How many subscribers there are.
  var count: Int { subscribers.count }

  /// Begins a subscription with the next checkpoint; `nil` when there are too many.
  mutating func subscribe() -> CheckpointSubscription? {
    guard subscribers.count < Self.maximumSubscribers else { return nil }
    let (checkpoints, continuation) = AsyncStream<Checkpoint>.makeStream(
      bufferingPolicy: .bufferingOldest(Self.bufferSize))
    next += 1
    subscribers[next] = continuation
    return CheckpointSubscription(id: next, checkpoints: checkpoints, continuation)
  }

  /// Ends a subscription.
  mutating func leave(_ id: UInt64) { subscribers.removeValue(forKey: id)?.finish() }

  /// Hands out a checkpoint. Who has no room for it is cut off, and still gets what waits.
  mutating func publish(_ checkpoint: Checkpoint) {
    for (id, subscriber) in subscribers {
      guard case .enqueued = subscriber.yield(checkpoint) else {
        leave(id)
        continue
      }
    }
  }

  /// Ends all subscriptions.
  mutating func end() {
    for subscriber in subscribers.values { subscriber.finish() }
    subscribers = [:]
  }
}

/// The checkpoints of one node from some time on.
public struct CheckpointSubscription: Sendable {
  /// Its number, for ``LocalnetNode/endSubscription(_:in:)``.
  public let id: UInt64
  /// The checkpoints. They end when the subscriber is 256 behind, and with the localnet.
  public let checkpoints: AsyncStream<Checkpoint>

  private let continuation: AsyncStream<Checkpoint>.Continuation

  init(
    id: UInt64, checkpoints: AsyncStream<Checkpoint>,
    _ continuation: AsyncStream<Checkpoint>.Continuation
  ) {
    self.id = id
    self.checkpoints = checkpoints
    self.continuation = continuation
  }

  /// Ends ``checkpoints``, from anywhere.
  public func cancel() { continuation.finish() }
}

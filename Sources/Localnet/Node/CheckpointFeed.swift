public import Ledger
import Synchronization

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
  private let ended = EndedSubscriptions()

  /// How many subscribers there are.
  var count: Int {
    mutating get {
      for id in ended.takeAll() { subscribers[id] = nil }
      return subscribers.count
    }
  }

  /// Begins a subscription with the next checkpoint; `nil` when there are too many.
  mutating func subscribe() -> CheckpointSubscription? {
    guard count < Self.maximumSubscribers else { return nil }
    let (checkpoints, continuation) = AsyncStream<Checkpoint>.makeStream(
      bufferingPolicy: .bufferingOldest(Self.bufferSize))
    next += 1
    // However it ends: also when a call is over before anyone has read from it.
    continuation.onTermination = { [ended, next] _ in ended.add(next) }
    subscribers[next] = continuation
    return CheckpointSubscription(checkpoints, continuation)
  }

  /// Hands out a checkpoint. Who has no room for it is cut off, and still gets what waits.
  mutating func publish(_ checkpoint: Checkpoint) {
    for (id, subscriber) in subscribers {
      guard case .enqueued = subscriber.yield(checkpoint) else {
        subscribers.removeValue(forKey: id)?.finish()
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

/// The checkpoints of one node from some time on. The subscription ends with this value.
public struct CheckpointSubscription: Sendable {
  /// The checkpoints. They end when the subscriber is 256 behind, and with the localnet.
  public let checkpoints: AsyncStream<Checkpoint>

  private let continuation: AsyncStream<Checkpoint>.Continuation

  init(
    _ checkpoints: AsyncStream<Checkpoint>, _ continuation: AsyncStream<Checkpoint>.Continuation
  ) {
    self.checkpoints = checkpoints
    self.continuation = continuation
  }

  /// Ends the subscription, from anywhere.
  public func cancel() { continuation.finish() }
}

/// Which subscriptions are over, noted by whoever ends them.
private final class EndedSubscriptions: Sendable {
  private let ids = Mutex<[UInt64]>([])

  func add(_ id: UInt64) { ids.withLock { $0.append(id) } }

  func takeAll() -> [UInt64] {
    ids.withLock { ids in
      defer { ids = [] }
      return ids
    }
  }
}

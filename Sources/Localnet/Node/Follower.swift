import Ledger
import SomaTypes

/// The ledger of a second node, which gets the same inputs and applies them when its faults allow.
///
/// It never goes back: a lag that is asked for begins with what comes next.
struct Follower {
  /// What this node knows.
  private(set) var ledger: Ledger
  /// What it does not know yet, oldest first.
  private var pending: [LedgerInput] = []
  private var feed = CheckpointFeed()

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// Notes an input.
  mutating func enqueue(_ input: LedgerInput) { pending.append(input) }

  /// Applies what may be applied.
  ///
  /// - Parameters:
  ///   - lag: How many checkpoints it stays behind.
  ///   - frozenEpoch: The epoch whose end it does not see.
  mutating func catchUp(lag: UInt64, frozenEpoch: Epoch?) {
    var behind = pending.count(where: \.makesCheckpoint)
    var applied = 0
    for input in pending {
      // Without a lag it also knows what no checkpoint has yet.
      guard lag == 0 || behind > Int(clamping: lag) else { break }
      if case .boundary = input, let frozenEpoch, ledger.systemState.epoch >= frozenEpoch { break }
      // The other ledger accepted the same input in the same state.
      guard (try? ledger.apply(input)) != nil else { break }
      applied += 1
      if input.makesCheckpoint {
        behind -= 1
        feed.publish(ledger.latestCheckpoint)
      }
    }
    pending.removeFirst(applied)
  }

  /// Begins a subscription to what this node learns; `nil` when there are too many.
  mutating func subscribe() -> CheckpointSubscription? { feed.subscribe() }

  /// How many follow its checkpoints.
  var subscriberCount: Int { mutating get { feed.count } }

  /// Ends all subscriptions.
  mutating func end() { feed.end() }
}

extension LedgerInput {
  /// Whether a checkpoint comes of it.
  fileprivate var makesCheckpoint: Bool {
    switch self {
    case .checkpoint, .boundary: true
    case .transaction, .lock: false
    }
  }
}

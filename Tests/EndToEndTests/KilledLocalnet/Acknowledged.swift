import SomaTypes
import Synchronization

/// What a localnet has told its clients, in all its lives.
final class Acknowledged: Sendable {
  private struct State {
    var chainID: CheckpointDigest?
    var effects: [TransactionDigest: TransactionEffects] = [:]
    var epoch: Epoch = 0
    var count = 0
  }

  private let state = Mutex(State())

  /// The effects of transactions that ran.
  var effects: [TransactionDigest: TransactionEffects] { state.withLock { $0.effects } }
  /// The last epoch that was said to have begun.
  var epoch: Epoch { state.withLock { $0.epoch } }
  /// How many replies there were.
  var count: Int { state.withLock { $0.count } }

  /// Notes that a transaction ran.
  ///
  /// - Returns: How many replies there are now.
  func note(_ effects: TransactionEffects) -> Int {
    state.withLock { state in
      state.effects[effects.transactionDigest] = effects
      state.count += 1
      return state.count
    }
  }

  /// Notes that an epoch began.
  ///
  /// - Returns: How many replies there are now.
  func note(_ epoch: Epoch) -> Int {
    state.withLock { state in
      state.epoch = max(state.epoch, epoch)
      state.count += 1
      return state.count
    }
  }

  /// Whether the chain has the id that it had when this was first asked.
  func isSameChain(_ id: CheckpointDigest) -> Bool {
    state.withLock { state in
      state.chainID = state.chainID ?? id
      return state.chainID == id
    }
  }
}

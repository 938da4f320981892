import SomaTypes

/// Which coins a wallet may use, from what it has submitted itself.
///
/// A coin version belongs to at most one transaction that may still run; and a node that lags behind
/// cannot bring an old version back.
struct LiveCoins: Sendable {
  /// The owned inputs of transactions whose outcome is not known.
  private var held: [TransactionDigest: Set<ObjectID>] = [:]
  /// The lowest version that is worth using; `nil` for an object that is gone.
  private var floor: [ObjectID: ObjectVersion?] = [:]

  /// What of `purse` can be used.
  func usable(_ purse: CoinPurse) -> CoinPurse {
    let held = held.values.reduce(into: Set<ObjectID>()) { $0.formUnion($1) }
    return purse.without(
      Set(
        purse.coins.map(\.reference).filter { held.contains($0.id) || isStale($0) }.map(\.id)))
  }

  private func isStale(_ reference: ObjectRef) -> Bool {
    guard let lowest = floor[reference.id] else { return false }
    guard let lowest else { return true }
    return reference.version < lowest
  }

  /// Whether an input of `data` belongs to another transaction that may still run.
  func conflict(with data: TransactionData) -> TransactionDigest? {
    let ids = data.ownedInputIDs
    let digest = data.digest
    return held.first { $0.key != digest && !$0.value.isDisjoint(with: ids) }?.key
  }

  /// Before a transaction leaves.
  ///
  /// - Returns: Whether it leaves for the first time.
  mutating func hold(_ data: TransactionData) -> Bool {
    held.updateValue(data.ownedInputIDs, forKey: data.digest) == nil
  }

  /// After it turned out that it cannot run.
  mutating func release(_ digest: TransactionDigest) { held[digest] = nil }

  /// After it ran, with success or not.
  mutating func record(_ effects: TransactionEffects) {
    held[effects.transactionDigest] = nil
    for change in effects.changedObjects where change.input != nil {
      floor[change.id] = change.output == nil ? .some(nil) : effects.version
    }
  }
}

extension TransactionData {
  fileprivate var ownedInputIDs: Set<ObjectID> {
    Set((gasPayment + kind.ownedInputs).map(\.id))
  }
}

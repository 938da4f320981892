import SomaTypes

/// Which coins a wallet may use, from what it has submitted itself.
///
/// A coin version belongs to at most one transaction that may still run; and a node that lags behind
/// cannot bring an old version back.
struct LiveCoins: Sendable {
  /// The owned inputs of transactions whose outcome is not known.
  private var held: [TransactionDigest: Set<ObjectID>] = [:]
  /// The lowest version that can be live, of objects that were inputs. One that is gone has none.
  private var floors: [ObjectID: ObjectVersion] = [:]

  /// What of `purse` can be used.
  func usable(_ purse: CoinPurse) -> CoinPurse {
    let held = held.values.reduce(into: Set<ObjectID>()) { $0.formUnion($1) }
    return purse.without(
      Set(
        purse.coins.map(\.reference).filter { held.contains($0.id) || isSpent($0) }.map(\.id)))
  }

  /// Whether a transaction that ran has used this version.
  private func isSpent(_ reference: ObjectRef) -> Bool {
    floors[reference.id].map { reference.version < $0 } ?? false
  }

  /// An input of `data` that a transaction has used which ran.
  func spent(in data: TransactionData) -> ObjectID? { data.ownedInputs.first(where: isSpent)?.id }

  /// Another transaction that may still run and has an input of `data`.
  func conflict(with data: TransactionData) -> TransactionDigest? {
    let ids = Set(data.ownedInputs.map(\.id))
    let digest = data.digest
    return held.first { $0.key != digest && !$0.value.isDisjoint(with: ids) }?.key
  }

  /// Before a transaction leaves. What of its inputs is spent stays so, and is not held beside.
  ///
  /// - Returns: Whether it leaves for the first time.
  mutating func hold(_ data: TransactionData) -> Bool {
    let inputs = Set(data.ownedInputs.filter { !isSpent($0) }.map(\.id))
    return held.updateValue(inputs, forKey: data.digest) == nil
  }

  /// After it turned out that it cannot run.
  mutating func release(_ digest: TransactionDigest) { held[digest] = nil }

  /// After it ran, with success or not.
  ///
  /// An input that the effects leave out is not used again at its version: the chain has lost it, or
  /// its lock stands until the epoch ends (CHAIN 2.2, 10.3 D5).
  mutating func record(_ effects: TransactionEffects, of data: TransactionData) {
    held[effects.transactionDigest] = nil
    for input in data.ownedInputs where input.version.rawValue < .max {
      raise(input.id, to: ObjectVersion(input.version.rawValue + 1))
    }
    for change in effects.changedObjects where change.input != nil {
      raise(change.id, to: effects.version)
    }
  }

  /// Never down: effects can be those of an older transaction that was submitted again.
  private mutating func raise(_ id: ObjectID, to version: ObjectVersion) {
    floors[id] = max(floors[id] ?? version, version)
  }
}

extension TransactionData {
  /// Gas and the objects in the payload.
  var ownedInputs: [ObjectRef] { gasPayment + kind.ownedInputs }
}

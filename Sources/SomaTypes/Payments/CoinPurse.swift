/// The coins that an account can use now, and the choice among them.
///
/// Every choice is deterministic: the richest coin comes first, of equally rich ones that with the
/// lowest id. So dust is never chosen while anything better is there.
public struct CoinPurse: Equatable, Sendable {
  /// The coins, each once, richest first.
  public let coins: [Coin]

  /// Takes coins as nodes list them. Of a coin that is listed twice the highest version counts, which
  /// nodes do not list in any order. Source: WIRE 6.4.
  public init(_ coins: some Sequence<Coin>) {
    var latest: [ObjectID: Coin] = [:]
    for coin in coins {
      let known = latest[coin.reference.id]
      if let known, known.reference.version >= coin.reference.version { continue }
      latest[coin.reference.id] = coin
    }
    self.coins = latest.values.sorted {
      ($1.balance, $0.reference.id) < ($0.balance, $1.reference.id)
    }
  }

  /// All the money; `nil` if the sum does not fit, which no chain allows.
  public var total: Amount? {
    var sum = Amount.zero
    for coin in coins {
      guard let next = sum.adding(coin.balance) else { return nil }
      sum = next
    }
    return sum
  }

  /// The same without some coins.
  public func without(_ ids: Set<ObjectID>) -> CoinPurse {
    CoinPurse(coins.filter { !ids.contains($0.reference.id) })
  }

  /// The coin of this id.
  ///
  /// - Throws: ``CoinSelectionError/notAmong(_:)``.
  public func coin(_ id: ObjectID) throws(CoinSelectionError) -> Coin {
    guard let coin = coins.first(where: { $0.reference.id == id }) else { throw .notAmong(id) }
    return coin
  }

  /// One coin that holds at least `amount`: the one asked for, or the richest.
  ///
  /// - Throws: ``CoinSelectionError``: ``CoinSelectionError/noCoin``,
  ///   ``CoinSelectionError/tooPoor(needed:richest:total:)``, ``CoinSelectionError/notAmong(_:)``.
  public func coin(
    holding amount: Amount, chosen: ObjectID? = nil
  ) throws(CoinSelectionError) -> Coin {
    let coin: Coin
    if let chosen {
      coin = try self.coin(chosen)
    } else {
      guard let richest = coins.first else { throw .noCoin }
      coin = richest
    }
    guard coin.balance.covers(amount) else {
      throw .tooPoor(needed: amount, richest: coin.balance, total: total ?? coin.balance)
    }
    return coin
  }
}

public import SomaTypes

/// What the chain says of a transaction that was sent.
public enum IntentRuling: Hashable, Sendable {
  /// It ran, in this epoch if that is known, and did what it should.
  case succeeded(in: Epoch?)
  /// It ran and failed.
  case failed(in: Epoch?)
  /// It did not run and never will.
  case dead
}

/// What was found out about a transaction that was sent.
public struct IntentEvidence: Equatable, Sendable {
  /// What the nodes say when they are asked for its digest.
  public var lookups: [Lookup]
  /// What became of its coins, one by one.
  public var coins: [CoinFate]
  /// Whether the chain shows what it should have done, in an observation that counts: the derived
  /// model id, the commitments, the key, the receipt, the rate.
  public var effect: Known<Bool>

  /// What a node says of a digest.
  public enum Lookup: Hashable, Sendable {
    /// It ran there.
    case ran(succeeded: Bool, in: Epoch)
    /// It did not run *there*, *yet*; or its effects were pruned. Proves nothing (CHAIN 7.7).
    case notFound
    /// The node did not answer.
    case silent
  }

  /// What became of a coin.
  public enum CoinFate: Hashable, Sendable {
    /// It still has the version that was signed.
    case untouched
    /// It moved on; this transaction made its latest version, or consumed it.
    case moved(by: TransactionDigest)
    /// Nobody can say.
    case unknown
  }

  /// Creates evidence.
  public init(lookups: [Lookup], coins: [CoinFate], effect: Known<Bool>) {
    self.lookups = lookups
    self.coins = coins
    self.effect = effect
  }

  /// The ruling, or `nil` while nothing is proven.
  ///
  /// Success is effects; or, where those are pruned, the effect on the chain and coins that moved on.
  /// Death is a coin that *another* transaction moved on, and an absent effect in a fresh observation;
  /// both. An untouched coin means that it has not run yet, whatever else is there.
  public func ruling(on digest: TransactionDigest) -> IntentRuling? {
    for case .ran(let succeeded, let epoch) in lookups {
      return succeeded ? .succeeded(in: epoch) : .failed(in: epoch)
    }
    guard case .known(let isThere) = effect, !coins.contains(.untouched) else { return nil }
    if isThere { return .succeeded(in: nil) }
    for case .moved(let mover) in coins { return mover == digest ? .failed(in: nil) : .dead }
    return nil
  }

  /// Whether its effect is on the chain although it has not run: another transaction of ours did it.
  public var isOvertaken: Bool { effect == .known(true) && coins.contains(.untouched) }
}

import SomaCrypto
import SomaTypes
import TestSupport

/// Every call of a builder, with random wishes.
enum BuilderCalls {
  /// What a call is for, and what the chain charges for it beside what it moves. Source: CHAIN 2.4, at
  /// r = 10.
  struct Call: Sendable {
    let name: String
    /// What leaves the input coin.
    var amount: Amount = .zero
    /// The objects that are written at most when gas is the input, and when it is another coin.
    var written: (alone: UInt64, apart: UInt64) = (2, 2)
    /// Hundredths of a percent of ``charged``.
    var rate: UInt64 = 0
    var charged: Amount = .zero
    /// Whether gas can be the input itself.
    var mayShare = false
    let build: @Sendable (TransactionBuilder) throws(CoinSelectionError) -> TransactionData
  }

  static func all(
    _ amount: Amount, chosen: ObjectID?, in purse: CoinPurse
  ) throws -> [Call] {
    let data = try submission(sizeInBytes: 100)
    let named = chosen ?? Purses.reference(1).id
    let whole = purse.coins.first { $0.reference.id == named }?.balance ?? .zero
    let staked =
      chosen.map { id in purse.coins.first { $0.reference.id == id } } ?? purse.coins.first
    let others = [Purses.reference(200), Purses.reference(1), Purses.reference(200)]
    return [
      Call(name: "flat") { (b) throws(CoinSelectionError) in
        try b.transaction(.deactivateModel(modelID: .zero))
      },
      Call(
        name: "create", amount: amount, written: (3, 3), rate: 5, charged: amount, mayShare: true
      ) { (b) throws(CoinSelectionError) in
        try b.createModel(CreateModel(stake: amount, commissionRate: 0, architectureVersion: 1))
      },
      Call(
        name: "transfer", amount: amount, written: (2, 3), rate: 10, charged: amount, mayShare: true
      ) { (b) throws(CoinSelectionError) in
        try b.transferCoin(amount, to: .zero, from: chosen)
      },
      Call(name: "whole", rate: 10, charged: whole) { (b) throws(CoinSelectionError) in
        try b.transferWholeCoin(named, to: .zero)
      },
      Call(
        name: "pay", amount: amount.adding(7) ?? amount, written: (3, 3), rate: 10,
        charged: amount.adding(7) ?? amount, mayShare: true
      ) { (b) throws(CoinSelectionError) in
        try b.payCoins([(.zero, amount), (.zero, 7)], from: chosen)
      },
      Call(name: "objects", written: (3, 3)) { (b) throws(CoinSelectionError) in
        try b.transferObjects(others, to: .zero)
      },
      Call(
        name: "stake", amount: amount, written: (3, 4), rate: 5, charged: amount, mayShare: true
      ) { (b) throws(CoinSelectionError) in
        try b.addStakeToModel(.zero, amount: amount, from: chosen)
      },
      Call(
        name: "validator", amount: amount, written: (3, 4), rate: 5, charged: amount, mayShare: true
      ) { (b) throws(CoinSelectionError) in
        try b.addStake(.zero, amount: amount, from: chosen)
      },
      Call(
        name: "all to a validator", written: (3, 3), rate: 5, charged: staked?.balance ?? .zero,
        mayShare: true
      ) { (b) throws(CoinSelectionError) in
        try b.addStake(.zero, amount: nil, from: chosen)
      },
      Call(name: "withdraw", written: (3, 3), rate: 5, charged: amount) {
        (b) throws(CoinSelectionError) in
        try b.withdrawStake(Purses.reference(200), principal: amount)
      },
      Call(name: "data", amount: Amount(6500), written: (4, 5), mayShare: true) {
        (b) throws(CoinSelectionError) in
        try b.submitData(data, bondPerByte: 65, from: chosen)
      },
      Call(name: "claim", written: (6, 6), rate: 5, charged: amount) {
        (b) throws(CoinSelectionError) in
        try b.claimRewards(.zero, reward: amount)
      },
    ]
  }

  static func submission(sizeInBytes: UInt64) throws -> DataSubmission {
    DataSubmission(
      targetID: .zero,
      manifest: ContentManifest(
        url: try CanonicalURL("https://example.com/d"), checksum: Checksum(.zero),
        sizeInBytes: sizeInBytes),
      modelID: .zero, embedding: SomaTensor([]), distanceScore: SomaTensor(scalar: 0),
      lossScore: SomaTensor([]))
  }
}

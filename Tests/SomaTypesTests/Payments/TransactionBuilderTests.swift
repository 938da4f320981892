import SomaCrypto
import SomaTypes
import Testing

@Suite("Which coins pay") struct TransactionBuilderTests {
  private func id(_ number: UInt8) -> ObjectID { Purses.reference(number).id }

  /// The id numbers of gas and inputs.
  private func coins(_ data: TransactionData) -> (gas: [ObjectID], inputs: [ObjectID]) {
    (data.gasPayment.map(\.id), data.kind.ownedInputs.map(\.id))
  }

  @Test("a transfer is paid by its own coin while that holds both")
  func transfer() throws {
    let fee: Amount = 1_001_600  // of 1 SOMA at r = 10
    let exact = try #require(fee.adding(1_000_000_000))
    let alone = try Purses.builder(Purses.purse([exact, 9000])).transferCoin(
      1_000_000_000, to: .zero)
    #expect(coins(alone).gas == [id(1)])
    let short = Purses.purse([Amount(exact.shannons - 1), 1_001_900])
    let apart = try Purses.builder(short).transferCoin(1_000_000_000, to: .zero)
    #expect(coins(apart).gas == [id(2)])
    #expect(coins(apart).inputs == [id(1)])
    let none = Purses.builder(Purses.purse([Amount(exact.shannons - 1), 1_001_899]))
    #expect(
      throws: CoinSelectionError.tooPoor(
        needed: 1_001_001_900, richest: 1_001_001_599, total: 1_002_003_498)
    ) { try none.transferCoin(1_000_000_000, to: .zero) }
  }

  @Test("a stake is paid by another coin where one can, so that a shortage harms none")
  func stake() throws {
    let two = Purses.builder(Purses.purse([5_000_000_000, 3_000_000]))
    #expect(coins(try two.addStakeToModel(.zero, amount: 5_000_000_000)).gas == [id(2)])
    #expect(coins(try two.addStake(.zero, amount: nil)).gas == [id(2)])
    let one = Purses.builder(Purses.purse([5_000_000_000, 2_000_000]))
    #expect(coins(try one.addStake(.zero, amount: nil)).gas == [id(1)])
    #expect(coins(try one.addStakeToModel(.zero, amount: 4_000_000_000)).gas == [id(1)])
    #expect(throws: CoinSelectionError.self) {
      try one.addStakeToModel(.zero, amount: 5_000_000_000)
    }
  }

  @Test("a coin that is given away whole does not pay for it")
  func whole() throws {
    let builder = Purses.builder(Purses.purse([1_000_000, 2600]))
    #expect(coins(try builder.transferWholeCoin(id(1), to: .zero)).gas == [id(2)])
    let poor = Purses.builder(Purses.purse([1_000_000, 2599]))
    #expect(throws: CoinSelectionError.noSecondCoin(needed: 2600)) {
      try poor.transferWholeCoin(id(1), to: .zero)
    }
    #expect(throws: CoinSelectionError.notAmong(id(9))) {
      try poor.transferWholeCoin(id(9), to: .zero)
    }
  }

  @Test("the coin that is named for gas pays, or nothing is built")
  func namedGas() throws {
    let purse = Purses.purse([5_000_000_000, 4_000_000_000, 500])
    let second = Purses.builder(purse, gasCoin: id(2))
    #expect(coins(try second.transferCoin(1000, to: .zero)).gas == [id(2)])
    #expect(coins(try second.transferCoin(1000, to: .zero)).inputs == [id(1)])
    #expect(coins(try second.payCoins([(.zero, 1)])).gas == [id(2)])
    #expect(throws: CoinSelectionError.notAmong(id(2))) {
      try second.transferWholeCoin(id(2), to: .zero)
    }
    #expect(throws: CoinSelectionError.notAmong(id(2))) {
      try second.transferObjects([Purses.reference(2)], to: .zero)
    }
    let dust = Purses.builder(purse, gasCoin: id(3))
    let flat = TransactionKind.reportModel(modelID: .zero)
    #expect(
      throws: CoinSelectionError.tooPoor(needed: 1600, richest: 500, total: 9_000_000_500)
    ) { try dust.transaction(flat) }
  }

  @Test("an object that is named twice is given once")
  func objects() throws {
    let named = [Purses.reference(8), Purses.reference(1), Purses.reference(8)]
    let data = try Purses.builder(Purses.purse([9000, 1901])).transferObjects(
      named, to: .zero)
    #expect(coins(data).inputs == [id(8), id(1)])
    #expect(coins(data).gas == [id(2)])
  }

  @Test("amounts past the range are too much, and nothing traps")
  func overflow() throws {
    let most = Amount(.max)
    let tooPoor = CoinSelectionError.tooPoor(needed: most, richest: 5, total: 5)
    let poor = Purses.builder(Purses.purse([5]))
    #expect(throws: tooPoor) { try poor.payCoins([(.zero, most), (.zero, most)]) }
    #expect(throws: tooPoor) {
      try poor.createModel(CreateModel(stake: most, commissionRate: 0, architectureVersion: 1))
    }
    #expect(throws: tooPoor) {
      try poor.submitData(
        BuilderCalls.submission(sizeInBytes: .max), bondPerByte: 65)
    }
    // What a node could make up: no coin holds so much, and an estimate that does not fit is not paid.
    let absurd = Purses.builder(Purses.purse([most]))
    #expect(throws: CoinSelectionError.self) {
      try absurd.transferCoin(Amount(.max - 1), to: .zero)
    }
    #expect(throws: CoinSelectionError.self) { try absurd.payCoins([(.zero, most)]) }
  }

  @Test("a merge leaves the poorest coin and makes one of the others")
  func merge() throws {
    let data = try Purses.builder(Purses.purse([8000, 5, 6000, 7000])).mergeCoins()
    #expect(coins(data).inputs == [id(2)])
    #expect(coins(data).gas == [id(3), id(4), id(1)])
    #expect(throws: CoinSelectionError.nothingToMerge(count: 1)) {
      try Purses.builder(Purses.purse([8000])).mergeCoins()
    }
    #expect(throws: CoinSelectionError.tooPoor(needed: 1600, richest: 1599, total: 1599)) {
      try Purses.builder(Purses.purse([1599, 1])).mergeCoins()
    }
  }

  @Test("more dust than one merge takes does not keep a rich coin from paying")
  func mergeUnderDust() throws {
    var coins = (0..<400 as Range<UInt16>).map { number in
      Coin(
        reference: ObjectRef(
          id: ObjectID(Bytes32 { $0.storeBytes(of: number, as: UInt16.self) }), version: 1,
          digest: ObjectDigest(.zero)), balance: .zero)
    }
    coins.append(Purses.coin(255, 5_000_000_000))
    let data = try Purses.builder(CoinPurse(coins)).mergeCoins()
    #expect(data.gasPayment.count == TransactionBuilder.mergeLimit - 1)
    #expect(data.gasPayment.last?.id == id(255))
    #expect(Set(data.gasPayment + data.kind.ownedInputs).count == TransactionBuilder.mergeLimit)
  }
}

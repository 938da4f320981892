import Diagnostics
import SomaTypes
import Testing

@Suite("Coins and the choice among them") struct CoinPurseTests {
  private let coin = Purses.coin

  @Test("the richest comes first, of equally rich ones that with the lowest id")
  func order() {
    let coins = [coin(3, 5, 1), coin(1, 5, 1), coin(4, 0, 1), coin(2, 9, 1)]
    let purse = CoinPurse(coins)
    #expect(purse.coins.map { $0.reference.id } == [2, 1, 3, 4].map { Purses.reference($0).id })
    #expect(CoinPurse(coins.reversed()) == purse)
  }

  @Test("of a coin that is listed twice the highest version counts, in any order")
  func duplicates() {
    let old = coin(1, 9, 3)
    let new = coin(1, 5, 4)
    #expect(CoinPurse([old, new]).coins == [new])
    #expect(CoinPurse([new, old]).coins == [new])
    #expect(CoinPurse([new, old, new]).coins == [new])
  }

  @Test("the sum, unless it does not fit")
  func total() {
    #expect(Purses.purse([]).total == .zero)
    #expect(Purses.purse([1, 2, 3]).total == 6)
    #expect(Purses.purse([Amount(.max), 1]).total == nil)
    #expect(Purses.purse([Amount(.max), .zero]).total == Amount(.max))
  }

  @Test("a coin that is asked for is taken, or refused for its own reason")
  func choice() throws {
    let purse = Purses.purse([10, 30, 20])
    let second = purse.coins[0].reference.id
    #expect(try purse.coin(holding: 30).balance == 30)
    #expect(throws: CoinSelectionError.tooPoor(needed: 31, richest: 30, total: 60)) {
      try purse.coin(holding: 31)
    }
    #expect(throws: CoinSelectionError.tooPoor(needed: 11, richest: 10, total: 60)) {
      try purse.coin(holding: 11, chosen: purse.coins[2].reference.id)
    }
    #expect(throws: CoinSelectionError.notAmong(second)) {
      try purse.without([second]).coin(holding: 1, chosen: second)
    }
    #expect(throws: CoinSelectionError.noCoin) { try Purses.purse([]).coin(holding: .zero) }
  }

  @Test("each refusal has a code of its own, and merging is advised only where it helps")
  func explains() {
    let errors: [CoinSelectionError] = [
      .noCoin, .tooPoor(needed: 2, richest: 1, total: 1), .noSecondCoin(needed: 1),
      .notAmong(.zero), .nothingToMerge(count: 1),
    ]
    #expect(Set(errors.map(\.diagnostic.code)).count == errors.count)
    let split = CoinSelectionError.tooPoor(needed: 2, richest: 1, total: 2).diagnostic
    #expect(split.remedies.joined().contains("merge"))
    #expect(!errors[1].diagnostic.remedies.joined().contains("merge"))
  }
}

import Foundation
import SomaTypes
import TestSupport
import Testing

@Suite("Fees, as in the tables of the chain (CHAIN 2.4)") struct FeeScheduleTests {
  private func schedule(_ bps: BasisPoints) -> FeeSchedule {
    FeeSchedule(baseFee: 1000, writeObjectFee: 300, valueFeeBps: bps)
  }

  @Test("chain.json: every row of fees")
  func recorded() throws {
    let rows = try JSONValue(vectors: "chain", in: .module)["fees"].elements
    #expect(rows.count == 19)
    var compared = 0
    for row in rows {
      let objects = Int(row.number("n") ?? 0)
      let fees = schedule(BasisPoints(row.number("value_fee_bps") ?? 10))
      let kind = try #require(row["kind"].string)
      let staked = row.number("stake") ?? row.number("principal")
      let amount = Amount(staked ?? row.number("amount") ?? 0)
      let fee =
        switch kind {
        case "CreateModel", "WithdrawStake": fees.stakeFee(of: amount, writing: objects)
        case _ where kind.hasPrefix("AddStakeToModel"): fees.stakeFee(of: amount, writing: objects)
        case _ where kind.hasPrefix("TransferCoin"): fees.transferFee(of: amount, writing: objects)
        case _ where kind.hasPrefix("PayCoins"): fees.transferFee(of: amount, writing: objects)
        default: fees.flatFee(writing: objects)
        }
      #expect(fee.shannons == row.number("total"), "\(kind)")
      compared += 1
    }
    #expect(compared == rows.count)
  }

  @Test(
    "the worked numbers, and rates that are halved and rounded down",
    arguments: [
      (10, 1_000_000_000, 501_900), (10, 10_000_000_000, 5_001_900), (9, 1_000_000_000, 401_900),
      (8, 1_000_000_000, 401_900), (7, 1_000_000_000, 301_900), (1, 1_000_000_000, 1900),
      (50, 1_000_000_000, 2_501_900),
    ] as [(BasisPoints, Amount, Amount)])
  func creation(bps: BasisPoints, stake: Amount, fee: Amount) {
    #expect(schedule(bps).stakeFee(of: stake, writing: 3) == fee)
  }

  @Test("numbers past the range give the largest amount, which no coin has", arguments: [0, 1, 3])
  func saturates(objects: Int) {
    let most = Amount(.max)
    let all = FeeSchedule(baseFee: most, writeObjectFee: most, valueFeeBps: BasisPoints(.max))
    #expect(all.flatFee(writing: objects) == most)
    #expect(all.transferFee(of: most, writing: objects) == most)
    #expect(schedule(BasisPoints(.max)).transferFee(of: most, writing: 0) == most)
    #expect(schedule(BasisPoints(10_001)).transferFee(of: most, writing: 0) == most)
    #expect(
      schedule(10_000).transferFee(of: Amount(.max - 1000), writing: 0) == most)
    #expect(schedule(10_000).stakeFee(of: most, writing: 0).shannons == UInt64.max / 2 + 1000)
  }

  @Test("a count below zero is none")
  func negative() { #expect(schedule(10).flatFee(writing: -1) == 1000) }
}

extension JSONValue {
  fileprivate func number(_ name: String) -> UInt64? {
    guard case .number(let number) = self[name] else { return nil }
    return UInt64(number)
  }
}

import BCS
import SomaTypes
import Testing

@testable import Ledger

/// What holds after any transaction and any boundary, in random histories.
@Suite struct PropertyTests {
  @Test(
    "money is conserved, versions grow, failures change nothing else, and replays agree",
    arguments: 1...4)
  func history(seed: UInt64) throws {
    var history = try RandomHistory(
      seed: seed,
      options: LedgerOptions(slashedStake: seed.isMultiple(of: 3) ? .asShipped : .asIntended))
    var statuses: [String: Int] = [:]
    for number in 0..<250 {
      switch try history.step() {
      case .executed(let record, let before):
        try check(record, before: before, after: history.ledger)
        if case .success = record.effects.status {
          statuses[record.data.kind.name, default: 0] += 1
        }
      case .refused(let refusal):
        if case .supplyNotConserved = refusal { Issue.record("\(refusal)") }
      case .other:
        break
      }
      #expect(history.ledger.isSupplyConserved, "step \(number)")
      if number.isMultiple(of: 10), let earlier = history.earlier() {
        var copy = history.ledger
        _ = try copy.execute(earlier, at: 0)
        let isUnchanged = copy == history.ledger
        #expect(isUnchanged, "step \(number)")
      }
    }
    // A history in which little happens would prove little.
    #expect(statuses.count >= 10, "\(statuses)")
    try replay(history)
  }

  private func check(_ record: TransactionRecord, before: Ledger, after: Ledger) throws {
    let effects = record.effects
    for change in effects.changedObjects {
      let old = before.object(change.id)
      #expect(change.input?.version == old?.version)
      #expect(change.input?.digest == old?.digest)
      let new = after.object(change.id)
      #expect(change.output?.digest == new?.digest)
      if let new {
        #expect(new.version == effects.version)
        #expect(new.previousTransaction == record.digest)
        if let old { #expect(new.version > old.version) }
      }
    }
    guard case .failure = effects.status else { return }
    #expect(after.systemState == before.systemState)
    let gasIDs = Set(record.data.gasPayment.map(\.id))
    for change in effects.changedObjects where !gasIDs.contains(change.id) {
      guard let old = before.object(change.id) else {
        #expect(change.output == nil)
        continue
      }
      let new = try #require(after.object(change.id))
      #expect(new.content == old.content)
      #expect(new.owner == old.owner)
    }
    let fee = Int128(effects.fee.totalFee.shannons)
    #expect(record.balanceChanges == (fee == 0 ? [:] : [record.data.sender: -fee]))
  }

  /// The log of inputs, through its bytes, makes the same ledger.
  private func replay(_ history: RandomHistory) throws {
    let inputs = try history.inputs.map { try LedgerInput(bcsBytes: $0.bcsBytes) }
    #expect(inputs == history.inputs)
    let again = try Ledger(
      genesis: history.genesis, options: history.options, replaying: inputs)
    // Compared outside, because a ledger is long to print.
    let isSame = again == history.ledger
    #expect(isSame)
    #expect(again.latestCheckpoint.digest == history.ledger.latestCheckpoint.digest)
  }
}

import BCS
import Diagnostics
import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Keeping a chain as its genesis and its inputs. Random histories are in ``PropertyTests``.
@Suite struct ReplayTests {
  private func genesis() throws -> Genesis {
    try Genesis(
      GenesisConfig(
        startTimestampMs: TestChain.startMs, salt: [1],
        accounts: [
          GenesisConfig.Account(
            address: try Account.alice.address, balances: [1_000_000_000_000, 5000])
        ]))
  }

  @Test("a log of inputs makes the same ledger, through its bytes")
  func log() throws {
    let genesis = try genesis()
    var ledger = Ledger(genesis: genesis)
    var log: [[UInt8]] = []
    func record(_ input: LedgerInput) throws {
      try ledger.apply(input)
      log.append(input.bcsBytes)
    }
    let alice = try Account.alice.address
    let coins = ledger.ownedObjects(of: alice, type: .coin, limit: 2).entries.map {
      $0.element.reference
    }
    let data = TransactionData(
      kind: TestChain.create(), sender: alice, gasPayment: [try #require(coins.last)])
    try record(.lock(try #require(coins.first), holder: .zero))
    try record(
      .transaction(Account.alice.signed(data), timestampMs: TestChain.startMs + 1))
    try record(.checkpoint(timestampMs: TestChain.startMs + 2))
    try record(
      .boundary(EpochChange(timestampMs: TestChain.startMs + 3, randomness: [1, 2])))
    try record(.boundary(EpochChange(timestampMs: 0, protocolVersion: 5, isFailing: true)))
    let again = try Ledger(
      genesis: genesis, replaying: log.map { try LedgerInput(bcsBytes: $0) })
    #expect(again == ledger)
    #expect(again.systemState.epoch == 2)
    #expect(again.systemState.safeMode)
    #expect(again.latestCheckpoint.digest == ledger.latestCheckpoint.digest)
  }

  @Test("an input that does not fit is refused, and says why")
  func refused() throws {
    let genesis = try genesis()
    let data = TransactionData(
      kind: TestChain.create(), sender: try Account.alice.address, gasPayment: [])
    #expect(throws: LedgerRefusal.input(.noGasPayment)) {
      try Ledger(
        genesis: genesis,
        replaying: [.transaction(Account.alice.signed(data), timestampMs: 0)])
    }
    let refusal = LedgerRefusal.boundary(.unknownProtocolVersion(0))
    #expect(throws: refusal) {
      try Ledger(
        genesis: genesis,
        replaying: [.boundary(EpochChange(timestampMs: 0, protocolVersion: 0))])
    }
    #expect(refusal.diagnostic.code == "boundary.unknownProtocolVersion")
  }

  /// The layout is ours, so it must never change by accident.
  @Test("inputs have the bytes that logs of earlier versions have")
  func layout() throws {
    #expect(LedgerInput.checkpoint(timestampMs: 258).bcsBytes == [2, 2, 1, 0, 0, 0, 0, 0, 0])
    #expect(
      LedgerInput.boundary(EpochChange(timestampMs: 1)).bcsBytes
        == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let full = EpochChange(
      timestampMs: 1, protocolVersion: 5, randomness: [9], isFailing: true)
    let bytes: [UInt8] = [1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0, 0, 0, 0, 0, 0, 0, 1, 1, 9, 1]
    #expect(LedgerInput.boundary(full).bcsBytes == bytes)
    #expect(try LedgerInput(bcsBytes: bytes) == .boundary(full))
    let reference = ObjectRef(id: .zero, version: 1, digest: .zero)
    let lock = LedgerInput.lock(reference, holder: .zero)
    #expect(lock.bcsBytes == [3] + reference.bcsBytes + TransactionDigest.zero.bcsBytes)
    let data = TransactionData(kind: TestChain.create(), sender: .zero, gasPayment: [])
    let signed = try Account.alice.signed(data)
    #expect(
      LedgerInput.transaction(signed, timestampMs: 1).bcsBytes
        == [0] + signed.bcsBytes + [1, 0, 0, 0, 0, 0, 0, 0])
    for wrong: [UInt8] in [[], [4], [2, 0], bytes + [0], bytes.dropLast() + [2]] {
      #expect(throws: BCSError.self) { try LedgerInput(bcsBytes: wrong) }
    }
  }

  @Test("two chains of different salt have different ids; of the same salt the same")
  func chainIDs() throws {
    func ledger(_ salt: [UInt8]) throws -> Ledger {
      Ledger(
        genesis: try Genesis(GenesisConfig(startTimestampMs: 0, salt: salt, accounts: [])))
    }
    #expect(try ledger([1]).chainID == ledger([1]).chainID)
    #expect(try ledger([1]).chainID != ledger([2]).chainID)
  }
}

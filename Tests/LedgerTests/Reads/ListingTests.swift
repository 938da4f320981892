import BCS
import SomaTypes
import Testing

@testable import Ledger

/// Orders, pages and freshness of listings: WIRE.md 6.4.
@Suite struct ListingTests {
  static let rich: Amount = 1_000_000_000_000

  private func pages(
    of chain: TestChain, type: ObjectType? = nil, limit: Int
  ) throws -> [SomaObject] {
    var objects: [SomaObject] = []
    var next: OwnedObjectPosition?
    repeat {
      let page = chain.ledger.ownedObjects(
        of: try Account.alice.address, type: type, from: next, limit: limit)
      #expect(page.entries.count <= limit)
      objects += page.entries.map(\.element)
      next = page.next
    } while next != nil
    return objects
  }

  @Test("coins come from the poorest to the richest, then by id; receipts after them")
  func order() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich, 30, 5, 30, .zero, 7], .bob: [1]])
    let record = try chain.run(TestChain.create())
    _ = chain.ledger.makeCheckpoint(at: 0)
    let receipt = ObjectID.derived(from: record.digest, creationNumber: 2)
    let expected =
      [4, 2, 5, 1, 3, 0].map { TestChain.coinID(.alice, $0) } + [receipt]
    for limit in [1, 2, 3, 50] {
      #expect(try pages(of: chain, limit: limit).map(\.id) == expected)
      #expect(try pages(of: chain, type: .coin, limit: limit).map(\.id) == expected.dropLast())
      #expect(try pages(of: chain, type: .stakedSoma, limit: limit).map(\.id) == [receipt])
      #expect(try pages(of: chain, type: .target, limit: limit) == [])
    }
  }

  @Test("until the next checkpoint a changed coin is listed with both balances")
  func lag() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich]])
    let coin = TestChain.coinID(.alice, 0)
    try chain.run(.deactivateModel(modelID: .zero))
    #expect(
      try pages(of: chain, limit: 9).map(\.version) == [2, 1])
    #expect(try pages(of: chain, limit: 9).map(\.id) == [coin, coin])
    _ = chain.ledger.makeCheckpoint(at: 0)
    #expect(try pages(of: chain, limit: 9).map(\.version) == [2])
  }

  @Test("what is given away or used up leaves the listing at once")
  func leaving() throws {
    var chain = try TestChain(coins: [.alice: [1600, 50, Self.rich]])
    let bob = try Account.bob.address
    try chain.run(
      .transferObjects(TransferObjects(objects: [try chain.coin(.alice, 1)], recipient: bob)))
    #expect(try pages(of: chain, limit: 9).map(\.id) == [TestChain.coinID(.alice, 2)])
    #expect(
      chain.ledger.ownedObjects(of: bob, limit: 9).entries.map(\.element.id)
        == [TestChain.coinID(.alice, 1)])
  }

  @Test("balances are those of the last checkpoint")
  func balances() throws {
    var chain = try TestChain(coins: [.alice: [Self.rich, 5]])
    let (alice, bob) = (try Account.alice.address, try Account.bob.address)
    #expect(chain.ledger.balance(of: alice) == 1_000_000_000_005)
    #expect(chain.ledger.balance(of: bob) == .zero)
    try chain.run(
      .transferCoin(
        TransferCoin(coin: try chain.coin(.alice), amount: 500_000_000, recipient: bob)))
    #expect(chain.ledger.balance(of: alice) == 1_000_000_000_005)
    #expect(chain.ledger.balance(of: bob) == .zero)
    _ = chain.ledger.makeCheckpoint(at: 0)
    #expect(chain.ledger.balance(of: alice) == Amount(shannons: 1_000_000_000_005 - 500_501_600))
    #expect(chain.ledger.balance(of: bob) == 500_000_000)
  }

  /// Built by hand from WIRE.md 6.4.
  @Test("a position in a token has its balance with all bits inverted")
  func token() throws {
    let position = OwnedObjectPosition(
      owner: .zero, type: .coin, balance: 1, id: .systemState, version: 3)
    let zeros = [UInt8](repeating: 0, count: 32)
    let bytes: [UInt8] =
      zeros + [1, 1, 0xfe] + [UInt8](repeating: 0xff, count: 7) + zeros.dropLast() + [5]
      + [3, 0, 0, 0, 0, 0, 0, 0]
    #expect(position.bcsBytes == bytes)
    #expect(try OwnedObjectPosition(bcsBytes: bytes) == position)
    let target = TargetPosition(
      id: .zero, version: 3, status: .filled, generationEpoch: 4)
    let targetBytes: [UInt8] =
      zeros + [3, 0, 0, 0, 0, 0, 0, 0, 6] + Array("filled".utf8) + [4, 0, 0, 0, 0, 0, 0, 0]
    #expect(target.bcsBytes == targetBytes)
    #expect(try TargetPosition(bcsBytes: targetBytes) == target)
    let unknown = zeros + [3, 0, 0, 0, 0, 0, 0, 0, 1, 0x78] + [4, 0, 0, 0, 0, 0, 0, 0]
    #expect(throws: BCSError.self) { try TargetPosition(bcsBytes: unknown) }
  }
}

import SomaTypes
import Testing

@testable import Ledger

/// What executed transactions leave behind: CHAIN.md 3.2 to 3.5.
@Suite struct EffectsTests {
  static let rich: Amount = 1_000_000_000_000

  private func chain() throws -> TestChain {
    try TestChain(coins: [.alice: [Self.rich, Self.rich, Self.rich], .bob: [Self.rich]])
  }

  /// Created, written and deleted ids, each ascending.
  private func touched(
    _ effects: TransactionEffects
  ) -> (created: [ObjectID], mutated: [ObjectID], deleted: [ObjectID]) {
    let changes = effects.changedObjects
    return (
      changes.filter { $0.operation == .created }.map(\.id),
      changes.filter { $0.operation == .unchanged }.map(\.id),
      changes.filter { $0.operation == .deleted }.map(\.id)
    )
  }

  @Test("creating a model makes its ids with the numbers 0, 1 and 2")
  func createModel() throws {
    var chain = try chain()
    let record = try chain.run(TestChain.create())
    let model = ModelID.derived(from: record.digest, creationNumber: 0)
    let receiptID = ObjectID.derived(from: record.digest, creationNumber: 2)
    #expect(
      chain.model(model)?.stakingPool.id == .derived(from: record.digest, creationNumber: 1))
    #expect(chain.model(model)?.state == .created(createEpoch: 0))
    let (created, mutated, deleted) = touched(record.effects)
    #expect(created == [receiptID])
    #expect(mutated == [ObjectID.systemState, TestChain.coinID(.alice, 0)])
    #expect(deleted == [])
    let receipt = try StakedSoma(#require(chain.ledger.object(receiptID)))
    #expect(receipt.activationEpoch == 1)
    #expect(receipt.principal == 1_000_000_000)
    // Neither the model nor its pool is an object.
    #expect(chain.ledger.object(ObjectID(model.bytes)) == nil)
  }

  @Test("everything written gets one version, above all inputs, and names its transaction")
  func versions() throws {
    var chain = try chain()
    #expect(try chain.live(.systemState).version == 1)
    // The system state moves ahead of bob's coin.
    for _ in 0..<3 { try chain.run(TestChain.create()) }
    #expect(try chain.live(.systemState).version == 4)
    let coin = try chain.coin(.bob)
    #expect(coin.version == 1)
    let record = try chain.run(TestChain.create(), by: .bob)
    #expect(record.effects.version == 5)
    for change in record.effects.changedObjects {
      let object = try #require(chain.ledger.object(change.id))
      #expect(object.version == 5)
      #expect(object.previousTransaction == record.digest)
      #expect(change.output?.digest == object.digest)
      #expect(change.output?.owner == object.owner)
    }
    let gas = try #require(record.effects.gasObject)
    #expect(gas.id == coin.id)
    #expect(gas.input?.version == coin.version)
    #expect(gas.input?.digest == coin.digest)
  }

  @Test("dependencies are the writers of the inputs, once each and ascending")
  func dependencies() throws {
    var chain = try chain()
    let genesis = try #require(chain.ledger.object(.systemState)).previousTransaction
    let first = try chain.run(TestChain.create())
    #expect(first.effects.dependencies == [genesis])
    let second = try chain.run(TestChain.create(), by: .bob)
    #expect(second.effects.dependencies == [genesis, first.digest].sorted())
  }

  @Test("genesis objects have version 1 and name the genesis transaction")
  func genesis() throws {
    let chain = try chain()
    let checkpoint = try #require(chain.ledger.checkpoint(0))
    let digest = try #require(checkpoint.contents.entries.first).digests.transaction
    let record = try #require(chain.ledger.transaction(digest))
    #expect(record.effects.version == 1)
    #expect(record.effects.changedObjects.count == 5)
    for change in record.effects.changedObjects {
      let object = try #require(chain.ledger.object(change.id))
      #expect(object.version == 1)
      #expect(object.previousTransaction == digest)
      #expect(change.input == nil)
    }
    #expect(chain.ledger.object(.systemState)?.owner == .shared(initialVersion: 1))
  }

  @Test("the object 0x5 holds the live system state")
  func systemStateObject() throws {
    var chain = try chain()
    _ = try chain.activeModel()
    let object = try #require(chain.ledger.object(.systemState))
    #expect(try SystemState(object) == chain.ledger.systemState)
  }

  @Test("a withdrawn receipt becomes a coin with number 0")
  func withdraw() throws {
    var chain = try chain()
    let create = try chain.run(TestChain.create())
    let receipt = try chain.live(.derived(from: create.digest, creationNumber: 2))
    let record = try chain.run(.withdrawStake(stakedSoma: receipt))
    let (created, mutated, deleted) = touched(record.effects)
    #expect(created == [.derived(from: record.digest, creationNumber: 0)])
    #expect(mutated == [ObjectID.systemState, TestChain.coinID(.alice, 0)])
    #expect(deleted == [receipt.id])
    // Of everything in the effects, also of what is gone.
    #expect(
      record.objectTypes == [
        .systemState: .systemState, TestChain.coinID(.alice, 0): .coin, receipt.id: .stakedSoma,
        .derived(from: record.digest, creationNumber: 0): .coin,
      ])
    #expect(chain.ledger.objects(of: record).count == 6)
    #expect(chain.worth(.derived(from: record.digest, creationNumber: 0)) == 1_000_000_000)
  }

  @Test("staking the whole of another coin deletes it")
  func stakeWholeCoin() throws {
    var chain = try chain()
    let model = try chain.createModel()
    let coin = try chain.coin(.alice, 1)
    let record = try chain.run(
      .addStakeToModel(AddStakeToModel(modelID: model, coin: coin, amount: nil)))
    let (created, mutated, deleted) = touched(record.effects)
    #expect(created == [.derived(from: record.digest, creationNumber: 0)])
    #expect(mutated == [ObjectID.systemState, TestChain.coinID(.alice, 0)])
    #expect(deleted == [coin.id])
    #expect(chain.model(model)?.stakingPool.held == 1_001_000_000_000)
  }

  @Test("a whole other coin changes hands; the whole gas coin becomes a new one")
  func transferWhole() throws {
    var chain = try chain()
    let bob = try Account.bob.address
    let other = try chain.coin(.alice, 1)
    let first = try chain.run(
      .transferCoin(TransferCoin(coin: other, amount: nil, recipient: bob)))
    #expect(touched(first.effects).created == [])
    #expect(chain.ledger.object(other.id)?.owner == .address(bob))
    let gas = try chain.coin(.alice)
    let worth = try #require(chain.worth(gas.id))
    let second = try chain.run(
      .transferCoin(TransferCoin(coin: gas, amount: nil, recipient: bob)))
    #expect(touched(second.effects).deleted == [gas.id])
    let new = ObjectID.derived(from: second.digest, creationNumber: 0)
    #expect(touched(second.effects).created == [new])
    #expect(chain.ledger.object(new)?.owner == .address(bob))
    #expect(chain.worth(new) == worth.subtracting(second.effects.fee.totalFee))
  }

  @Test("naming all that another coin holds gives the coin itself")
  func transferWholeByAmount() throws {
    var chain = try chain()
    let coin = try chain.coin(.alice, 1)
    let record = try chain.run(
      .transferCoin(
        TransferCoin(coin: coin, amount: Self.rich, recipient: try Account.bob.address)))
    #expect(touched(record.effects).created == [])
    #expect(chain.ledger.object(coin.id)?.owner == .address(try Account.bob.address))
  }

  @Test("paying from several coins merges them into the gas coin")
  func payCoins() throws {
    var chain = try chain()
    let recipients = [try Account.bob.address, try Account.carol.address]
    let coins = try [1, 0, 2].map { try chain.coin(.alice, $0) }
    let record = try chain.run(
      .payCoins(PayCoins(coins: coins, amounts: [5, 7], recipients: recipients)))
    #expect(record.effects.status == .success)
    let (created, mutated, deleted) = touched(record.effects)
    #expect(mutated == [TestChain.coinID(.alice, 0)])
    #expect(deleted == [TestChain.coinID(.alice, 1), TestChain.coinID(.alice, 2)])
    let new = [0, 1].map { ObjectID.derived(from: record.digest, creationNumber: $0) }
    #expect(created == new.sorted())
    #expect(new.map { chain.worth($0) } == [5, 7])
    #expect(
      chain.worth(TestChain.coinID(.alice, 0))
        == Amount(shannons: 3_000_000_000_000 - 12 - 1900))
  }

  @Test("paying all of several coins to one account leaves the gas coin nothing")
  func payAll() throws {
    var chain = try chain()
    let coins = try [1, 0].map { try chain.coin(.alice, $0) }
    let record = try chain.run(
      .payCoins(
        PayCoins(coins: coins, amounts: nil, recipients: [try Account.carol.address])))
    #expect(record.effects.status == .success)
    #expect(touched(record.effects).deleted == coins.map(\.id).sorted())
    #expect(
      chain.worth(.derived(from: record.digest, creationNumber: 0))
        == Amount(shannons: 2_000_000_000_000 - 2_000_000_000 - 1600))
  }

  @Test("gas coins are merged into the first, which pays")
  func smash() throws {
    var chain = try chain()
    let gas = try [2, 0, 1].map { try chain.coin(.alice, $0) }
    let record = try chain.run(TestChain.create(), gas: gas)
    #expect(record.effects.gasObject?.id == TestChain.coinID(.alice, 2))
    #expect(
      touched(record.effects).deleted
        == [TestChain.coinID(.alice, 0), TestChain.coinID(.alice, 1)])
    #expect(
      chain.worth(TestChain.coinID(.alice, 2))
        == Amount(shannons: 3_000_000_000_000 - 1_000_000_000 - 501_900))
  }

  @Test("balance changes add up to what the transaction cost")
  func balanceChanges() throws {
    var chain = try chain()
    let (alice, bob) = (try Account.alice.address, try Account.bob.address)
    let transfer = try chain.run(
      .transferCoin(
        TransferCoin(coin: try chain.coin(.alice), amount: 500_000_000, recipient: bob)))
    #expect(transfer.balanceChanges == [alice: -500_501_600, bob: 500_000_000])
    let create = try chain.run(TestChain.create())
    #expect(create.balanceChanges == [alice: -1_000_501_900])
    // A failed transaction too.
    let failed = try chain.run(.deactivateModel(modelID: .zero))
    #expect(failed.balanceChanges == [alice: -1000])
  }
}

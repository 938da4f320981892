import BCS
import FaultServer
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire
import Testing

@Suite("A reply is believed only if it is about what was signed", .timeLimit(.minutes(1)))
struct ReplyCheckTests {
  /// A lie about a stake from coin 0 with gas from coin 1, which creates a receipt.
  struct Lie: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let error: @Sendable (SignedTransaction) -> ReplyError?
    let tell: @Sendable (inout ExecutedTransaction) -> Void

    init(
      _ description: String, _ error: @escaping @Sendable (SignedTransaction) -> ReplyError?,
      _ tell: @escaping @Sendable (inout ExecutedTransaction) -> Void
    ) {
      testDescription = description
      self.error = error
      self.tell = tell
    }
  }

  private static let other = TransactionDigest(Bytes32(repeating: 9))

  private static func otherTransaction(_ signed: SignedTransaction) -> ReplyError {
    .otherTransaction(asked: signed.data.digest, got: other)
  }

  private static func input(_ signed: SignedTransaction) -> ReplyError {
    .missingInput(signed.data.kind.ownedInputs[0].id)
  }

  private static func gas(_ signed: SignedTransaction) -> ReplyError {
    .missingInput(signed.data.gasPayment[0].id)
  }

  private static func receipt(_ signed: SignedTransaction) -> ReplyError {
    .missingCreation(.derived(from: signed.data.digest, creationNumber: 0))
  }

  private static func wrongObject(_ signed: SignedTransaction) -> ReplyError {
    .wrongObjectDigest(signed.data.gasPayment[0].id)
  }

  /// Changes what the effects say of the input coin, or of the gas coin.
  private static func change(
    _ id: @escaping @Sendable (ExecutedTransaction) -> ObjectID?,
    _ body: @escaping @Sendable (inout ChangedObject) -> Void
  ) -> @Sendable (inout ExecutedTransaction) -> Void {
    { executed in
      let id = id(executed)
      for index in executed.effects.changedObjects.indices
      where executed.effects.changedObjects[index].id == id {
        body(&executed.effects.changedObjects[index])
      }
    }
  }

  private static let shared = SomaObject(
    type: .systemState, version: 99, id: .systemState, content: [],
    owner: .shared(initialVersion: 1), previousTransaction: .zero)
  private static let coins = (try? Recorded.coins(2)) ?? []
  private static let stakedCoin = coins.last?.id  // the richest
  private static let gasCoin = coins.first?.id

  static let lies = [
    Lie("nothing but the truth", { _ in nil }, { _ in }),
    Lie("other effects", otherTransaction, { $0.effects.transactionDigest = other }),
    Lie("another digest beside", otherTransaction, { $0.digest = other }),
    Lie(
      "no word of an input", input,
      { $0.effects.changedObjects.removeAll { $0.id == stakedCoin } }),
    Lie(
      "no word of gas", gas, { $0.effects.changedObjects.removeAll { $0.id == gasCoin } }),
    Lie("another version", input, change({ _ in stakedCoin }, { $0.input?.version = 1 })),
    Lie("another digest of it", input, change({ _ in stakedCoin }, { $0.input?.digest = .zero })),
    Lie("an input that was not there", gas, change({ _ in gasCoin }, { $0.input = nil })),
    Lie(
      "no receipt", receipt,
      { $0.effects.changedObjects.removeAll { $0.operation == .created } }),
    Lie(
      "a receipt with another id", receipt,
      change(
        { $0.effects.changedObjects.first { $0.operation == .created }?.id },
        {
          $0.id = .systemState
        })),
    Lie(
      "a receipt that is nowhere", receipt,
      change(
        { $0.effects.changedObjects.first { $0.operation == .created }?.id },
        {
          $0.output = nil
        })),
    Lie(
      "a receipt that was there before", receipt,
      change(
        { $0.effects.changedObjects.first { $0.operation == .created }?.id },
        {
          $0.input = .init(version: 1, digest: .zero, owner: .immutable)
        })),
    Lie(
      "a receipt that was not made", receipt,
      change({ $0.effects.changedObjects.first { $0.operation == .created }?.id }) {
        $0.operation = .unchanged
      }),
    Lie(
      "an object that was only read", { _ in nil },
      {
        $0.objects = [shared]
        $0.effects.unchangedSharedObjects = [
          UnchangedSharedObject(
            id: shared.id, kind: .readOnlyRoot(version: shared.version, digest: shared.digest))
        ]
      }),
    Lie("an object with other content", wrongObject, { $0.objects = [coins[0].holding(1)] }),
    Lie(
      "an object of another version", wrongObject,
      {
        var object = coins[0]
        object.version = 2
        $0.objects = [object]
      }),
    Lie("the objects as they were", { _ in nil }, { $0.objects = coins }),
    Lie(
      "a failure that leaves inputs out, and shows them", { _ in nil },
      {
        $0.effects.status = .failure(.insufficientGas)
        $0.effects.changedObjects = []
        $0.effects.gasObjectIndex = nil
        $0.objects = coins
      }),
    Lie(
      "a failure over another version of an input", input,
      {
        $0.effects.status = .failure(.insufficientGas)
        change({ _ in stakedCoin }, { $0.input?.version = 1 })(&$0)
      }),
    Lie(
      "a failure without a receipt", { _ in nil },
      {
        $0.effects.status = .failure(.insufficientGas)
        $0.effects.changedObjects.removeAll { $0.operation == .created }
      }),
  ]

  @Test("of an execution", arguments: lies)
  func execution(lie: Lie) async throws {
    let node = LedgerNode(Self.coins)
    node.with { $0.distort = lie.tell }
    let signed = try signed()
    let outcome = try await withChain(node.script) { await $0.submit(signed) }
    #expect(
      Known(outcome) == (lie.error(signed).map { .unknown(.reply($0)) } ?? .ran))
  }

  @Test("of a simulation", arguments: lies)
  func simulation(lie: Lie) async throws {
    let signed = try signed()
    let ledger = LedgerNode(Self.coins)
    ledger.with { $0.distort = lie.tell }
    ledger.simulates()
    try await withChain(ledger.script) { chain in
      if let error = lie.error(signed) {
        await #expect(throws: error) { try await chain.simulate(signed.data) }
      } else {
        _ = try await chain.simulate(signed.data)
      }
    }
  }

  private func signed() throws -> SignedTransaction {
    let signer = try Recorded.signer()
    let coins = try CoinPurse(Self.coins.map { try Coin($0) })
    let builder = TransactionBuilder(
      sender: signer.address, coins: coins, fees: try FeeSchedule(upperBoundOf: .recorded))
    return signer.sign(try builder.addStake(.zero, amount: 1_000_000))
  }
}

extension SomaObject {
  fileprivate func holding(_ amount: Amount) -> SomaObject {
    var object = self
    object.content = amount.bcsBytes
    return object
  }
}

import FaultServer
import SomaClient
import SomaCrypto
import SomaTypes
import Synchronization
import Testing

@Suite("What a wallet refuses to sign or send", .timeLimit(.minutes(1)))
struct WalletRefusalTests {
  private struct Refusal: Error, Equatable {}

  /// Runs `body` with a wallet of this signer, and returns the methods that were called.
  @discardableResult
  private func withWallet(
    _ signer: any TransactionSigner, on node: LedgerNode, _ body: (Wallet) async throws -> Void
  ) async throws -> [String] {
    try await withChain(node.script) { try await body(Wallet(signer, on: $0)) }
    return node.methods
  }

  private func node(_ coins: Int = 1) throws -> LedgerNode { LedgerNode(try Recorded.coins(coins)) }

  @Test("the journal has the signed bytes before anything leaves")
  func journalFirst() async throws {
    let node = try node()
    let journal = Mutex<[SignedTransaction]>([])
    try await withWallet(TestSigner(), on: node) { wallet in
      try await wallet.submit(journal: { signed in
        #expect(!node.methods.contains(Method.execute) && !node.methods.contains(Method.subscribe))
        journal.withLock { $0.append(signed) }
      }) { try $0.transaction(.reportModel(modelID: .zero)) }
    }
    #expect(journal.withLock { $0 } == node.received)
    #expect(node.received.count == 1)
  }

  @Test("a journal that cannot be written keeps everything here, and the coin free")
  func journalFails() async throws {
    let node = try node()
    try await withWallet(TestSigner(), on: node) { wallet in
      await #expect(throws: Refusal()) {
        try await wallet.submit(journal: { _ in throw Refusal() }) {
          try $0.transaction(.reportModel(modelID: .zero))
        }
      }
      let usable = try await wallet.usableCoins()
      #expect(usable.coins.count == 1)
    }
    #expect(Set(node.methods) == [Method.listOwnedObjects])
  }

  @Test(
    "a signer that signs something else, for someone else, or badly",
    arguments: ["other data", "other key", "damaged", "throws"])
  func badSigner(kind: String) async throws {
    let good = try Recorded.signer()
    let other = KeySigner(try Ed25519SecretKey())
    let signer = TestSigner(good.address) { data in
      var data = data
      switch kind {
      case "other data":
        data.kind = .undoReportModel(modelID: .zero)
        return good.sign(data)
      case "other key": return other.sign(data)
      case "damaged":
        let signed = good.sign(data)
        data.kind = .undoReportModel(modelID: .zero)
        return SignedTransaction(data: signed.data, signature: good.sign(data).signature)
      default: throw Refusal()
      }
    }
    let node = try node()
    let methods = try await withWallet(signer, on: node) { wallet in
      let error = await thrown { try await wallet.reportModel(.zero) }
      #expect(error == (kind == "throws" ? "\(Refusal())" : "submission.badSignature"))
      let usable = try await wallet.usableCoins()
      #expect(usable.coins.count == 1)
    }
    #expect(Set(methods) == [Method.listOwnedObjects])
  }

  @Test(
    "a transaction of another account, even if the signer has its key", arguments: [true, false])
  func otherSender(hasKey: Bool) async throws {
    let node = try node()
    let other = KeySigner(try Ed25519SecretKey())
    let own = try Recorded.signer()
    let signer = TestSigner(own.address) { hasKey ? other.sign($0) : own.sign($0) }
    let methods = try await withWallet(signer, on: node) { wallet in
      let error = await thrown {
        try await wallet.submit { builder in
          var data = try builder.transaction(.reportModel(modelID: .zero))
          data.sender = other.address
          return data
        }
      }
      #expect(error == "submission.badSignature")
    }
    #expect(!methods.contains(Method.execute))
  }

  @Test("a coin of a transaction that may still run is not even signed for, whatever a build names")
  func conflict() async throws {
    let node = try node()
    node.submissions(.lost)
    let signer = try TestSigner()
    let coin = try Recorded.coins(1)[0].reference
    try await withWallet(signer, on: node) { wallet in
      _ = await thrown { try await wallet.reportModel(.zero) }
      let error = await thrown {
        try await wallet.submit(journal: { _ in Issue.record("journaled") }) { builder in
          TransactionData(
            kind: .undoReportModel(modelID: .zero), sender: builder.sender, gasPayment: [coin])
        }
      }
      #expect(error == "submission.coinsInUse")
    }
    #expect(signer.signatures == 1)
    #expect(node.methods.filter { $0 == Method.execute }.count == 1)
  }

  @Test("nor is a version that a transaction has used")
  func spent() async throws {
    let node = try node()
    let signer = try TestSigner()
    let coin = try Recorded.coins(1)[0].reference
    try await withWallet(signer, on: node) { wallet in
      try await wallet.reportModel(.zero)
      await #expect(throws: CoinSelectionError.notAmong(coin.id)) {
        try await wallet.submit { builder in
          TransactionData(
            kind: .undoReportModel(modelID: .zero), sender: builder.sender, gasPayment: [coin])
        }
      }
    }
    #expect(signer.signatures == 1)
  }

  @Test("objects of somebody else, and what is no receipt")
  func notOurs() async throws {
    let foreign = Recorded.coin(ObjectID(Bytes32(repeating: 9)), 5, owner: .zero)
    let coins = try Recorded.coins(2)
    let node = LedgerNode(coins + [foreign])
    let signer = try TestSigner()
    try await withWallet(signer, on: node) { wallet in
      let refusal = CoinSelectionError.notAmong(foreign.id)
      await #expect(throws: refusal) { try await wallet.transferObjects([foreign.id], to: .zero) }
      await #expect(throws: refusal) { try await wallet.withdrawStake(foreign.id) }
      await #expect(throws: ReceiptError.notAReceipt(coins[0].id)) {
        try await wallet.withdrawStake(coins[0].id)
      }
    }
    #expect(signer.signatures == 0)
  }
}

import FaultServer
import SomaClient
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing
import WireVectors

@Suite("A wallet never has one coin version in two transactions", .timeLimit(.minutes(1)))
struct WalletCoinTests {
  /// Runs `body` with a wallet over so many coins, on a node that executes.
  private func withWallet(
    coins: Int, _ body: (Wallet, LedgerNode) async throws -> Void
  ) async throws {
    let node = LedgerNode(try Recorded.coins(coins))
    try await withChain(node.script) { chain in
      try await body(Wallet(Recorded.signer(), on: chain), node)
    }
  }

  private func report(_ wallet: Wallet) async throws {
    try await wallet.reportModel(.zero)
  }

  @Test("a second transaction is built when the first one is known, from what that left")
  func oneAfterTheOther() async throws {
    try await withWallet(coins: 1) { wallet, node in
      let gate = Gate()
      node.submissions(.after(gate), .answered)
      async let first: ExecutedTransaction = wallet.reportModel(.zero)
      await node.script.waitForCalls(4)  // coins, constants, subscription, submission
      async let second: ExecutedTransaction = wallet.undoReportModel(.zero)
      gate.open()
      _ = try await (first, second)
      let step = [Method.listOwnedObjects, Method.subscribe, Method.execute]
      #expect(node.methods == step + step)
      #expect(node.received.map { $0.data.gasPayment[0].version } == [3, 4])
    }
  }

  @Test("of many at once, each uses what the one before left", arguments: [1, 3])
  func many(coins: Int) async throws {
    try await withWallet(coins: coins) { wallet, node in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { try await report(wallet) } }
        try await group.waitForAll()
      }
      let used = node.received.flatMap { $0.data.gasPayment }
      #expect(used.count == 8)
      #expect(Set(used).count == used.count)
    }
  }

  @Test("a coin whose transaction may have run stays out of use until that is known")
  func held() async throws {
    try await withWallet(coins: 2) { wallet, node in
      node.submissions(.lost, .answered)
      #expect(await thrown { try await report(wallet) } == "submission.unresolved")
      let lost = try #require(node.received.first)
      let coins = try await wallet.usableCoins().coins
      #expect(coins.map(\.reference.id) == [try Recorded.coins(1)[0].id])

      try await wallet.undoReportModel(.zero)
      #expect(Set(node.received.map { $0.data.gasPayment[0].id }).count == 2)

      let executed = try await wallet.resubmit(lost)
      #expect(executed == node.with { $0.executed[lost.data.digest] })
      #expect(node.received.last == lost)
      #expect(try await wallet.usableCoins().coins.count == 2)
    }
  }

  @Test("with one coin, nothing else can be built meanwhile")
  func onlyCoin() async throws {
    try await withWallet(coins: 1) { wallet, node in
      node.submissions(.dropped)
      #expect(await thrown { try await report(wallet) } == "submission.unresolved")
      #expect(await thrown { try await report(wallet) } == "coins.noCoin")
      #expect(node.methods.filter { $0 == Method.execute }.count == 1)
    }
  }

  @Test("a coin is free again when its transaction reached nothing that runs any")
  func released() async throws {
    try await withWallet(coins: 1) { wallet, node in
      node.submissions(.unimplemented, .answered)
      #expect(await thrown { try await report(wallet) } == "submission.notSubmitted")
      try await report(wallet)
      #expect(node.received.map { $0.data.gasPayment[0].version } == [3])
    }
  }

  @Test("it is not free when only a second submission reached nothing")
  func notReleased() async throws {
    try await withWallet(coins: 1) { wallet, node in
      node.submissions(.lost, .unimplemented)
      #expect(await thrown { try await report(wallet) } == "submission.unresolved")
      let lost = try #require(node.received.first)
      #expect(await thrown { _ = try await wallet.resubmit(lost) } == "submission.unresolved")
      #expect(try await wallet.usableCoins().coins.isEmpty)
    }
  }

  @Test("bytes of an earlier run may have run, even when this submission reached nothing")
  func earlierRun() async throws {
    try await withWallet(coins: 1) { wallet, node in
      let builder = try await wallet.builder()
      let signed = try Recorded.signer().sign(
        builder.transaction(.reportModel(modelID: .zero)))
      node.submissions(.unimplemented)
      #expect(await thrown { _ = try await wallet.resubmit(signed) } == "submission.unresolved")
      #expect(try await wallet.usableCoins().coins.isEmpty)
    }
  }

  @Test("a node that lags behind brings no old version back")
  func staleListing() async throws {
    try await withWallet(coins: 1) { wallet, node in
      let page = Soma_Rpc_ListOwnedObjectsResponse(
        ObjectsPage(objects: try Recorded.coins(1)))
      try await report(wallet)
      node.script.on(Method.listOwnedObjects, try .reply(page.bytes))
      #expect(await thrown { try await report(wallet) } == "coins.noCoin")
      #expect(node.received.count == 1)
    }
  }

  @Test("nor do the effects of an older transaction that is submitted again")
  func olderEffects() async throws {
    try await withWallet(coins: 1) { wallet, node in
      try await report(wallet)
      let between = node.with { Array($0.objects.values) }
      try await wallet.undoReportModel(.zero)
      _ = try await wallet.resubmit(#require(node.received.first))
      let page = Soma_Rpc_ListOwnedObjectsResponse(ObjectsPage(objects: between))
      node.script.on(Method.listOwnedObjects, try .reply(page.bytes))
      #expect(try await wallet.usableCoins().coins.isEmpty)
    }
  }

  @Test("a coin that is gone stays gone")
  func deleted() async throws {
    try await withWallet(coins: 3) { wallet, node in
      let before = Soma_Rpc_ListOwnedObjectsResponse(
        ObjectsPage(objects: try Recorded.coins(3)))
      try await wallet.mergeCoins()
      node.script.on(Method.listOwnedObjects, try .reply(before.bytes))
      #expect(try await wallet.usableCoins().coins.isEmpty)
    }
  }

  @Test("what is known to have run holds nothing, also when asking again fails")
  func knownAlready() async throws {
    try await withWallet(coins: 1) { wallet, node in
      node.submissions(.answered, .dropped)
      try await report(wallet)
      let sent = try #require(node.received.first)
      #expect(await thrown { _ = try await wallet.resubmit(sent) } == "submission.unresolved")
      #expect(try await wallet.usableCoins().coins.map(\.reference.version) == [4])
    }
  }

  @Test("an input that a failure leaves out of the effects is not used again")
  func leftOut() async throws {
    try await withWallet(coins: 1) { wallet, node in
      node.with {
        $0.distort = {
          $0.effects.status = .failure(.insufficientGas)
          $0.effects.changedObjects = []
          $0.effects.gasObjectIndex = nil
        }
      }
      let page = Soma_Rpc_ListOwnedObjectsResponse(
        ObjectsPage(objects: try Recorded.coins(1)))
      #expect(await thrown { try await report(wallet) } == "submission.failed")
      node.script.on(Method.listOwnedObjects, try .reply(page.bytes))
      #expect(try await wallet.usableCoins().coins.isEmpty)
    }
  }

  @Test("a transaction that failed has moved its coin on, which can be used")
  func failed() async throws {
    try await withWallet(coins: 1) { wallet, node in
      node.with { $0.distort = { $0.effects.status = .failure(.modelNotFound) } }
      #expect(await thrown { try await report(wallet) } == "submission.failed")
      node.with { $0.distort = { _ in } }
      try await report(wallet)
      #expect(node.received.map { $0.data.gasPayment[0].version } == [3, 4])
    }
  }
}

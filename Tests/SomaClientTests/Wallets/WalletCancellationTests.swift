import FaultServer
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("A wallet whose caller gives up", .timeLimit(.minutes(1)))
struct WalletCancellationTests {
  @Test("one that waits for its turn does nothing, and those behind it go on")
  func waiting() async throws {
    let node = LedgerNode(try Recorded.coins(1))
    let gate = Gate()
    node.submissions(.after(gate), .answered)
    try await withChain(node.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      async let first: ExecutedTransaction = wallet.reportModel(.zero)
      await node.script.waitForCalls(4)
      let second = Task { try await wallet.deactivateModel(.zero) }
      second.cancel()
      await #expect(throws: CancellationError.self) { try await second.value }
      async let third: ExecutedTransaction = wallet.undoReportModel(.zero)
      gate.open()
      _ = try await (first, third)
    }
    #expect(
      node.received.map(\.data.kind) == [
        .reportModel(modelID: .zero), .undoReportModel(modelID: .zero),
      ])
  }

  @Test("once the request is on its way, nothing is known and the coin is held")
  func submitting() async throws {
    let node = LedgerNode(try Recorded.coins(1))
    node.submissions(.ignored)
    try await withChain(node.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      let call = Task { await thrown { try await wallet.reportModel(.zero) } }
      await node.script.waitForCalls(4)
      call.cancel()
      #expect(await call.value == "submission.unresolved")
      #expect(try await wallet.usableCoins().coins.isEmpty)
    }
  }

  @Test("before that, nothing leaves and the coin is free")
  func beforeSending() async throws {
    let node = LedgerNode(try Recorded.coins(1))
    try await withChain(node.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      let call = Task {
        await thrown {
          try await wallet.submit(journal: { _ in withUnsafeCurrentTask { $0?.cancel() } }) {
            try $0.transaction(.reportModel(modelID: .zero))
          }
        }
      }
      #expect(await call.value == "submission.notSubmitted")
      #expect(try await wallet.usableCoins().coins.count == 1)
    }
    #expect(node.received.isEmpty)
  }
}

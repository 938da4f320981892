import Ledger
import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("On the machine's own time", .timeLimit(.minutes(2))) struct RealTimeTests {
  @Test("checkpoints are made and epochs end by themselves")
  func byItself() async throws {
    let time = LocalnetTime.system
    var configuration = LocalnetConfiguration(genesis: try testGenesis(startMs: time.now))
    configuration.genesis.parameters?.epochDurationMs = 100
    configuration.ports = .anyFree
    configuration.node.pace = .interval(.milliseconds(10))
    configuration.node.heartbeat = .milliseconds(20)
    try await withLocalnet(configuration) { localnet in
      try await withConnection(to: [Endpoint(localnet.endpoints.rpc)], settings: .forTests) {
        let chain = Chain($0)
        let alice = Wallet(KeySigner(try testKey(1)), on: chain)
        let transfer = try await alice.transferCoin(1, to: .zero)
        let known = try await chain.transaction(transfer.effects.transactionDigest)
        // The wallet has waited for it.
        #expect(known?.checkpoint != nil)
        while try await chain.epoch().epoch ?? 0 < 3 { try Task.checkCancellation() }
        #expect(try await chain.systemState(of: 2).epoch == 2)
      }
    }
  }
}

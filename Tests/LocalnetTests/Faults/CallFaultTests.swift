import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("Calls that go wrong on purpose", .timeLimit(.minutes(2))) struct CallFaultTests {
  @Test(
    "a reply that is lost leaves the outcome unknown, and the same bytes find it",
    arguments: [Fault.Loss.unavailable, .cut])
  func lostReply(loss: Fault.Loss) async throws {
    try await withTestNet { net in
      net.faults.inject(.lostReply(loss), methods: ["ExecuteTransaction"])
      let error = await #expect(throws: WalletError.self) {
        try await net.alice.transferCoin(1_000_000_000, to: net.bob.address)
      }
      guard case .unresolved(let transaction, .call(let failure))? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(failure.code == .unavailable)
      #expect(failure.stage == (loss == .cut ? .sent : .answered))
      // The connection may be gone.
      try await withConnection(to: [Endpoint(net.localnet.endpoints.rpc)], settings: .forTests) {
        let chain = Chain($0)
        let known = try await chain.transaction(transaction.data.digest)
        #expect(known?.effects.status == .success)
        #expect(try await chain.balance(of: net.bob.address) == 201_000_000_000)
        guard case .ran = await chain.submit(transaction) else {
          Issue.record("the same bytes did not find it")
          return
        }
        #expect(try await chain.balance(of: net.bob.address) == 201_000_000_000)
      }
    }
  }

  @Test("a reply that never comes is given up by the client, and the transaction ran")
  func silence() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      net.faults.inject(.lostReply(.silence), methods: ["ExecuteTransaction"])
      let outcome = await net.chain.submit(transaction, deadline: .milliseconds(300))
      guard case .unknown(.call(let failure)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(failure.code == .deadlineExceeded)
      #expect(try await net.chain.transaction(transaction.data.digest) != nil)
    }
  }

  @Test("an unavailable node carries nothing out")
  func unavailable() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      net.faults.inject(.unavailable, times: 2)
      let outcome = await net.chain.submit(transaction)
      guard case .unknown(.call(let failure)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(failure.code == .unavailable)
      let second = await #expect(throws: RPCFailure.self) { try await net.chain.serviceInfo() }
      #expect(second?.code == .unavailable)
      #expect(try await net.chain.transaction(transaction.data.digest) == nil)
    }
  }

  @Test("a slow call waits by the clock of the localnet; others do not")
  func slow() async throws {
    try await withTestNet { net in
      net.faults.inject(.slow(.seconds(600)), methods: ["GetEpoch"])
      _ = try await net.chain.serviceInfo()
      #expect(net.clock.now.offset == .zero)
      let info = try await net.whileTimePasses { try await net.chain.epoch() }
      #expect(info.epoch == 0)
      #expect(net.clock.now.offset >= .seconds(600))
    }
  }

  @Test("effects of another transaction are no proof, and this one ran all the same")
  func wrongDigest() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      net.faults.inject(.wrongDigest)
      let outcome = await net.chain.submit(transaction)
      guard case .unknown(.reply(.otherTransaction(let asked, _))) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(asked == transaction.data.digest)
      #expect(try await net.chain.transaction(asked) != nil)
    }
  }

  @Test("an executed transaction can be unknown for a while")
  func hidden() async throws {
    try await withTestNet { net in
      let executed = try await net.alice.transferCoin(1, to: net.bob.address)
      let digest = executed.effects.transactionDigest
      net.faults.inject(.hiddenTransaction, times: 2)
      #expect(try await net.chain.transaction(digest) == nil)
      #expect(try await net.chain.transaction(digest) == nil)
      #expect(try await net.chain.transaction(digest) != nil)
    }
  }

  @Test("a fault for some methods leaves the others alone")
  func methods() async throws {
    try await withTestNet { net in
      let id = net.faults.inject(.unavailable, methods: ["GetBalance"], times: nil)
      _ = try await net.chain.serviceInfo()
      for _ in 0..<3 {
        await #expect(throws: RPCFailure.self) {
          try await net.chain.balance(of: net.alice.address)
        }
      }
      #expect(net.faults.clear(id))
      #expect(!net.faults.clear(id))
      _ = try await net.chain.balance(of: net.alice.address)
    }
  }
}

import Localnet
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

@Suite("Submissions", .timeLimit(.minutes(2))) struct ExecutionTests {
  @Test("what is refused at once has the status and the phrases that clients look for")
  func refusals() async throws {
    try await withTestNet { net in
      let spent = try await net.transfer()
      _ = await net.chain.submit(spent)
      // Another transaction over the version that was used up.
      var stale = spent.data
      stale.kind = .transferCoin(
        TransferCoin(coin: stale.gasPayment[0], amount: 2, recipient: net.bob.address))
      let failure = await net.failure(of: stale.signed(with: try testKey(1)))
      #expect(failure?.code == .invalidArgument)
      #expect(failure?.message.contains("not available for consumption") == true)
      #expect(
        failure?.message.contains("Object (\(stale.gasPayment[0].id), Version(1), o#") == true)

      let forged = await net.failure(of: stale.signed(with: try testKey(2)))
      #expect(forged?.code == .invalidArgument)
      #expect(forged?.message.hasPrefix("Invalid user signature: ") == true)
    }
  }

  @Test("what may become possible is tried until the patience runs out")
  func patience() async throws {
    try await withTestNet { net in
      let data = TransactionData(
        kind: .deactivateModel(modelID: .zero), sender: net.alice.address,
        gasPayment: [ObjectRef(id: .zero, version: 1, digest: .zero)])
      let transaction = data.signed(with: try testKey(1))
      let outcome = try await net.whileTimePasses { await net.chain.submit(transaction) }
      guard case .unknown(.call(let failure)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(failure.code == .unavailable)
      #expect(
        failure.message.contains(
          "timed out before finality could be reached. Attempts: 1 & timeout: 5s. Last error: "))
      #expect(net.clock.now.offset >= .seconds(5))
    }
  }

  @Test("a coin that comes while it is waited for is used")
  func awaitedCoin() async throws {
    try await withTestNet { net in
      let builder = try await net.alice.builder()
      let first = try builder.transferCoin(50_000_000_000, to: net.alice.address, from: nil)
        .signed(with: try testKey(1))
      // What the first one makes is known before it runs.
      let tried = try await net.chain.simulate(first.data)
      let made = try #require(
        tried.effects.changedObjects.first { $0.operation == .created })
      let coin = ObjectRef(
        id: made.id, version: tried.effects.version,
        digest: try #require(made.output?.digest))
      let second = TransactionData(
        kind: .transferCoin(TransferCoin(coin: coin, amount: 1, recipient: net.bob.address)),
        sender: net.alice.address, gasPayment: [coin]
      ).signed(with: try testKey(1))

      async let late = net.chain.submit(second)
      while await !net.node.isWaiting {
        try Task.checkCancellation()
        await Task.yield()
      }
      guard case .ran = await net.chain.submit(first), case .ran = await late else {
        Issue.record("not executed")
        return
      }
      #expect(try await net.chain.balance(of: net.bob.address) == 200_000_000_001)
    }
  }

  @Test("objects come only when they are spelled out, and digests are the faulty ones of nodes")
  func masks() async throws {
    try await withTestNet { net in
      func execute(_ paths: [String]?) async throws -> Soma_Rpc_ExecutedTransaction {
        var request = try ExecuteRequest(try await net.transfer()).message()
        request.clearReadMask()
        if let paths { request.readMask.paths = paths }
        return try await net.call(Raw.executeTransaction, request).transaction
      }
      let plain = try await execute(nil)
      #expect(plain.hasEffects && plain.balanceChanges.isEmpty && !plain.hasObjects)
      #expect(plain.effects.changedObjects.allSatisfy { $0.objectType == "Coin" })
      #expect(plain.effects.changedObjects.allSatisfy { $0.objectID.count == 66 })
      #expect(try await !execute(["objects"]).hasObjects)
      let objects = try await execute(["objects.objects.version"]).objects.objects
      // The coin before and after, and the new one.
      #expect(objects.count == 3)
      #expect(objects.allSatisfy { $0.hasVersion && !$0.hasObjectID })
      let whole = try await execute(["*"])
      #expect(whole.objects.objects.count == 3)
      #expect(!whole.hasCheckpoint && !whole.hasTimestamp)
      #expect(whole.digest != whole.effects.transactionDigest)
      #expect(whole.digest == whole.transaction.digest)
      #expect(whole.signatures.count == 1)
      let status = try await execute(["effects.status", "transaction.sender"])
      #expect(status.effects == .with { $0.status.success = true })
      #expect(status.transaction == .with { $0.sender = net.alice.address.text(.prefixed) })
      let nothing = await #expect(throws: RPCFailure.self) { try await execute(["nonsense"]) }
      #expect(nothing?.message == "invalid read_mask path: nonsense")
    }
  }

  @Test("where a real node aborts over a mask, the reveal has run and the reply is an error")
  func hazard() async throws {
    try await withTestNet { net in
      let release = try testRelease()
      let model = try await net.alice.commitModel(release, commission: 500)
      try await net.node.endEpoch()
      let data = try await net.alice.builder().transaction(
        .revealModel(
          RevealModel(
            modelID: model, decryptionKey: release.decryptionKey, embedding: release.embedding)))
      var request = try ExecuteRequest(data.signed(with: try testKey(1))).message()
      request.readMask.paths = ["digest"]
      let failure = await net.failure(of: Raw.executeTransaction, request)
      #expect(failure?.code == .internal)
      #expect(failure?.message.contains("a real node aborts") == true)
      #expect(try await net.chain.model(model).model.state.name == "Active")
    }
  }

  @Test("requests that cannot be read are refused in the node's words")
  func unreadable() async throws {
    try await withTestNet { net in
      let transaction = try await net.transfer()
      let good = try ExecuteRequest(transaction).message()
      let empty = await net.failure(of: Raw.executeTransaction, .init())
      #expect(
        empty?.violations == [
          FieldViolation(field: "transaction", description: "", reason: "FIELD_MISSING")
        ])
      var unsigned = good
      unsigned.signatures = []
      let noSignature = await net.failure(of: Raw.executeTransaction, unsigned)
      #expect(
        noSignature?.message
          == "Invalid user signature: Expect 1 signer signatures but got 0")
      var kindless = good
      kindless.transaction.clearKind()
      let noKind = await net.failure(of: Raw.executeTransaction, kindless)
      #expect(
        noKind?.message == "invalid transaction: error converting from protobuf: field: kind "
          + "reason: FIELD_MISSING")
      var short = good
      short.transaction.kind.revealModel = .with {
        $0.modelID = "0x1"
        $0.decryptionKey.append(7)
        $0.embedding = [1]
      }
      let wrongKey = await net.failure(of: Raw.executeTransaction, short)
      #expect(wrongKey?.code == .internal)
      #expect(wrongKey?.message.contains("must be 32 bytes") == true)
    }
  }

  @Test("a simulation without a coin for gas picks the poorest ones")
  func simulatedGas() async throws {
    try await withTestNet { net in
      var data = try await net.transfer().data
      data.gasPayment = []
      let message = Soma_Rpc_SimulateTransactionRequest.with {
        $0.transaction = Soma_Rpc_Transaction(data, form: .bare)
        $0.readMask.paths = ["transaction.transaction.gas_payment", "transaction.objects"]
      }
      let reply = try await net.call(Raw.simulateTransaction, message).transaction
      // All coins of Alice but the one that is transferred.
      #expect(reply.transaction.gasPayment.count == 9)
      #expect(!reply.hasObjects && !reply.hasEffects)
    }
  }
}

extension TestNet {
  /// Why the node does not execute a transaction.
  fileprivate func failure(of transaction: SignedTransaction) async -> RPCFailure? {
    guard let request = try? ExecuteRequest(transaction).message() else { return nil }
    return await failure(of: Raw.executeTransaction, request)
  }
}

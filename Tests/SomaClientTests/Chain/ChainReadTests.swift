import FaultServer
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("Reads", .timeLimit(.minutes(1))) struct ChainReadTests {
  /// Runs `body` with a chain that answers one method like this, each call in turn.
  @discardableResult
  private func reading<Value: Sendable>(
    _ method: String, _ replies: any Message..., body: (Chain) async throws -> Value
  ) async throws -> Value {
    let node = NodeScript()
    let left = Remaining(try replies.map { try $0.bytes })
    node.on(method) { _ in .reply(left.next()) }
    return try await withChain(node, body)
  }

  @Test("get_epoch_full.json: the state, its models, and what is derived from them")
  func systemState() async throws {
    let recorded = try vectors("get_epoch_full")
    let reply: Soma_Rpc_GetEpochResponse = try recorded["get_epoch_response_proto_json"].message()
    try await reading(Method.getEpoch, reply) { chain in
      let read = try await chain.systemState()
      #expect(read.epoch == 7)
      #expect(read.unparsableModels.isEmpty)
      let state = try read.state.get()
      let python = recorded["python_other_calls"]
      #expect(
        python["get_embedding_dim"] == .number(Double(state.parameters.targetEmbeddingDim)))
      #expect(
        python["get_model_min_stake"] == .number(Double(state.parameters.modelMinStake.shannons)))
      let active = read.models.filter { $0.value.state.name == "Active" }
      let listed = python["get_active_models"].elements.compactMap { $0["model_id"].string }
      #expect(Set(active.keys.map(\.description)) == Set(listed))
      let commitments = read.models.values.compactMap {
        $0.revealed?.commitments ?? $0.pendingUpdate?.commitments
      }
      for row in python["get_model_manifests"].elements {
        let manifest = commitments.map(\.manifest).first { $0.url.text == row["url"].string }
        #expect(manifest?.checksum.description == row["checksum"].string)
        #expect((manifest?.sizeInBytes).map { .number(Double($0)) } == row["size"])
      }
      let (epoch, model) = try await chain.model(#require(active.keys.first))
      #expect(epoch == 7)
      #expect(model.state.name == "Active")
      await #expect(throws: ModelCallError.unknownModel(.zero)) { try await chain.model(.zero) }
    }
  }

  @Test("size_limit.json: the first state that the real SDK cannot read is read")
  func sizeLimit() async throws {
    let limit = try vectors("size_limit")["first_bad"]
    let count = Int(try #require(limit["extra_active_models"].double))
    let embedding = SomaTensor([Float](repeating: 0.5, count: 2048))
    var revealed = Models.revealed(try Models.release())
    revealed.embedding = embedding
    let model = Models.model(.active(revealed, pendingUpdate: nil))
    let models = (0..<count).map { number in
      (ModelID(Bytes32 { $0.storeBytes(of: number, as: Int.self) }), model)
    }
    let reply = try Models.systemState(epoch: 7, Dictionary(uniqueKeysWithValues: models))
    #expect(Double(try reply.bytes.count) > 0.95 * (limit["bytes"].double ?? .infinity))
    try await reading(Method.getEpoch, reply) { chain in
      let read = try await chain.systemState()
      #expect(read.models.count == count)
      #expect(read.unparsableModels.isEmpty)
    }
  }

  @Test("a state that is left out, and a model that cannot be read, are errors of their own")
  func stateErrors() async throws {
    var reply = try Models.systemState(
      epoch: 7, [.zero: Models.model(.created(createEpoch: 1))])
    reply.epoch.systemState.modelRegistry.models[ModelID.zero.description]?.state = "Odd"
    try await reading(Method.getEpoch, reply) { chain in
      let error = await #expect(throws: WireError.self) { try await chain.model(.zero) }
      #expect(error?.reason == .unknownName("Odd"))
    }
    reply.epoch.clearSystemState()
    try await reading(Method.getEpoch, reply) { chain in
      await #expect(throws: WireError("system_state", .systemStateOmitted)) {
        try await chain.systemState()
      }
    }
  }

  @Test("another epoch than was asked for is not believed")
  func otherEpoch() async throws {
    let reply = try Models.systemState(epoch: 7, [:])
    try await reading(Method.getEpoch, reply) { chain in
      await #expect(throws: ReplyError.otherEpoch(asked: 6, got: 7)) {
        try await chain.systemState(of: 6)
      }
      await #expect(throws: ReplyError.otherEpoch(asked: 6, got: 7)) { try await chain.epoch(6) }
      let same = try await chain.epoch(7)
      #expect(same.epoch == 7)
    }
    let none = Soma_Rpc_GetEpochResponse.with { $0.epoch = .init() }
    try await reading(Method.getEpoch, none) { chain in
      await #expect(throws: ReplyError.otherEpoch(asked: 6, got: nil)) { try await chain.epoch(6) }
      await #expect(throws: WireError("protocol_config", .missing)) {
        try await chain.protocolConfig()
      }
    }
  }

  @Test("misc.json: odd objects, and those that are not what was asked for")
  func objects() async throws {
    let rows = try vectors("misc")["object_edge_cases"].elements
    #expect(rows.count == 13)
    // Here an object with another id, which the real SDK believes, is refused.
    #expect(rows.first { $0["case"].string == "other_id" }?["accepted"] == .bool(true))
    let coin = try Recorded.coins(1)[0]
    try await reading(Method.getObject, Soma_Rpc_GetObjectResponse(coin)) { chain in
      let read = try await chain.object(coin.id)
      #expect(read == coin)
      await #expect(throws: ReplyError.otherObject(asked: .zero, got: coin.id)) {
        try await chain.object(.zero)
      }
      await #expect(throws: ReplyError.otherObject(asked: .zero, got: coin.id)) {
        try await chain.objectVersion(.zero)
      }
      await #expect(throws: ReplyError.otherVersion(asked: 2, got: 3)) {
        try await chain.object(coin.id, version: 2)
      }
      let version = try await chain.objectVersion(coin.id)
      #expect(version == 3)
    }
    try await reading(Method.getObject, Soma_Rpc_GetObjectResponse()) { chain in
      await #expect(throws: WireError("object", .missing)) { try await chain.object(.zero) }
    }
  }

  @Test("misc.json: checkpoints, and another one than was asked for")
  func checkpoints() async throws {
    let row = try vectors("misc")["checkpoint_end_of_epoch_True"]
    let reply: Soma_Rpc_GetCheckpointResponse = try row["response_proto_json"].message()
    try await reading(Method.getCheckpoint, reply) { chain in
      let latest = try await chain.checkpoint()
      #expect(latest.summary.sequenceNumber == 42)
      let same = try await chain.checkpoint(.digest(latest.summary.digest))
      #expect(same == latest)
      await #expect(throws: ReplyError.otherCheckpoint(asked: "3", got: "42")) {
        try await chain.checkpoint(.sequenceNumber(3))
      }
      await #expect(throws: ReplyError.self) {
        try await chain.checkpoint(.digest(CheckpointDigest(.zero)))
      }
    }
  }

  @Test("a transaction that a node does not know is none; another one is an error")
  func transactions() async throws {
    let digest = TransactionDigest(Bytes32(repeating: 1))
    let unknown = NodeScript()
    unknown.on(Method.getTransaction, .failure(5, "Transaction not found"))
    let none = try await withChain(unknown) { try await $0.transaction(digest) }
    #expect(none == nil)
    let ledger = LedgerNode(try Recorded.coins(1))
    let done = try await withChain(ledger.script) { chain in
      try await Wallet(Recorded.signer(), on: chain).reportModel(.zero)
    }
    var known = done
    known.digest = done.effects.transactionDigest
    try await reading(Method.getTransaction, Soma_Rpc_GetTransactionResponse(known)) { chain in
      let read = try await chain.transaction(done.effects.transactionDigest)
      #expect(read == known)
      await #expect(
        throws: ReplyError.otherTransaction(asked: digest, got: done.effects.transactionDigest)
      ) { try await chain.transaction(digest) }
    }
    known.digest = digest
    try await reading(Method.getTransaction, Soma_Rpc_GetTransactionResponse(known)) { chain in
      await #expect(throws: ReplyError.self) { try await chain.transaction(digest) }
    }
    try await reading(Method.getTransaction, Soma_Rpc_GetTransactionResponse()) { chain in
      await #expect(throws: WireError("transaction", .missing)) {
        try await chain.transaction(digest)
      }
    }
  }
}

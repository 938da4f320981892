import TestSupport
import BCS
import FaultServer
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import Testing
import WireVectors

@Suite(
  "transactions.json: each call of a wallet sends the bytes of the real SDK",
  .timeLimit(.minutes(1)))
struct SubmissionRequestTests {
  /// Calls of the real SDK that ours refuses to make, and why.
  static let refused = [
    "add_stake_to_model_whole_coin":
      "without an amount the chain can destroy or make money (CHAIN 10.3, D4)"
  ]

  @Test("every recorded call, given its inputs and its coins")
  func recorded() async throws {
    let calls = try RecordedCall.all()
    #expect(calls.count == 42)
    for call in calls {
      let node = try Self.node(for: call)
      let isMade = try await withChain(node.script) { chain in
        try await call.submit(by: Wallet(Recorded.signer(), on: chain))
      }
      let requests = node.script.calls.filter { $0.method == Method.execute }.map(\.message)
      guard Self.refused[call.name] == nil else {
        #expect(!isMade && requests.isEmpty, "\(call.name)")
        continue
      }
      #expect(isMade, "\(call.name)")
      #expect(requests == [call.request], "\(call.name)")
      #expect(node.received == [call.signed], "\(call.name)")  // digest and signature too
    }
  }

  @Test("an update looks like a first commit and reveal, and is made of an Active model only")
  func updates() async throws {
    let commit = try RecordedCall.named("commit_model")
    let model: ModelID = try commit.id("model_id")
    let commitNode = try Self.node(for: commit)
    let active = Models.model(.active(Models.revealed(try Models.release()), pendingUpdate: nil))
    let state = try Models.systemState(epoch: 7, [model: active])
    commitNode.with { $0.systemState = state }
    try await withChain(commitNode.script) { chain in
      _ = try await Wallet(Recorded.signer(), on: chain).commitUpdate(commit.release, to: model)
    }
    #expect(commitNode.received == [commit.signed])

    let reveal = try RecordedCall.named("reveal_model")
    let revealNode = try Self.node(for: reveal, isUpdate: true)
    try await withChain(revealNode.script) { chain in
      _ = try await reveal.submit(by: Wallet(Recorded.signer(), on: chain))
    }
    #expect(revealNode.received == [reveal.signed])
  }

  @Test("what no call of ours makes has the recorded bytes all the same")
  func refusedByDesign() throws {
    for name in Self.refused.keys {
      let call = try RecordedCall.named(name)
      let coin = try #require(try call.coins.first?.reference)
      let data = TransactionData(
        kind: .addStakeToModel(
          AddStakeToModel(modelID: try call.id("model_id"), coin: coin, amount: nil)),
        sender: try Recorded.address(), gasPayment: [coin])
      let signed = try Recorded.signer().sign(data)
      #expect(signed == call.signed)
      #expect(try ExecuteRequest(signed).message().bytes == call.request)
    }
  }

  @Test("receipts and objects are sent at the version that the node shows")
  func objectsOfOurs() async throws {
    let owner = try Recorded.address()
    let receipt = SomaObject(
      type: .stakedSoma, version: 9, id: ObjectID(Bytes32(repeating: 9)),
      content: StakedSoma(poolID: .zero, activationEpoch: 1, principal: 5).bcsBytes,
      owner: .address(owner), previousTransaction: .zero)
    let coins = try Recorded.coins(2)
    let node = LedgerNode(coins + [receipt])
    try await withChain(node.script) { chain in
      let wallet = try Wallet(Recorded.signer(), on: chain)
      try await wallet.transferObjects([coins[1].id], to: .zero)
      try await wallet.withdrawStake(receipt.id)
    }
    #expect(
      node.received.map(\.data.kind) == [
        .transferObjects(TransferObjects(objects: [coins[1].reference], recipient: .zero)),
        .withdrawStake(stakedSoma: receipt.reference),
      ])
    #expect(node.received.allSatisfy { $0.data.gasPayment.map(\.id) == [coins[0].id] })
  }

  @Test("the least stake is read only when none is given (flow.json)")
  func leastStake() async throws {
    let recorded = try vectors("flow")["create_model without stake"]
    let node = LedgerNode(try Recorded.coins(1))
    let state = try Models.systemState(epoch: 7, [:])
    node.with { $0.systemState = state }
    try await withChain(node.script) { chain in
      _ = try await Wallet(Recorded.signer(), on: chain).createModel(stake: nil, commission: 0)
    }
    guard case .createModel(let model) = node.received.first?.data.kind else {
      Issue.record("no model was created")
      return
    }
    #expect(recorded["stake_sent"] == .number(Double(model.stake.shannons)))
  }

  /// A node with what the recorded call needs to be there.
  static func node(for call: RecordedCall, isUpdate: Bool = false) throws -> LedgerNode {
    var objects = try call.coins
    let foreign = call.signed.data.kind.ownedInputs.filter { input in
      !objects.contains { $0.id == input.id }
    }
    // Their contents are not in the recordings: this node knows their references only.
    objects += foreign.map(LedgerNode.placeholder)
    let node = LedgerNode(objects)
    node.with { $0.references = Dictionary(uniqueKeysWithValues: foreign.map { ($0.id, $0) }) }
    let target = ListedTarget(id: .zero, rewardPool: 5)
    node.script.on(Method.getTarget) { [id = call.inputs["target_id"].string ?? ""] _ in
      var reply = Soma_Rpc_GetTargetResponse(target)
      reply.target.id = id
      return .reply((try? reply.bytes) ?? [])
    }
    if call.name.hasPrefix("reveal_model") {
      var release = try Models.release()
      release.decryptionKey = try call.key
      release.embedding = call.tensor("embedding")
      let promise = Models.promise(release, in: 6)
      let pending = ModelState.pending(promise)
      let active = ModelState.active(Models.revealed(release), pendingUpdate: promise)
      let state = try Models.systemState(
        epoch: 7, [call.id("model_id"): Models.model(isUpdate ? active : pending)])
      node.with { $0.systemState = state }
    }
    return node
  }
}

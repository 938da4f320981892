import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("system_state_requirements.json: what a system state must have, and what is lost without")
struct SystemStateRequirementTests {
  private let fixture: SystemStateFixture
  private let whole: SystemStateReply

  init() throws {
    fixture = try SystemStateFixture()
    whole = try SystemStateReply(fixture.reply)
  }

  @Test("the recorded state is read whole")
  func recorded() throws {
    #expect(
      Set(fixture.models.keys) == [
        "m-created", "m-pending", "m-active", "m-active-upd", "m-inactive",
      ])
    #expect(whole.epoch == 7)
    #expect(whole.models.count == 5)
    #expect(whole.unparsableModels.isEmpty)
    #expect(try whole.state.get().modelRegistry.models == whole.models)
  }

  @Test("each field is needed, or not, as for the real SDK; but only its own model is lost")
  func requirements() throws {
    let rows = try vectors("system_state_requirements")["fields"].elements
    #expect(rows.count == 237)
    let json = fixture.recorded["get_epoch_response_proto_json"]
    for row in rows {
      let field = try #require(row["field"].string)
      let isRequired = row["required"] == .bool(true)
      let reply: Soma_Rpc_GetEpochResponse
      if field.hasPrefix("start.") {
        var changed = try fixture.reply  // protobuf's JSON has a timestamp in one piece
        if field.hasSuffix("seconds") { changed.epoch.start.seconds = 0 }
        if field.hasSuffix("nanos") { changed.epoch.start.nanos = 0 }
        reply = changed
      } else {
        let path = ["epoch"] + fixture.steps(field)
        reply = try #require(json.removing(path), "\(field)").message()
      }
      try expect(isRequired ? WireError(fixture.path(field), .missing) : nil, of: reply, field)
    }
  }

  /// Checks that the error, and nothing else, is reported, and that it hides no more than it must.
  private func expect(
    _ expected: WireError?, of reply: Soma_Rpc_GetEpochResponse, _ row: String
  ) throws {
    guard let expected else {
      let read = try SystemStateReply(reply)
      #expect(read.unparsableModels.isEmpty, "\(row)")
      #expect(throws: Never.self, "\(row)") { try read.state.get() }
      return
    }
    let models = "system_state.model_registry.models["
    switch expected.path {
    case "system_state":
      #expect(throws: WireError("system_state", .systemStateOmitted), "\(row)") {
        try SystemStateReply(reply)
      }
    case "system_state.epoch":
      #expect(throws: expected, "\(row)") { try SystemStateReply(reply) }
    case let path where path.hasPrefix(models):
      let read = try SystemStateReply(reply)
      let key = String(path.dropFirst(models.count).prefix { $0 != "]" })
      #expect(read.unparsableModels.map(\.key) == [key], "\(row)")
      #expect(read.unparsableModels.map(\.error) == [expected], "\(row)")
      var others = whole.models
      others[try ModelID(key)] = nil
      #expect(read.models == others, "\(row)")
      var state = try whole.state.get()
      state.modelRegistry.models = others
      #expect(read.state == .success(state), "\(row)")
    default:
      let read = try SystemStateReply(reply)
      #expect(read.state == .failure(expected), "\(row)")
      #expect(read.models == whole.models, "\(row)")
      #expect(read.unparsableModels.isEmpty, "\(row)")
      #expect(read.epoch == 7, "\(row)")
    }
  }

  /// What was done to a row, and the error that it is to us.
  private struct EdgeCase {
    let change: (inout Soma_Rpc_SystemState, _ id: String) -> Void
    var error: (path: String, reason: WireError.Reason)?
    /// Why we accept what the real SDK refuses.
    var lenience: String?
  }

  private static let pool = "staking_pool.id"
  private static let unchecked = "we do not use validators' keys and addresses"
  private static func model(
    _ change: @escaping (inout Soma_Rpc_Model) -> Void
  ) -> (inout Soma_Rpc_SystemState, String) -> Void {
    { state, id in
      var model = state.modelRegistry.models[id] ?? .init()
      change(&model)
      state.modelRegistry.models[id] = model
    }
  }
  private static func validator(
    _ change: @escaping (inout Soma_Rpc_Validator) -> Void
  ) -> (inout Soma_Rpc_SystemState, String) -> Void {
    { state, _ in change(&state.validators.validators[0]) }
  }
  private static let digits = String(repeating: "a", count: 63)

  /// The model is the active one.
  private static var edgeCases: [String: EdgeCase] {
    [
      "unknown model state": EdgeCase(
        change: model { $0.state = "Active" }, error: ("state", .unknownName("Active"))),
      "owner with 0x": EdgeCase(change: model { $0.owner = "0x" + $0.owner }),
      "owner short 0x1": EdgeCase(change: model { $0.owner = "0x1" }),
      "owner 63 hex digits no 0x": EdgeCase(
        change: model { $0.owner = digits },
        error: ("owner", .identifier(.tooShort(name: "SomaAddress", digits: 63)))),
      "owner upper hex": EdgeCase(change: model { $0.owner = $0.owner.uppercased() }),
      "pool id without 0x": EdgeCase(
        change: model { $0.stakingPool.id = String($0.stakingPool.id.dropFirst(2)) }),
      "pool id short 0x5": EdgeCase(change: model { $0.stakingPool.id = "0x5" }),
      "pool id short no 0x": EdgeCase(
        change: model { $0.stakingPool.id = "5" },
        error: (pool, .identifier(.tooShort(name: "ObjectID", digits: 1)))),
      "commitment 31 bytes": EdgeCase(
        change: model { $0.weightsCommitment.removeLast() },
        error: ("weights_commitment", .wrongByteCount(expected: 32, actual: 31))),
      "decryption_key 33 bytes": EdgeCase(
        change: model { $0.decryptionKey.append(0) },
        error: ("decryption_key", .wrongByteCount(expected: 32, actual: 33))),
      "checksum 31 bytes": EdgeCase(
        change: model { $0.manifest.v1.metadata.v1.checksum.removeLast() },
        error: ("manifest.v1.metadata.v1.checksum", .wrongByteCount(expected: 32, actual: 31))),
      "manifest url not absolute": EdgeCase(
        change: model { $0.manifest.v1.url = "not/absolute" },
        error: ("manifest.v1.url", .url(.missingScheme))),
      "manifest url not canonical": EdgeCase(
        change: model { $0.manifest.v1.url = "HTTPS://Example.com:443/a b" }),
      "active with empty embedding": EdgeCase(change: model { $0.embedding = [] }),
      "protocol_pubkey garbage": EdgeCase(
        change: validator { $0.protocolPubkey = Data(repeating: 1, count: 96) },
        lenience: unchecked),
      "protocol_pubkey 95 bytes": EdgeCase(
        change: validator { $0.protocolPubkey.removeLast() },
        error: (
          "validators.validators[0].protocol_pubkey", .wrongByteCount(expected: 96, actual: 95)
        )),
      "network_pubkey not a point": EdgeCase(
        change: validator { $0.networkPubkey = Data(repeating: 2, count: 32) },
        lenience: unchecked),
      "proof_of_possession garbage": EdgeCase(
        change: validator { $0.proofOfPossession = Data(repeating: 1, count: 48) },
        lenience: unchecked),
      "net_address not a multiaddr": EdgeCase(
        change: validator { $0.netAddress = "127.0.0.1:8080" }, lenience: unchecked),
      "net_address dns": EdgeCase(
        change: validator { $0.netAddress = "/dns/x.example/tcp/1/http" }),
      "p2p_address tcp": EdgeCase(change: validator { $0.p2PAddress = "/ip4/127.0.0.1/tcp/1" }),
      "no validators at all": EdgeCase(
        change: { state, _ in state.validators = .with { $0.totalStake = 0 } }),
      "no model_registry": EdgeCase(change: { state, _ in state.clearModelRegistry() }),
      "models key without 0x": EdgeCase(
        change: { state, id in
          let model = state.modelRegistry.models.removeValue(forKey: id)
          state.modelRegistry.models[String(id.dropFirst(2))] = model
        }),
    ]
  }

  @Test("odd states are accepted or refused as by the real SDK, or said why not")
  func edgeCases() throws {
    let rows = try vectors("system_state_requirements")["edge_cases"].elements
    #expect(Set(rows.compactMap { $0["case"].string }) == Set(Self.edgeCases.keys))
    let id = try #require(fixture.models["m-active"])
    for row in rows {
      let name = try #require(row["case"].string)
      let edgeCase = try #require(Self.edgeCases[name])
      var reply = try fixture.reply
      edgeCase.change(&reply.epoch.systemState, id)
      let expected = edgeCase.error.map { error in
        WireError(
          error.path.hasPrefix("validators")
            ? "system_state.\(error.path)"
            : "system_state.model_registry.models[\(id)].\(error.path)", error.reason)
      }
      try expect(expected, of: reply, name)
      let accepted = row["accepted"] == .bool(true)
      #expect((edgeCase.error == nil) == (accepted || edgeCase.lenience != nil), "\(name)")
      if edgeCase.lenience != nil { #expect(!accepted, "\(name)") }
    }
  }

  @Test("without a registry there are no models; without target state its default stands")
  func absences() throws {
    var reply = try fixture.reply
    reply.epoch.systemState.clearModelRegistry()
    reply.epoch.systemState.clearTargetState()
    let state = try SystemStateReply(reply).state.get()
    #expect(state.modelRegistry == ModelRegistry())
    #expect(state.targetState == TargetState(distanceThreshold: SomaTensor(scalar: 0)))
  }

  @Test("two entries for one model are none: nobody can tell which is right")
  func duplicates() throws {
    let id = try #require(fixture.models["m-active"])
    var reply = try fixture.reply
    reply.epoch.systemState.modelRegistry.models[id.uppercased().replacing("0X", with: "0x")] =
      reply.epoch.systemState.modelRegistry.models[id]
    let read = try SystemStateReply(reply)
    #expect(read.models.count == 4)
    #expect(
      read.unparsableModels.map(\.error) == [
        WireError("system_state.model_registry.models[\(id)]", .duplicateKey)
      ])
    // Elsewhere, two keys that mean the same make the rest unreadable.
    reply = try fixture.reply
    reply.epoch.systemState.validators.atRiskValidators = ["0x1": 1, "0x01": 1]
    guard case .failure(let error) = try SystemStateReply(reply).state else {
      Issue.record("accepted")
      return
    }
    #expect(error.reason == .duplicateKey)
    #expect(error.path.hasPrefix("system_state.validators.at_risk_validators[0x"))
  }

  @Test("a key that is no id is reported as it came, but short and printable")
  func foreignKeys() throws {
    var reply = try fixture.reply
    reply.epoch.systemState.modelRegistry.models = [
      "\u{1b}[2J": .init(), String(repeating: "f", count: 1 << 16): .init(), "0x1": .init(),
    ]
    let read = try SystemStateReply(reply)
    #expect(read.models.isEmpty)
    #expect(read.unparsableModels.count == 3)
    #expect(read.unparsableModels.allSatisfy { $0.key.count < 100 })
    #expect(
      read.unparsableModels.first?.error
        == WireError("system_state.model_registry.models[0x1].owner", .missing))
    #expect(!read.unparsableModels.contains { $0.key.contains("\u{1b}") })
  }

  @Test("several models that cannot be read are each reported, and the rest stands")
  func several() throws {
    var reply = try fixture.reply
    for label in ["m-pending", "m-created"] {
      let id = try #require(fixture.models[label])
      reply.epoch.systemState.modelRegistry.models[id]?.clearStakingPool()
    }
    let read = try SystemStateReply(reply)
    #expect(read.models.count == 3)
    #expect(read.unparsableModels.map(\.key) == read.unparsableModels.map(\.key).sorted())
    #expect(
      Set(read.unparsableModels.map(\.key))
        == Set(["m-pending", "m-created"].compactMap { fixture.models[$0] }))
    #expect(read.unparsableModels.allSatisfy { $0.error.reason == .missing })
  }

  @Test("a reply without an epoch, or an epoch without a state, is an error of its own")
  func omissions() {
    #expect(throws: WireError("epoch", .missing)) { try SystemStateReply(.init()) }
    #expect(throws: WireError("system_state", .systemStateOmitted)) {
      try SystemStateReply(Soma_Rpc_GetEpochResponse.with { $0.epoch.epoch = 7 })
    }
  }
}

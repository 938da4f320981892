import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("get_epoch_full.json: the system state in both directions")
struct SystemStateConversionTests {
  private let fixture: SystemStateFixture

  init() throws { fixture = try SystemStateFixture() }

  @Test("the recorded reply is written again byte for byte")
  func recorded() throws {
    let bytes = try fixture.recorded.bytes("get_epoch_response_protobuf_hex")
    let reply = try Soma_Rpc_GetEpochResponse(serializedBytes: bytes)
    let state = try SystemStateReply(reply).state.get()
    let info = try EpochInfo(reply)
    let message = Soma_Rpc_GetEpochResponse(info, state: state)
    #expect(message == reply)
    #expect(try message.bytes == bytes)
    #expect(info.epoch == 7)
    #expect(info.firstCheckpoint == 900)
    #expect(info.startTimestampMs == 1_760_000_000_250)
    #expect(info.endTimestampMs == nil)
    #expect(info.committee == nil)
    #expect(try info.protocolConfig?.number("model_architecture_version") == 1)
  }

  @Test("every field with a value of its own survives under its own name")
  func distinctValues() throws {
    var counter = 1000
    var json = fixture.recorded["get_epoch_response_proto_json"]
    var state = json["epoch"]["system_state"]
    var validator = state["validators"]["validators"].elements[0]
    for (name, example) in [
      ("protocol_pubkey", "protocol_pubkey"), ("network_pubkey", "network_pubkey"),
      ("worker_pubkey", "worker_pubkey"), ("net_address", "net_address"),
      ("p2p_address", "p2p_address"), ("primary_address", "primary_address"),
      ("proxy_address", "proxy_address"), ("proof_of_possession", "proof_of_possession"),
    ] {
      validator["next_epoch_\(name)"] = validator[example]
    }
    state["validators"]["validators"] = .array([validator, validator])
    state["validators"]["pending_validators"] = .array([validator])
    state["validators"]["pending_removals"] = .array([.number(3), .number(4)])
    state["validators"]["inactive_validators"] = .object([
      "0x" + String(repeating: "0a", count: 32): validator
    ])
    state["safe_mode"] = .bool(true)
    json["epoch"]["system_state"] = state.distinct(&counter)
    #expect(counter > 1300)

    let reply: Soma_Rpc_GetEpochResponse = try json.message()
    let read = try SystemStateReply(reply).state.get()
    #expect(Soma_Rpc_SystemState(read) == reply.epoch.systemState)

    // Reading and writing could both swap two fields. The names of properties say they do not.
    let sent = json["epoch"]["system_state"]
    try expectNames(of: read.parameters, in: sent["parameters"], count: 28)
    try expectNames(of: read.emissionPool, in: sent["emission_pool"], count: 2)
    try expectNames(of: read.targetState, in: sent["target_state"], count: 5)
    let readValidator = try #require(read.validators.validators.first)
    let sentValidator = sent["validators"]["validators"].elements[0]
    try expectNames(of: readValidator, in: sentValidator, count: 4)
    try expectNames(of: readValidator.metadata, in: sentValidator, count: 9)
    try expectNames(
      of: readValidator.metadata.nextEpoch, in: sentValidator, prefix: "next_epoch_", count: 8)
    try expectNames(of: readValidator.stakingPool, in: sentValidator["staking_pool"], count: 8)
    let rates = sentValidator["staking_pool"]["exchange_rates"].members
    for (epoch, rate) in readValidator.stakingPool.exchangeRates {
      try expectNames(of: rate, in: #require(rates["\(epoch)"]), count: 2)
    }
    for (id, model) in read.modelRegistry.models {
      let sentModel = sent["model_registry"]["models"][id.description]
      try expectNames(of: model, in: sentModel, count: 4)
      try expectNames(of: model.stakingPool, in: sentModel["staking_pool"], atLeast: 7)
      switch model.state {
      case .created(let epoch): #expect(sentModel["create_epoch"].string == "\(epoch)")
      case .pending(let update):
        #expect(sentModel["commit_epoch"].string == "\(update.commitEpoch)")
        try expectNames(of: update.commitments, in: sentModel, count: 3)
      case .active(let revealed, let update):
        try expectNames(of: revealed.commitments, in: sentModel, count: 3)
        if let update {
          let sentUpdate = sentModel["pending_update"]
          #expect(sentUpdate["commit_epoch"].string == "\(update.commitEpoch)")
          try expectNames(of: update.commitments, in: sentUpdate, count: 3)
        }
      case .inactive(let revealed):
        try expectNames(of: revealed.commitments, in: sentModel, count: 3)
      }
    }
    for name in [
      "epoch", "epoch_start_timestamp_ms", "protocol_version", "safe_mode_accumulated_fees",
      "safe_mode_accumulated_emissions",
    ] {
      try expectNames(of: read, in: .object([name: sent[name]]), count: 1)
    }
  }

  /// Compares the simple properties of a value with the members of the same names.
  private func expectNames(
    of value: some Any, in json: JSONValue, prefix: String = "", count: Int? = nil,
    atLeast: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var compared = 0
    for (label, property) in Mirror(reflecting: value).children {
      let name = prefix + (label ?? "").asSnakeCase
      let member = json[name]
      guard member != .null, let text = Self.text(of: property, as: member) else { continue }
      #expect(JSONValue.string(text) == member.asText, "\(name)", sourceLocation: sourceLocation)
      compared += 1
    }
    if let count { #expect(compared == count, sourceLocation: sourceLocation) }
    #expect(compared >= atLeast, sourceLocation: sourceLocation)
  }

  /// How protobuf's JSON spells a property; `nil` for what has fields of its own.
  private static func text(of property: Any, as member: JSONValue) -> String? {
    switch property {
    case let value as any UInt64Value: "\(value.rawValue)"
    case let value as UInt64: "\(value)"
    case let value as String: value
    case let value as SomaTensor: "\(Double(value.values.first ?? 0))"
    case let value as SomaAddress: value.description
    case let value as StakingPoolID: value.description
    case let value as WeightsCommitment: Data(value.bytes.bytes).base64EncodedString()
    case let value as EmbeddingCommitment: Data(value.bytes.bytes).base64EncodedString()
    case let value as DecryptionKeyCommitment: Data(value.bytes.bytes).base64EncodedString()
    case let value as BLSPublicKey: Data(value.bytes).base64EncodedString()
    case let value as BLSSignature: Data(value.bytes).base64EncodedString()
    case let value as Ed25519PublicKey: Data(value.bytes.bytes).base64EncodedString()
    default: nil
    }
  }

  @Test("embeddings are read in whatever way protobuf packs them (proto_leniency.json)")
  func leniency() throws {
    let recorded = try vectors("proto_leniency")
    let id = try #require(fixture.models["m-active"])
    var model = try #require(try fixture.reply.epoch.systemState.modelRegistry.models[id])
    let values = recorded["identity"].elements.compactMap { $0.string.flatMap(Float.init) }
    #expect(values.count == 4)
    #expect(model.embedding == values)
    model.embedding = []
    let rest = try model.bytes

    func packed(_ values: some Collection<Float>) -> [UInt8] {
      // Field 9 with a length; four bytes each.
      [9 << 3 | 2, UInt8(values.count * 4)] + values.flatMap { $0.littleEndianBytes }
    }
    let forms: [String: [UInt8]] = [
      "identity": packed(values),
      "unpacked floats": values.flatMap { [9 << 3 | 5] + $0.littleEndianBytes },
      "split packed": packed(values.prefix(2)) + packed(values.dropFirst(2)),
      "unknown field 99": packed(values) + [0x98, 0x06, 0x01],
      "nan and inf": packed([.nan, .infinity]),
    ]
    #expect(Set(recorded.members.keys) == Set(forms.keys).union(["packed length 5"]))
    for (name, bytes) in forms {
      var reply = try fixture.reply
      reply.epoch.systemState.modelRegistry.models[id] = try Soma_Rpc_Model(
        serializedBytes: rest + bytes)
      let read = try SystemStateReply(reply).models[try ModelID(id)]
      let texts = try #require(read?.revealed).embedding.values.map { "\($0)" }
      // Python shows 64 bits of a 32-bit float.
      let expected = recorded[name].elements.compactMap { $0.string.flatMap(Float.init) }
      #expect(texts == expected.map { "\($0)" }, "\(name)")
    }
    // Five bytes are no floats: refused by protobuf itself, so no conversion sees them.
    #expect(recorded["packed length 5"].string?.hasPrefix("RuntimeError") == true)
    #expect(throws: (any Error).self) {
      try Soma_Rpc_Model(serializedBytes: rest + [9 << 3 | 2, 5, 0, 0, 0, 0, 0])
    }
  }

  @Test("an epoch with all there is survives; constants are numbers or errors")
  func epochInfo() throws {
    let checkpoint = try CertifiedCheckpoint(
      vectors("misc")["checkpoint_end_of_epoch_True"]["response_proto_json"].message())
    let config = ProtocolConfig(
      protocolVersion: 5, featureFlags: ["a": true, "b": false],
      attributes: ["model_min_stake": "1000000000", "threshold": "1.05", "empty": ""])
    let info = EpochInfo(
      epoch: 7, committee: checkpoint.summary.endOfEpochData?.nextEpochValidatorCommittee,
      firstCheckpoint: 1, lastCheckpoint: 2, startTimestampMs: 3, endTimestampMs: 4,
      protocolConfig: config)
    #expect(info.committee != nil)
    #expect(try EpochInfo(.with { $0.epoch = Soma_Rpc_Epoch(info) }) == info)
    #expect(try EpochInfo(.with { $0.epoch = .init() }) == EpochInfo())
    #expect(throws: WireError("epoch", .missing)) { try EpochInfo(.init()) }
    #expect(throws: WireError("committee.members", .missing)) {
      try EpochInfo(.with { $0.epoch.committee.epoch = 1 })
    }
    #expect(try config.number("model_min_stake") == 1_000_000_000)
    #expect(throws: WireError("protocol_config.attributes[x]", .missing)) {
      try config.number("x")
    }
    for name in ["threshold", "empty"] {
      #expect(throws: WireError("protocol_config.attributes[\(name)]", .notANumber)) {
        try config.number(name)
      }
    }
  }
}

extension Float {
  fileprivate var littleEndianBytes: [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: bitPattern >> ($0 * 8)) }
  }
}

extension String {
  /// `targetHitsEmaDecayBps` as `target_hits_ema_decay_bps`.
  fileprivate var asSnakeCase: String {
    map { $0.isUppercase ? "_\($0.lowercased())" : String($0) }.joined()
  }
}

extension JSONValue {
  /// Numbers as text, like the others.
  fileprivate var asText: JSONValue {
    guard case .number(let number) = self else { return self }
    return .string("\(number)")
  }

  /// The same JSON with another number in every place, and other bytes where bytes are.
  fileprivate func distinct(_ counter: inout Int, name: String = "") -> JSONValue {
    switch self {
    case .object(let members):
      var copy: [String: JSONValue] = [:]
      for key in members.keys.sorted() {
        let member = members[key]?.distinct(&counter, name: key)
        copy[Int(key) == nil ? key : "\(counter)"] = member
        counter += 1
      }
      return .object(copy)
    case .array(let elements): return .array(elements.map { $0.distinct(&counter, name: name) })
    case .number:
      counter += 1
      return .number(Double(counter))
    case .string(let text):
      counter += 1
      if Int(text) != nil { return .string("\(counter)") }
      if text.hasPrefix("/") { return .string("/dns/x\(counter)/tcp/1") }
      let isHex = text.dropFirst(text.hasPrefix("0x") ? 2 : 0).allSatisfy(\.isHexDigit)
      if !isHex, let data = Data(base64Encoded: text), [32, 48, 96].contains(data.count) {
        let byte = UInt8(truncatingIfNeeded: counter)
        let high = UInt8(truncatingIfNeeded: counter >> 8)
        return .string(
          Data([high] + [UInt8](repeating: byte, count: data.count - 1)).base64EncodedString())
      }
      return self
    case .bool, .null: return self
    }
  }
}

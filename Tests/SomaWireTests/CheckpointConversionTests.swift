import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("misc.json: checkpoints")
struct CheckpointConversionTests {
  private static func recorded(_ endsEpoch: Bool) throws -> JSONValue {
    try vectors("misc")["checkpoint_end_of_epoch_\(endsEpoch ? "True" : "False")"]
  }

  @Test("a checkpoint is read as by the real SDK", arguments: [false, true])
  func reading(endsEpoch: Bool) throws {
    let recorded = try Self.recorded(endsEpoch)
    let reply = try Soma_Rpc_GetCheckpointResponse(
      serializedBytes: recorded.bytes("response_protobuf_hex"))
    let checkpoint = try CertifiedCheckpoint(reply)
    let summary = checkpoint.summary
    let python = recorded["python"]["data"]
    #expect(.number(Double(summary.epoch.rawValue)) == python["epoch"])
    #expect(.number(Double(summary.sequenceNumber.rawValue)) == python["sequence_number"])
    #expect(
      .number(Double(summary.networkTotalTransactions)) == python["network_total_transactions"])
    #expect(.string(summary.contentDigest.description) == python["content_digest"])
    #expect(summary.previousDigest?.description == python["previous_digest"].string)
    let fees = python["epoch_rolling_transaction_fees"]
    #expect(
      .number(Double(summary.epochRollingTransactionFees.baseFee.shannons)) == fees["base_fee"])
    #expect(
      .number(Double(summary.epochRollingTransactionFees.operationFee.shannons))
        == fees["operation_fee"])
    #expect(
      .number(Double(summary.epochRollingTransactionFees.valueFee.shannons)) == fees["value_fee"])
    #expect(
      .number(Double(summary.epochRollingTransactionFees.totalFee.shannons)) == fees["total_fee"])
    #expect(.number(Double(summary.timestampMs)) == python["timestamp_ms"])
    #expect(
      summary.checkpointCommitments.map(\.asPython) == python["checkpoint_commitments"].elements)
    #expect((summary.endOfEpochData == nil) == (python["end_of_epoch_data"] == .null))
    if let data = summary.endOfEpochData {
      #expect(data.asPython == python["end_of_epoch_data"])
    }
    let signature = recorded["python"]["auth_signature"]
    #expect(.number(Double(checkpoint.signature.epoch.rawValue)) == signature["epoch"])
    #expect(
      Data(checkpoint.signature.signature.bytes).base64EncodedString()
        == signature["signature"].string)
    #expect(checkpoint.signature.signers == [0, 2])  // the roaring bitmap ends in 0000 0200
    #expect(checkpoint.contents == nil)
  }

  @Test("and written as it was, with digests that are right", arguments: [false, true])
  func writing(endsEpoch: Bool) throws {
    let reply: Soma_Rpc_GetCheckpointResponse = try Self.recorded(endsEpoch)["response_proto_json"]
      .message()
    let checkpoint = try CertifiedCheckpoint(reply)
    var expected = reply.checkpoint
    // The recorded digests were made up; ours are computed.
    expected.digest = checkpoint.summary.digest.description
    expected.summary.digest = checkpoint.summary.digest.description
    #expect(Soma_Rpc_Checkpoint(checkpoint) == expected)
  }

  @Test("each field is needed, or not, as for the real SDK")
  func requirements() throws {
    // Stricter than the real SDK: without its digest a commitment is not the one that was signed.
    let stricter: Set = [
      "summary.commitments.[0].digest",
      "summary.end_of_epoch_data.epoch_commitments.[0].digest",
    ]
    let json = try Self.recorded(true)["response_proto_json"]
    let rows = try vectors("misc")["checkpoint_requirements"].elements
    #expect(rows.count == 39)
    for row in rows {
      let field = try #require(row["field"].string)
      let path = field.split(separator: ".").map(String.init)
      // Protobuf's JSON has a timestamp in one piece.
      let reply: Soma_Rpc_GetCheckpointResponse
      if path.dropLast().last == "timestamp" {
        var whole: Soma_Rpc_GetCheckpointResponse = try json.message()
        if path.last == "seconds" { whole.checkpoint.summary.timestamp.seconds = 0 }
        if path.last == "nanos" { whole.checkpoint.summary.timestamp.nanos = 0 }
        reply = whole
      } else {
        reply = try #require(json.removing(["checkpoint"] + path), "\(field)").message()
      }
      let error = wireError { () throws(WireError) in _ = try CertifiedCheckpoint(reply) }
      let expected = WireError(path.joined(separator: ".").replacing(".[", with: "["), .missing)
      let isRequired = row["required"] == .bool(true)
      #expect(error == (isRequired || stricter.contains(field) ? expected : nil), "\(field)")
      if stricter.contains(field) { #expect(!isRequired) }
    }
  }

  @Test("a committee cannot have a member twice, nor a key of another length")
  func committee() throws {
    let reply: Soma_Rpc_GetCheckpointResponse = try Self.recorded(true)["response_proto_json"]
      .message()
    let members = "summary.end_of_epoch_data.next_epoch_validator_committee.members"
    var changed = reply
    let member = reply.checkpoint.summary.endOfEpochData.nextEpochValidatorCommittee.members[0]
    changed.checkpoint.summary.endOfEpochData.nextEpochValidatorCommittee.members.append(member)
    #expect(throws: WireError("\(members)[1].authority_key", .duplicateKey)) {
      try CertifiedCheckpoint(changed)
    }
    changed = reply
    changed.checkpoint.summary.endOfEpochData.nextEpochValidatorCommittee.members[0].authorityKey
      .append(0)
    #expect(
      throws: WireError(
        "\(members)[0].authority_key", .wrongByteCount(expected: 96, actual: 97))
    ) { try CertifiedCheckpoint(changed) }
    changed = reply
    changed.checkpoint.signature.signature = Data()
    #expect(
      throws: WireError("signature.signature", .wrongByteCount(expected: 48, actual: 0))
    ) { try CertifiedCheckpoint(changed) }
    #expect(throws: WireError("checkpoint", .missing)) { try CertifiedCheckpoint(.init()) }
  }

  @Test("a bitmap in any order names each signer once")
  func bitmap() throws {
    var reply: Soma_Rpc_GetCheckpointResponse = try Self.recorded(false)["response_proto_json"]
      .message()
    reply.checkpoint.signature.bitmap = [7, 0, .max, 7, 0]
    #expect(try CertifiedCheckpoint(reply).signature.signers == [0, 7, .max])
  }

  @Test("contents, transactions and objects survive; a subscription names the transactions")
  func contents() throws {
    let base = try CertifiedCheckpoint(Self.recorded(false)["response_proto_json"].message())
    let executed = EffectsFixture.executed(.failure(.insufficientGas))
    let contents = CheckpointContents(entries: [
      .init(
        digests: ExecutionDigests(
          transaction: executed.effects.transactionDigest, effects: executed.effects.digest),
        userSignatures: [])
    ])
    let checkpoint = CertifiedCheckpoint(
      summary: base.summary, signature: base.signature, contents: contents)
    let message = Soma_Rpc_Checkpoint(
      checkpoint, transactions: [executed], objects: executed.objects)
    #expect(message.contents.digest == contents.digest.description)
    #expect(message.contents.version == 1)
    #expect(!message.transactions[0].effects.changedObjects[0].objectID.hasPrefix("0x"))
    #expect(try SomaObject(message.objects.objects[0]) == executed.objects[0])
    let reply = Soma_Rpc_GetCheckpointResponse(
      checkpoint, transactions: [executed], objects: executed.objects)
    #expect(reply.checkpoint == message)
    #expect(try CertifiedCheckpoint(reply) == checkpoint)

    var notice = Soma_Rpc_SubscribeCheckpointsResponse(sequenceNumber: 42, checkpoint: message)
    let expected = CheckpointNotice(
      sequenceNumber: 42, transactions: [executed.effects.transactionDigest])
    #expect(try CheckpointNotice(notice) == expected)
    notice.checkpoint.transactions.append(.init())
    #expect(throws: WireError("transactions[1].digest", .missing)) { try CheckpointNotice(notice) }
    #expect(
      try CheckpointNotice(.init()) == CheckpointNotice(sequenceNumber: nil, transactions: []))
  }
}

extension CheckpointCommitment {
  fileprivate var asPython: JSONValue {
    switch self {
    case .ecmhLiveObjectSet(let digest):
      .object(["ECMHLiveObjectSetDigest": .object(["digest": .string(digest.description)])])
    case .checkpointArtifacts(let digest):
      .object(["CheckpointArtifactsDigest": .string(digest.description)])
    }
  }
}

extension EndOfEpochData {
  fileprivate var asPython: JSONValue {
    let committee = nextEpochValidatorCommittee
    let names = committee.names
    func text(_ name: AuthorityName) -> String {
      Data(name.publicKey.bytes).base64EncodedString()
    }
    let authorities = names.map { name -> (String, JSONValue) in
      guard let authority = committee.authorities[name] else { return (text(name), .null) }
      return (
        text(name),
        .object([
          "stake": .number(Double(authority.stake.rawValue)),
          "address": .string(authority.address), "hostname": .string(authority.hostname),
          "protocol_key": .string(Data(authority.protocolKey.bytes.bytes).base64EncodedString()),
          "network_key": .string(Data(authority.networkKey.bytes.bytes).base64EncodedString()),
          "authority_key": .string(Data(authority.authorityKey.bytes).base64EncodedString()),
        ])
      )
    }
    return .object([
      "nextEpochValidatorCommittee": .object([
        "epoch": .number(Double(committee.epoch.rawValue)),
        "voting_rights": .array(
          names.map { name in
            .array([
              .string(text(name)),
              .number(Double(committee.votingRights[name]?.rawValue ?? 0)),
            ])
          }),
        "expanded_keys": .object(
          Dictionary(uniqueKeysWithValues: names.map { (text($0), .string(text($0))) })),
        "index_map": .object(
          Dictionary(
            uniqueKeysWithValues: names.enumerated().map {
              (text($0.element), .number(Double($0.offset)))
            })),
        "authorities": .object(Dictionary(uniqueKeysWithValues: authorities)),
      ]),
      "nextEpochProtocolVersion": .number(Double(nextEpochProtocolVersion)),
      "epochCommitments": .array(epochCommitments.map(\.asPython)),
    ])
  }
}

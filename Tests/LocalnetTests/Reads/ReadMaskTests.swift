import Localnet
import SomaClient
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

@Suite("Read masks", .timeLimit(.minutes(2))) struct ReadMaskTests {
  @Test(
    "an object shows what is asked for",
    arguments: [
      (nil, ["object_id", "version", "digest"]), ([], []), (["version"], ["version"]),
      (["owner.address"], ["owner"]), (["contents", "contents"], ["contents"]),
      (
        ["*"],
        [
          "object_id", "version", "digest", "owner", "object_type", "contents",
          "previous_transaction",
        ]
      ),
    ] as [([String]?, [String])])
  func object(mask: [String]?, shown: [String]) async throws {
    try await withTestNet { net in
      let reply = try await net.call(
        Raw.getObject,
        .with {
          $0.objectID = "5"
          if let mask { $0.readMask.paths = mask }
        })
      let object = reply.object
      let fields = [
        ("object_id", object.hasObjectID), ("version", object.hasVersion),
        ("digest", object.hasDigest), ("owner", object.hasOwner),
        ("object_type", object.hasObjectType), ("contents", object.hasContents),
        ("previous_transaction", object.hasPreviousTransaction),
      ]
      #expect(fields.filter(\.1).map(\.0) == shown)
    }
  }

  @Test(
    "a path that does not exist is named",
    arguments: ["nonsense", "object_id.x", "owner.nonsense", "*.version", "", "contents..x"])
  func unknownPath(path: String) async throws {
    try await withTestNet { net in
      let failure = await net.failure(
        of: Raw.getObject,
        .with {
          $0.objectID = "0x5"
          $0.readMask.paths = ["version", path]
        })
      #expect(failure?.code == .invalidArgument)
      #expect(failure?.message == "invalid read_mask path: \(path)")
      #expect(
        failure?.violations == [
          FieldViolation(
            field: "read_mask", description: "invalid read_mask path: \(path)",
            reason: "FIELD_INVALID")
        ])
    }
  }

  @Test("a part of the system state is all of it; of the protocol it is the part")
  func epoch() async throws {
    try await withTestNet { net in
      func epoch(_ paths: [String]?) async throws -> Soma_Rpc_Epoch {
        try await net.call(
          Raw.getEpoch, .with { if let paths { $0.readMask.paths = paths } }
        ).epoch
      }
      let state = try await epoch(["system_state.parameters.base_fee"])
      #expect(state.systemState.hasValidators)
      #expect(state.systemState.hasEmissionPool)
      #expect(!state.hasEpoch)
      let plain = try await epoch(nil)
      #expect(plain.hasEpoch && plain.hasCommittee && plain.hasFirstCheckpoint && plain.hasStart)
      #expect(!plain.hasLastCheckpoint && !plain.hasEnd && !plain.hasSystemState)
      #expect(plain.protocolConfig.hasProtocolVersion)
      #expect(plain.protocolConfig.attributes.isEmpty)
      #expect(plain.committee.members.count == 1)
      let failure = await net.failure(
        of: Raw.getEpoch,
        .with {
          $0.epoch = 9
          $0.readMask.paths = ["committee"]
        })
      #expect(failure?.code == .notFound)
      #expect(failure?.message == "Committee for epoch 9 not found")
      try await net.node.endEpoch()
      let past = try await net.call(
        Raw.getEpoch,
        .with {
          $0.epoch = 0
          $0.readMask.paths = ["*"]
        }
      ).epoch
      #expect(past.hasEnd)
      #expect(past.systemState.epoch == 0)
    }
  }

  @Test("a checkpoint shows its parts, with ids as nodes spell them there")
  func checkpoint() async throws {
    try await withTestNet { net in
      try await net.alice.transferCoin(1, to: net.bob.address)
      func latest(_ paths: [String]?) async throws -> Soma_Rpc_Checkpoint {
        try await net.call(
          Raw.getCheckpoint, .with { if let paths { $0.readMask.paths = paths } }
        ).checkpoint
      }
      let plain = try await latest(nil)
      #expect(
        plain
          == .with {
            $0.sequenceNumber = 1
            $0.digest = plain.digest
          })
      let summary = try await latest(["summary.epoch"])
      #expect(summary == .with { $0.summary.epoch = 0 })
      let objects = try await latest(["objects"]).objects.objects
      #expect(objects.count == 3)
      #expect(objects.allSatisfy { $0.hasContents && $0.objectID.count == 64 })
      let whole = try await latest(["*"])
      let transaction = try #require(whole.transactions.first)
      #expect(transaction.digest == transaction.transaction.digest)
      #expect(transaction.checkpoint == 1)
      #expect(transaction.hasTimestamp)
      #expect(!transaction.hasObjects)
      #expect(transaction.transaction.sender == net.alice.text)
      #expect(transaction.effects.changedObjects.allSatisfy { !$0.hasObjectType })
      #expect(transaction.balanceChanges.count == 2)
      #expect(whole.contents.transactions.count == 1)
      #expect(whole.signature.signature.count == 48)
    }
  }

  @Test("unknown ids and digests are worded as nodes do")
  func badIdentifiers() async throws {
    try await withTestNet { net in
      let object = await net.failure(of: Raw.getObject, .with { $0.objectID = "xyz" })
      #expect(
        object?.violations == [
          FieldViolation(
            field: "requests[0].object_id",
            description:
              "invalid object_id: Unable to parse Address (must be hex string of length 32)",
            reason: "FIELD_INVALID")
        ])
      let absent = await net.failure(of: Raw.getObject, .init())
      #expect(
        absent?.violations == [
          FieldViolation(
            field: "requests[0].object_id", description: "", reason: "FIELD_MISSING")
        ])
      let digest = await net.failure(of: Raw.getTransaction, .init())
      #expect(digest?.message == "missing digest")
      let owner = await net.failure(of: Raw.getBalance, .with { $0.owner = "5" })
      #expect(owner?.violations.first?.field == "owner")
      let notATarget = await net.failure(of: Raw.getTarget, .with { $0.targetID = "0x5" })
      #expect(notATarget?.code == .invalidArgument)
      #expect(notATarget?.message.hasSuffix("is not a Target (type: SystemState)") == true)
    }
  }

  @Test("in a batch one bad id spoils all, and one unknown id only itself")
  func batches() async throws {
    try await withTestNet { net in
      let reply = try await net.call(
        Raw.batchGetObjects,
        .with {
          $0.requests = [.with { $0.objectID = "0x5" }, .with { $0.objectID = "0x6" }]
        })
      #expect(reply.objects.first?.object.hasDigest == true)
      #expect(reply.objects.last?.error.code == 5)
      #expect(reply.objects.last?.error.message == "Object \(ObjectID(argument: "0x6")) not found")
      let failure = await net.failure(
        of: Raw.batchGetObjects,
        .with { $0.requests = [.with { $0.objectID = "0x5" }, .with { $0.objectID = "?" }] })
      #expect(failure?.violations.first?.field == "requests[1].object_id")
      let transactions = try await net.call(
        Raw.batchGetTransactions, .with { $0.digests = ["?", TransactionDigest.zero.description] })
      #expect(transactions.transactions.map(\.error.code) == [3, 5])
    }
  }
}

extension ObjectID {
  /// For tests, whose texts are ids.
  fileprivate init(argument text: String) {
    guard let id = try? ObjectID(text) else { preconditionFailure("not an id: \(text)") }
    self = id
  }
}

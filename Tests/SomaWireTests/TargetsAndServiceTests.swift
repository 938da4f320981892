import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite struct TargetsAndServiceTests {
  @Test("targets are read as in misc.json, but one without an id is refused")
  func targets() throws {
    let recorded = try vectors("misc")["targets"]
    var reply: Soma_Rpc_ListTargetsResponse = try recorded["response"].message()
    // The real SDK lists the second, empty one with an id of "": nothing can be done with that.
    #expect(throws: WireError("targets[1].id", .missing)) { try TargetsPage(reply) }
    #expect(recorded["list_targets"]["targets"].elements[1]["id"] == .string(""))
    reply.targets.removeLast()

    let page = try TargetsPage(reply)
    let expected = recorded["list_targets"]["targets"].elements[0]
    let target = try #require(page.targets.first)
    #expect(page.nextPageToken == [1, 2])
    #expect(target.id.text(.trimmed) == expected["id"].string)
    #expect(target.status?.rawValue == expected["status"].string)
    #expect(
      target.embedding?.values.map { JSONValue.number(Double($0)) }
        == expected["embedding"].elements)
    #expect(
      target.modelIDs.map { JSONValue.string($0.text(.trimmed)) } == expected["model_ids"].elements)
    #expect(
      target.distanceThreshold?.values.map { JSONValue.number(Double($0)) }
        == [expected["distance_threshold"]])
    #expect(target.rewardPool == 12)
    #expect(target.generationEpoch == 7)
    #expect(target.bondAmount == 0)
    #expect(target.submitter == nil)
    #expect(recorded["get_targets"] == recorded["list_targets"]["targets"])
  }

  @Test("a target survives, its ids trimmed and its addresses bare")
  func targetRoundTrip() throws {
    let low = Bytes32 { $0[31] = 0xab }
    let target = ListedTarget(
      id: TargetID(low), status: .claimable, fillEpoch: 1, generationEpoch: 2, rewardPool: 3,
      embedding: SomaTensor(vectorBits: [0x7f80_0001, 0x8000_0000]),
      distanceThreshold: SomaTensor(scalar: 0.5), modelIDs: [ModelID(low), .zero],
      submitter: SomaAddress(low), winningModelID: ModelID(low), winningModelOwner: .zero,
      bondAmount: 4, dataURL: "data:,not canonical, not ours")
    let reply = Soma_Rpc_GetTargetResponse(target)
    #expect(reply.target.id == "0xab")
    #expect(reply.target.modelIds == ["0xab", "0x0"])
    #expect(reply.target.submitter.count == 64)
    #expect(try ListedTarget(reply) == target)
    let page = TargetsPage(targets: [target, ListedTarget(id: .zero)], nextPageToken: nil)
    #expect(try TargetsPage(Soma_Rpc_ListTargetsResponse(page)) == page)

    var unknown = reply
    unknown.target.status = "expired"  // never in a reply
    #expect(throws: WireError("status", .unknownName("expired"))) { try ListedTarget(unknown) }
    #expect(throws: WireError("target", .missing)) {
      try ListedTarget(Soma_Rpc_GetTargetResponse())
    }
  }

  @Test("a node must say which chain it is on; the rest can be absent")
  func serviceInfo() throws {
    let id = CheckpointDigest(Bytes32(repeating: 3))
    let info = ServiceInfo(
      chainID: id, chain: "localnet", epoch: 1, checkpointHeight: 2, timestampMs: 3456,
      lowestAvailableCheckpoint: 4, lowestAvailableCheckpointObjects: 5, server: "x/1")
    let reply = Soma_Rpc_GetServiceInfoResponse(info)
    #expect(try ServiceInfo(reply) == info)
    let least = ServiceInfo(chainID: id, chain: "")
    #expect(try ServiceInfo(Soma_Rpc_GetServiceInfoResponse(least)) == least)

    var message = reply
    message.clearChainID()
    #expect(throws: WireError("chain_id", .missing)) { try ServiceInfo(message) }
    message = reply
    message.clearChain()
    #expect(throws: WireError("chain", .missing)) { try ServiceInfo(message) }
    message = reply
    message.timestamp.seconds = -1
    #expect(throws: WireError("timestamp", .outOfRange)) { try ServiceInfo(message) }
  }
}

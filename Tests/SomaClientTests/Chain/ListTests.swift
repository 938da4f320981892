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

@Suite("Lists", .timeLimit(.minutes(1))) struct ListTests {
  private let owner: SomaAddress

  init() throws { owner = try Recorded.address() }

  /// Runs `body` on a node that gives these pages of objects; returns the tokens that it was sent.
  @discardableResult
  private func paging(
    _ pages: [ObjectsPage], body: (Chain) async throws -> Void
  ) async throws -> [[UInt8]?] {
    let node = NodeScript()
    let left = Remaining(try pages.map { try Soma_Rpc_ListOwnedObjectsResponse($0).bytes })
    node.on(Method.listOwnedObjects) { _ in .reply(left.next()) }
    try await withChain(node, body)
    return try node.calls.map {
      try OwnedObjectsRequest(.init(serializedBytes: $0.message)).pageToken
    }
  }

  @Test("all pages are read, in order, with the token of the page before")
  func pages() async throws {
    let coins = try Recorded.coins(3)
    let tokens = try await paging([
      ObjectsPage(objects: [coins[0]], nextPageToken: [1]),
      ObjectsPage(objects: [coins[1]], nextPageToken: [2]), ObjectsPage(objects: [coins[2]]),
    ]) { chain in
      let listed = try await chain.ownedObjects(of: owner)
      #expect(listed == coins)
    }
    #expect(tokens == [nil, [1], [2]])
  }

  @Test("an empty page ends a list, even with a token (client_behaviour.json)")
  func emptyPage() async throws {
    let coins = try Recorded.coins(1)
    let tokens = try await paging([
      ObjectsPage(objects: coins, nextPageToken: [1]), ObjectsPage(objects: [], nextPageToken: [2]),
      ObjectsPage(objects: coins),
    ]) { chain in
      let listed = try await chain.ownedObjects(of: owner)
      #expect(listed == coins)
    }
    #expect(tokens == [nil, [1]])
  }

  @Test("an object that is listed twice is there once, at its highest version")
  func duplicates() async throws {
    let coins = try Recorded.coins(2)
    var newer = coins[0]
    newer.version = 9
    let orders = [[coins[0], coins[1], newer], [newer, coins[1], coins[0]]]
    for order in orders {
      try await paging([ObjectsPage(objects: order)]) { chain in
        let listed = try await chain.ownedObjects(of: owner)
        #expect(listed == [newer, coins[1]])
        let purse = try await chain.coins(of: owner)
        #expect(purse.coins.first { $0.reference.id == newer.id }?.reference.version == 9)
      }
    }
  }

  @Test("what is not the account's, or of another type, spoils a list")
  func foreign() async throws {
    let coin = try Recorded.coins(1)[0]
    var other = coin
    other.owner = .address(.zero)
    var shared = coin
    shared.owner = .shared(initialVersion: 1)
    for object in [other, shared] {
      try await paging([ObjectsPage(objects: [object])]) { chain in
        await #expect(throws: ReplyError.notOwned(coin.id)) {
          try await chain.ownedObjects(of: owner)
        }
      }
    }
    try await paging([ObjectsPage(objects: [coin])]) { chain in
      await #expect(throws: ReplyError.notOwned(coin.id)) { try await chain.stakes(of: owner) }
    }
    var damaged = coin
    damaged.content.removeLast()
    try await paging([ObjectsPage(objects: [damaged])]) { chain in
      await #expect(throws: ReplyError.malformedObject(coin.id)) {
        try await chain.coins(of: owner)
      }
    }
  }

  @Test("a node that repeats itself is found out")
  func endless() async throws {
    let coins = try Recorded.coins(1)
    let calls = try await paging([ObjectsPage(objects: coins, nextPageToken: [1])]) { chain in
      await #expect(throws: ReplyError.endlessList(pages: 2)) {
        try await chain.ownedObjects(of: owner)
      }
    }
    #expect(calls.count == 2)
  }

  @Test("targets: each once, as many as are wanted, all pages if need be")
  func targets() async throws {
    let targets = (1...4).map { ListedTarget(id: TargetID(Bytes32(repeating: $0))) }
    let node = NodeScript()
    let pages = [
      TargetsPage(targets: [targets[0], targets[1]], nextPageToken: [1]),
      TargetsPage(targets: [targets[1], targets[2]], nextPageToken: [2]),
      TargetsPage(targets: [targets[3]]),
    ]
    let bytes = try pages.map { try Soma_Rpc_ListTargetsResponse($0).bytes }
    node.on(Method.listTargets) { call in
      let token = (try? TargetsRequest(.init(serializedBytes: call.message)))?.pageToken
      return .reply(bytes[Int(token?.first ?? 0)])
    }
    try await withChain(node) { chain in
      let all = try await chain.targets()
      #expect(all == targets)
      for limit in [-1, 0, 1, 3, 9] {
        let some = try await chain.targets(limit: limit)
        #expect(some == Array(targets.prefix(max(limit, 0))))
      }
    }
  }

  @Test("a single target must be the one that was asked for")
  func target() async throws {
    let target = ListedTarget(id: TargetID(Bytes32(repeating: 1)))
    let node = NodeScript()
    node.on(Method.getTarget, .reply(try Soma_Rpc_GetTargetResponse(target).bytes))
    try await withChain(node) { chain in
      let read = try await chain.target(target.id)
      #expect(read == target)
      await #expect(throws: ReplyError.otherTarget(asked: .zero, got: target.id)) {
        try await chain.target(.zero)
      }
    }
  }

  @Test("nodes refuse to list challenges, and what they would list is nothing that we know")
  func challenges() async throws {
    let node = NodeScript()
    node.on(Method.listChallenges, .failure(12, "Challenge system has been removed"), .reply([]))
    try await withChain(node) { chain in
      let failure = await #expect(throws: RPCFailure.self) { try await chain.challenges() }
      #expect(failure?.code == .unimplemented)
      await #expect(throws: WireError("challenges", .challenge)) { try await chain.challenges() }
    }
  }

  @Test("a listing is the view of one node: it begins again at the next when that one fails")
  func failsOver() async throws {
    let coins = try Recorded.coins(2)
    let node = NodeScript()
    let first = Soma_Rpc_ListOwnedObjectsResponse(
      ObjectsPage(objects: [coins[0]], nextPageToken: [1]))
    let whole = Soma_Rpc_ListOwnedObjectsResponse(ObjectsPage(objects: [coins[1]]))
    node.on(
      Method.listOwnedObjects, .reply(try first.bytes), .failure(14), .reply(try whole.bytes))
    let settings = testSettings {
      $0.retry.attempts = 2
      $0.clock = SkippingClock()
    }
    try await withChain(node, settings: settings) { chain in
      let listed = try await chain.ownedObjects(of: owner)
      #expect(listed == [coins[1]])
    }
  }
}

import FoundationEssentials
import Ledger
import Localnet
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

@Suite("Listings", .timeLimit(.minutes(2))) struct ListingTests {
  @Test("coins come from the poorest to the richest, whatever their ids")
  func order() async throws {
    try await withTestNet { net in
      try await net.alice.payCoins([
        (net.bob.address, 300), (net.bob.address, 100), (net.bob.address, 200),
      ])
      let page = try await net.call(Raw.listOwnedObjects, .with { $0.owner = net.bob.text })
      let ids = page.objects.map(\.objectID)
      let coins = try await net.chain.coins(of: net.bob.address).coins
      let balances = ids.compactMap { id in
        coins.first { $0.reference.id.text(.bare) == id }?.balance
      }
      #expect(balances == [100, 200, 300, 100_000_000_000, 100_000_000_000])
      #expect(!page.hasNextPageToken)
    }
  }

  @Test("until the checkpoint a coin that changed is listed twice; the SDK takes the newer one")
  func duplicates() async throws {
    try await withTestNet {
      $0.node.pace = .manual
    } _: { net in
      _ = await net.chain.submit(try await net.transfer())
      let request = Soma_Rpc_ListOwnedObjectsRequest.with { $0.owner = net.alice.text }
      let ids = try await net.call(Raw.listOwnedObjects, request).objects.map(\.objectID)
      #expect(ids.count == Set(ids).count + 1)
      #expect(try await net.chain.coins(of: net.alice.address).coins.count == 10)
      await net.node.makeCheckpoint()
      let later = try await net.call(Raw.listOwnedObjects, request).objects
      #expect(later.count == 10)
    }
  }

  @Test("a page goes on where the one before ended, for the same question only")
  func pages() async throws {
    try await withTestNet { net in
      var request = Soma_Rpc_ListOwnedObjectsRequest.with {
        $0.owner = net.alice.text
        $0.objectType = "Coin"
        $0.pageSize = 4
      }
      let first = try await net.call(Raw.listOwnedObjects, request)
      request.pageToken = first.nextPageToken
      let second = try await net.call(Raw.listOwnedObjects, request)
      #expect(first.objects.count == 4)
      #expect(second.objects.count == 4)
      #expect(Set((first.objects + second.objects).map(\.objectID)).count == 8)

      var other = request
      other.owner = net.bob.text
      var untyped = request
      untyped.clearObjectType()
      var broken = request
      broken.pageToken = Data([1, 2, 3])
      for wrong in [other, untyped, broken] {
        let failure = await net.failure(of: Raw.listOwnedObjects, wrong)
        #expect(failure?.code == .invalidArgument)
        #expect(
          failure?.violations == [
            FieldViolation(
              field: "page_token", description: "invalid page_token", reason: "FIELD_INVALID")
          ])
      }
      request.pageSize = 0
      #expect(try await net.call(Raw.listOwnedObjects, request).objects.count == 1)
    }
  }

  @Test("a token names the next object, with the bits of its balance inverted, as nodes write it")
  func tokenBytes() async throws {
    try await withTestNet { net in
      var request = Soma_Rpc_ListOwnedObjectsRequest.with {
        $0.owner = net.alice.text
        $0.objectType = "Coin"
        $0.pageSize = 4
      }
      let token = Array(try await net.call(Raw.listOwnedObjects, request).nextPageToken)
      request.pageSize = 5
      let fifth = try #require(
        try await net.call(Raw.listOwnedObjects, request).objects.last?.objectID)
      let owner = net.alice.address.bytes.bytes
      // 100 SOMA are 0x174876e800 shannons.
      let balance: [UInt8] = [0xff, 0x17, 0x89, 0xb7, 0xe8, 0xff, 0xff, 0xff]
      let id = try ObjectID(fifth).bytes.bytes
      let expected: [[UInt8]] = [
        owner, [1, 1], owner, [1], [1], balance, id, [1, 0, 0, 0, 0, 0, 0, 0],
      ]
      #expect(token == expected.flatMap { $0 })
    }
  }

  @Test("a page of targets ends at 512 KiB, and the next one has the rest")
  func pageBytes() async throws {
    try await withTestNet {
      $0.genesis.parameters?.targetEmbeddingDim = 2048
      $0.genesis.parameters?.targetInitialTargetsPerEpoch = 100
      $0.genesis.models = [
        GenesisModel(
          owner: $0.genesis.accounts[0].address, manifest: try testRelease().manifest,
          weightsCommitment: .zero, decryptionKey: try testRelease().decryptionKey,
          commissionRate: 0, stake: 1_000_000_000)
      ]
    } _: { net in
      var request = Soma_Rpc_ListTargetsRequest.with {
        $0.pageSize = 1000
        $0.readMask.paths = ["*"]
      }
      let first = try await net.call(Raw.listTargets, request)
      // 8 KiB each, and the page ends with the one that makes it 512 KiB.
      #expect((60...64).contains(first.targets.count))
      request.pageToken = first.nextPageToken
      let second = try await net.call(Raw.listTargets, request)
      #expect(!second.hasNextPageToken)
      #expect(Set((first.targets + second.targets).map(\.id)).count == 100)
      #expect(first.targets.allSatisfy { $0.embedding.count == 2048 })

      request.statusFilter = "open"
      let failure = await net.failure(of: Raw.listTargets, request)
      #expect(failure?.message == "page_token parameters do not match request filters")
      request.clearPageToken()
      request.statusFilter = "nonsense"
      let unknown = await net.failure(of: Raw.listTargets, request)
      #expect(
        unknown?.message == "invalid status_filter: 'nonsense'. Must be 'open', 'filled', "
          + "'claimed', 'expired', or 'claimable'")
      request.statusFilter = "OPEN"
      #expect(try await net.call(Raw.listTargets, request).targets.isEmpty == false)
    }
  }
}

extension Wallet {
  /// The address as clients send it.
  var text: String { address.text(.bare) }
}

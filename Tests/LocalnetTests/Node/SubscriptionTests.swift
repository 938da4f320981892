import GRPCCore
import Ledger
import Localnet
import SomaClient
import SomaProto
import SomaTypes
import SwiftProtobuf
import Testing

@Suite("Subscriptions", .timeLimit(.minutes(2))) struct SubscriptionTests {
  @Test("headers come before the first checkpoint, and messages show what the mask asks for")
  func headersFirst() async throws {
    try await withTestNet {
      $0.node.pace = .manual
    } _: { net in
      let node = net.node
      try await net.withGRPCClient { client in
        let service = Soma_Rpc_SubscriptionService.Client(wrapping: client)
        for (paths, hasNumber) in [([], false), (["sequence_number", "nonsense"], true)] {
          try await service.subscribeCheckpoints(.with { $0.readMask.paths = paths }) { response in
            // Without the headers this would never be reached.
            let made = await node.makeCheckpoint()
            for try await message in response.messages {
              #expect(message.cursor == made?.summary.sequenceNumber.rawValue)
              #expect(message.hasCheckpoint)
              #expect(message.checkpoint.hasSequenceNumber == hasNumber)
              #expect(!message.checkpoint.hasDigest)
              return
            }
            Issue.record("no checkpoint came")
          }
        }
      }
    }
  }

  @Test("who is 256 checkpoints behind is cut off, and still gets those")
  func slowSubscriber() async throws {
    try await withTestNet { net in
      let subscription = try #require(await net.node.subscribe())
      for _ in 0..<300 { await net.node.makeCheckpoint() }
      var numbers: [UInt64] = []
      for await checkpoint in subscription.checkpoints {
        numbers.append(checkpoint.summary.sequenceNumber.rawValue)
      }
      #expect(numbers == Array(1...256))
    }
  }

  @Test("there are at most 1024 subscribers, and room again when one leaves")
  func limit() async throws {
    try await withTestNet { net in
      var subscriptions: [CheckpointSubscription] = []
      while let subscription = await net.node.subscribe() { subscriptions.append(subscription) }
      #expect(subscriptions.count == 1024)
      let failure = await #expect(throws: RPCFailure.self) {
        try await net.chain.followCheckpoints(for: .seconds(60)) { notices in
          for try await _ in notices {}
        }
      }
      #expect(failure?.code == .unavailable)
      #expect(failure?.message == "too many existing subscriptions")
      try #require(subscriptions.first).cancel()
      #expect(await net.node.subscribe() != nil)
      // Those that nobody holds any more are over too.
      subscriptions = []
      #expect(await net.node.subscriberCount == 0)
    }
  }

  @Test("a client that leaves makes room, also while no checkpoint comes")
  func leaving() async throws {
    try await withTestNet { net in
      for _ in 0..<3 {
        await #expect(throws: RPCFailure.self) {
          try await net.chain.followCheckpoints(for: .milliseconds(100)) { notices in
            for try await _ in notices {}
          }
        }
      }
      while await net.node.subscriberCount > 0 {
        try Task.checkCancellation()
        await Task.yield()
      }
    }
  }
}

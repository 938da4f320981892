import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("A second node", .timeLimit(.minutes(2))) struct FollowerTests {
  @Test("it knows what the first one knows")
  func follows() async throws {
    try await withTestNet {
      $0.node.hasFollower = true
    } _: { net in
      try await net.withFollower { follower in
        try await net.alice.transferCoin(1, to: net.bob.address)
        try await net.node.endEpoch()
        #expect(
          try await follower.checkpoint().summary == (try await net.chain.checkpoint().summary))
        #expect(try await follower.balance(of: net.bob.address) == 200_000_000_001)
        #expect(try await follower.serviceInfo().chainID == net.chain.serviceInfo().chainID)
      }
    }
  }

  @Test("it lags by so many checkpoints, and catches up when it may")
  func lags() async throws {
    try await withTestNet {
      $0.node.hasFollower = true
      $0.faults = [FaultRule(.followerLag(checkpoints: 2))]
    } _: { net in
      try await net.withFollower { follower in
        for _ in 0..<3 { try await net.alice.transferCoin(1, to: net.bob.address) }
        #expect(try await follower.balance(of: net.bob.address) == 200_000_000_001)
        #expect(try await follower.serviceInfo().checkpointHeight == 1)
        #expect(try await net.chain.serviceInfo().checkpointHeight == 3)
        net.faults.clearAll()
        #expect(try await follower.balance(of: net.bob.address) == 200_000_000_003)
      }
    }
  }

  @Test("frozen in an epoch, it does not see that one end")
  func frozen() async throws {
    try await withTestNet {
      $0.node.hasFollower = true
    } _: { net in
      try await net.withFollower { follower in
        net.faults.inject(.followerFrozen(at: 1))
        try await net.node.endEpoch()
        try await net.alice.transferCoin(1, to: net.bob.address)
        try await net.node.endEpoch()
        try await net.alice.transferCoin(1, to: net.bob.address)
        #expect(try await net.chain.systemState().epoch == 2)
        #expect(try await follower.systemState().epoch == 1)
        #expect(try await follower.balance(of: net.bob.address) == 200_000_000_001)
        net.faults.clearAll()
        #expect(try await follower.systemState().epoch == 2)
      }
    }
  }

  @Test("it takes submissions, which the first one executes")
  func submits() async throws {
    try await withTestNet {
      $0.node.hasFollower = true
      $0.faults = [FaultRule(.followerLag(checkpoints: 1))]
    } _: { net in
      try await net.withFollower { follower in
        let transaction = try await net.transfer()
        guard case .ran = await follower.submit(transaction) else {
          Issue.record("not executed")
          return
        }
        #expect(try await net.chain.transaction(transaction.data.digest) != nil)
        // It does not know yet what it was told to execute.
        #expect(try await follower.transaction(transaction.data.digest) == nil)
      }
    }
  }
}

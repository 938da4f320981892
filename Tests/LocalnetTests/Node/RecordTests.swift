import Ledger
import Localnet
import SomaClient
import SomaTypes
import Synchronization
import Testing

@Suite("What is kept", .timeLimit(.minutes(2))) struct RecordTests {
  @Test("the genesis and the inputs make the same ledger again")
  func replay() async throws {
    let inputs = Mutex<[RecordedInput]>([])
    let genesis = Mutex<GenesisConfig?>(nil)
    let ledger = try await withTestNet { configuration in
      let config = configuration.genesis
      genesis.withLock { $0 = config }
    } record: { input in
      inputs.withLock { $0.append(input) }
    } _: { net in
      let release = try testRelease()
      let model = try await net.alice.commitModel(release, commission: 500)
      net.faults.inject(.lockedCoin)
      _ = await net.chain.submit(try await net.transfer())
      try await net.node.endEpoch()
      try await net.alice.reveal(
        model, decryptionKey: release.decryptionKey, embedding: release.embedding)
      net.faults.inject(.safeMode)
      try await net.node.endEpoch()
      let transaction = try await net.transfer()
      _ = await net.chain.submit(transaction)
      let count = inputs.withLock { $0.count }
      // A replay is no input.
      _ = await net.chain.submit(transaction)
      #expect(inputs.withLock { $0.count } == count)
      return await net.node.read { $0 }
    }
    var again = Ledger(genesis: try Genesis(try #require(genesis.withLock { $0 })))
    for input in inputs.withLock({ $0 }) {
      try again.apply(input.input)
      #expect(RecordedInput(input.input, appliedTo: again) == input)
    }
    #expect(again == ledger)
  }

  @Test("what cannot be kept is not acknowledged, and nothing runs after it")
  func failingRecord() async throws {
    struct DiskIsFull: Error {}
    let isFull = Mutex(false)
    try await withTestNet(record: { _ in
      if isFull.withLock({ $0 }) { throw DiskIsFull() }
    }) { net in
      try await net.alice.transferCoin(1, to: net.bob.address)
      let transaction = try await net.transfer()
      isFull.withLock { $0 = true }
      for _ in 0..<2 {
        guard case .unknown(.call(let failure)) = await net.chain.submit(transaction) else {
          Issue.record("it was acknowledged")
          return
        }
        #expect(failure.code == .unavailable)
      }
      let read = await #expect(throws: RPCFailure.self) {
        try await net.chain.transaction(transaction.data.digest)
      }
      #expect(read?.code == .unavailable)
      await #expect(throws: SubmissionRefusal.stopped) {
        try await net.node.submit(transaction)
      }
      #expect(await net.node.recordingError is DiskIsFull)
      #expect(await net.node.makeCheckpoint() == nil)
    }
  }
}

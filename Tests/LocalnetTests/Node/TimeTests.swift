import Ledger
import Localnet
import SomaCrypto
import SomaTypes
import Synchronization
import Testing

@Suite("Time on the localnet", .timeLimit(.minutes(2))) struct TimeTests {
  private func node(
    _ clock: VirtualClock, adjust: (inout NodeConfiguration) -> Void = { _ in },
    record: @escaping LocalnetNode.Recorder = { _ in }
  ) throws -> LocalnetNode {
    var configuration = NodeConfiguration()
    adjust(&configuration)
    let genesis = try Genesis(testGenesis(startMs: clock.milliseconds))
    return LocalnetNode(
      ledger: Ledger(genesis: genesis), configuration: configuration, time: clock.time,
      record: record)
  }

  private func transfer(from node: LocalnetNode) async throws -> SignedTransaction {
    let alice = SomaAddress(try testKey(1).publicKey)
    let coin = await node.read {
      $0.ownedObjects(of: alice, type: .coin, limit: 1).entries[0].element.reference
    }
    return TransactionData(
      kind: .transferCoin(TransferCoin(coin: coin, amount: 1, recipient: .zero)), sender: alice,
      gasPayment: [coin]
    ).signed(with: try testKey(1))
  }

  private func height(_ node: LocalnetNode) async -> UInt64 {
    await node.read { $0.latestCheckpoint.summary.sequenceNumber.rawValue }
  }

  private func epoch(_ node: LocalnetNode) async -> Epoch {
    await node.read { $0.systemState.epoch }
  }

  private func emissionPool(_ node: LocalnetNode) async -> Amount {
    await node.read { $0.systemState.emissionPool.balance }
  }

  @Test("checkpoints keep their distance, and are made only of something")
  func interval() async throws {
    let clock = VirtualClock()
    let node = try node(clock) { $0.heartbeat = nil }
    clock.advance(by: .seconds(10))
    await node.tick()
    #expect(await height(node) == 0)
    _ = try await node.submit(try await transfer(from: node))
    await node.tick()
    #expect(await height(node) == 1)
    _ = try await node.submit(try await transfer(from: node))
    clock.advance(by: .milliseconds(199))
    await node.tick()
    #expect(await height(node) == 1)
    clock.advance(by: .milliseconds(1))
    await node.tick()
    #expect(await height(node) == 2)
  }

  @Test("a heartbeat makes empty ones for who follows or looks, and none for nobody")
  func heartbeat() async throws {
    let clock = VirtualClock()
    let inputs = Mutex(0)
    let node = try node(clock, record: { _ in inputs.withLock { $0 += 1 } })
    for _ in 0..<100 {
      clock.advance(by: .seconds(1))
      await node.tick()
    }
    #expect(inputs.withLock { $0 } == 0)
    // Who looks sees a fresh one, at once and while it goes on looking.
    for expected: UInt64 in 1...3 {
      #expect(await height(node) == expected)
      #expect(await node.read { $0.latestCheckpoint.summary.timestampMs } == clock.milliseconds)
      #expect(await height(node) == expected)
      clock.advance(by: .seconds(1))
    }
    await node.tick()
    for _ in 0..<100 {
      clock.advance(by: .seconds(1))
      await node.tick()
    }
    #expect(inputs.withLock { $0 } == 4)
    do {
      let subscription = try #require(await node.subscribe())
      for _ in 0..<3 {
        clock.advance(by: .seconds(1))
        await node.tick()
      }
      subscription.cancel()
    }
    #expect(inputs.withLock { $0 } == 7)
    clock.advance(by: .milliseconds(500))
    #expect(await height(node) == 7)
    let latest = await node.read { $0.latestCheckpoint }
    #expect(latest.contents.entries.isEmpty)
    #expect(latest.summary.timestampMs == clock.milliseconds - 500)
  }

  @Test(
    "an epoch ends when its duration is over, and pays emission; a call ends it early, and does not"
  )
  func epochs() async throws {
    let clock = VirtualClock()
    let node = try node(clock)
    let day = Duration.seconds(86_400)
    clock.advance(by: day - .milliseconds(1))
    await node.tick()
    #expect(await epoch(node) == 0)
    let before = await emissionPool(node)
    clock.advance(by: .milliseconds(1))
    await node.tick()
    #expect(await epoch(node) == 1)
    let seen = await node.read { $0.currentEpoch }
    #expect(seen == 1)
    let after = await emissionPool(node)
    #expect(after < before)
    clock.advance(by: .seconds(1))
    #expect(try await node.endEpoch() == 2)
    #expect(await emissionPool(node) == after)
    // The next one lasts a day from the call on.
    clock.advance(by: day - .seconds(1))
    await node.tick()
    #expect(await epoch(node) == 2)
  }

  @Test("epochs that end by call only do not mind the time")
  func byCall() async throws {
    let clock = VirtualClock()
    let node = try node(clock) { $0.epochEnd = .byCall }
    clock.advance(by: .seconds(10 * 86_400))
    await node.tick()
    #expect(await epoch(node) == 0)
  }

  @Test("an epoch that is long over ends once")
  func overslept() async throws {
    let clock = VirtualClock()
    let node = try node(clock)
    clock.advance(by: .seconds(10 * 86_400))
    await node.tick()
    await node.tick()
    #expect(await epoch(node) == 1)
  }

  @Test("sleepers wake in the virtual time that they asked for")
  func sleepers() async throws {
    let clock = VirtualClock()
    async let woken: Void = clock.sleep(for: .seconds(5))
    while clock.sleeperCount == 0 {
      try Task.checkCancellation()
      await Task.yield()
    }
    clock.advance(by: .seconds(4))
    #expect(clock.sleeperCount == 1)
    clock.advance(by: .seconds(1))
    try await woken
    #expect(clock.sleeperCount == 0)
    #expect(clock.milliseconds == 1_760_000_005_000)
  }
}

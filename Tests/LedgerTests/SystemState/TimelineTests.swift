import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// What boundaries do to models: CHAIN.md 1.2 and 1.6, and the timelines of its vectors.
@Suite struct TimelineTests {
  struct Timeline: Decodable, Sendable {
    struct Row: Decodable, Sendable {
      let afterBoundary: UInt64
      let state: String
      let balance: UInt64
    }

    let createEpoch: UInt64
    let commitEpoch: UInt64?
    let rows: [Row]
  }

  struct Slash: Decodable, Sendable {
    let staleCreatedBalancePerBoundary: [UInt64]
  }

  struct Document: Decodable, Sendable {
    let timelines: [Timeline]
    let slash: Slash
  }

  static func document() throws -> Document { try vectors("chain", in: .module) }

  @Test("every timeline of the vectors", arguments: 0..<2)
  func timeline(index: Int) throws {
    let timelines = try Self.document().timelines
    #expect(timelines.count == 2)
    let timeline = timelines[index]
    var scene = try Scene()
    try scene.boundaries(upTo: Epoch(timeline.createEpoch))
    try scene.create()
    for row in timeline.rows {
      if let commitEpoch = timeline.commitEpoch, scene.state.epoch == Epoch(commitEpoch) {
        try scene.commit()
      }
      try scene.boundaries(upTo: Epoch(row.afterBoundary))
      #expect(try scene.model.state.name == row.state)
      #expect(try scene.pool.somaBalance.shannons == row.balance)
    }
  }

  @Test("a stale Created model is halved at every boundary, rounded up, and its pool has ended")
  func staleCreated() throws {
    var scene = try Scene()
    let balances = try Self.document().slash.staleCreatedBalancePerBoundary
    try scene.create(stake: Amount(shannons: balances[0]))
    try scene.boundary()
    for balance in balances {
      let before = try scene.pool.somaBalance
      #expect(before.shannons == balance)
      let outcome = try scene.boundary()
      #expect(try scene.pool.deactivationEpoch == scene.state.epoch)
      #expect(try outcome.burned == before.subtracting(scene.pool.somaBalance))
      #expect(
        outcome.events.contains(
          .modelSlashed(modelID: Scene.modelID, reason: .notCommitted, burned: outcome.burned)))
    }
  }

  @Test("a stale Created model can still be committed and revealed, and is then a zombie (1.7)")
  func zombie() throws {
    var scene = try Scene()
    let receipt = try scene.create()
    try scene.boundaries(upTo: 2)
    try scene.commit()
    try scene.boundary()
    try scene.reveal()
    #expect(try scene.model.isActive)
    #expect(try scene.pool.deactivationEpoch == 2)
    #expect(try scene.pool.somaBalance == 500_000_000)
    #expect(scene.state.modelRegistry.totalModelStake == 500_000_000)
    #expect(throws: ExecutionFailure.modelAlreadyInactive) { try scene.stake(5) }
    #expect(scene.events.last == .stakeToEndedPoolRefused(modelID: Scene.modelID))
    try scene.boundary()
    #expect(
      try scene.pool.exchangeRates[4]
        == PoolTokenExchangeRate(somaAmount: 500_000_000, poolTokenAmount: 1_000_000_000))
    #expect(try scene.withdraw(receipt).paid == 500_000_000)
    #expect(try scene.pool.held == 0)
  }

  @Test(
    "slashes round down, by stage",
    arguments: [
      (.pending, 10_000_000_000, 5_000_000_000), (.pending, 1_999_999_999, 1_000_000_000),
      (.active, 10_000_000_000, 500_000_000), (.active, 1_999_999_999, 100_000_000),
    ] as [(Stage, Amount, Amount)])
  func slashed(stage: Stage, stake: Amount, left: Amount) throws {
    var scene = try Scene()
    if stage == .active {
      try scene.makeActive(stake: stake)
      for reporter in scene.validatorAddresses {
        try scene.state.reportModel(Scene.modelID, by: reporter)
      }
    } else {
      try scene.create(stake: stake)
      try scene.commit()
      try scene.boundary()
    }
    let total = try #require(scene.money.adding(scene.burned))
    try scene.boundary()
    #expect(try scene.model.state.name == "Inactive")
    #expect(try scene.pool.somaBalance == left)
    #expect(scene.burned == stake.subtracting(left))
    #expect(scene.money.adding(scene.burned) == total)
  }

  @Test("an unrevealed model shows a key of zeros and an embedding of length 0")
  func placeholder() throws {
    var scene = try Scene.at(.pending)
    let commitments = try scene.model.pendingUpdate?.commitments
    try scene.boundary()
    let revealed = try #require(try scene.model.revealed)
    #expect(revealed.commitments == commitments)
    #expect(revealed.decryptionKey == DecryptionKey(.zero))
    #expect(revealed.embedding == SomaTensor(bits: [], shape: [0]))
    #expect(try scene.pool.isPreactive)
  }

  @Test("an update that is not revealed is dropped at the boundary c+2, without a slash")
  func updateDropped() throws {
    var scene = try Scene.at(.updating)
    let update = try #require(try scene.model.pendingUpdate)
    let revealed = try scene.model.revealed
    let outcome = try scene.boundary()
    #expect(scene.state.epoch.rawValue == update.commitEpoch.rawValue + 2)
    #expect(try scene.model.state == revealed.map { .active($0, pendingUpdate: nil) })
    #expect(
      outcome.events.contains(
        .updateCancelled(modelID: Scene.modelID, commitEpoch: update.commitEpoch)))
    #expect(outcome.burned == 0)
    #expect(try scene.pool.somaBalance == 1_000_000_000)
  }

  @Test("pending stake is not slashed, but delegations that count are")
  func delegations() throws {
    var scene = try Scene.at(.active)
    _ = try scene.stake(1_000_000_000)
    try scene.boundary()
    _ = try scene.stake(700)
    for reporter in scene.validatorAddresses {
      try scene.state.reportModel(Scene.modelID, by: reporter)
    }
    try scene.boundary()
    #expect(try scene.pool.somaBalance == 100_000_000)
    #expect(try scene.pool.pendingStake == 700)
  }

  @Test("after safe mode everything that was missed is slashed at once (10.2, 22)")
  func afterSafeMode() throws {
    var scene = try Scene()
    try scene.create()
    try scene.commit()
    try scene.boundary()
    for _ in 0..<3 { try scene.boundary(failingWith: .arithmeticOverflow) }
    #expect(try scene.pool.somaBalance == 1_000_000_000)
    try scene.boundary()
    #expect(try scene.model.state.name == "Inactive")
    #expect(try scene.pool.somaBalance == 500_000_000)
  }
}

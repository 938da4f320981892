import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// What a boundary does, row by row of the tables in CHAIN.md 1.5 and 1.6.
@Suite struct BoundaryStepTests {
  /// A row: its section, its number there, and what shows it.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable () throws -> Void

    init(_ name: String, check: @escaping @Sendable () throws -> Void) {
      testDescription = name
      self.check = check
    }
  }

  @Test("each step does what its row says", arguments: system + models)
  func step(row: Row) throws { try row.check() }

  static let system = [
    Row("1.5, 1: N is the epoch after this one, else safe mode") {
      for (epoch, isSafe) in [(1, true), (2, false), (3, true)] as [(Epoch, Bool)] {
        var scene = try Scene.at(.active)
        try scene.boundary(to: epoch)
        #expect(scene.state.safeMode == isSafe)
        #expect(scene.state.epoch == epoch)
      }
    },
    Row("1.5, 2: what safe mode put aside are extra rewards") {
      var scene = try Scene()
      try scene.boundary(fees: 1000, early: true, failingWith: .arithmeticOverflow)
      let aside = scene.state.safeModeAccumulatedEmissions.shannons + 1000
      let pool = scene.state.emissionPool.balance.shannons
      try scene.boundary(early: true)
      #expect(!scene.state.safeMode)
      #expect(scene.state.emissionPool.balance.shannons == pool + aside * 3 / 10)
    },
    Row("1.5, 3: the epoch starts when ChangeEpoch says") {
      var scene = try Scene()
      let start = scene.state.epochStartTimestampMs
      try scene.boundary(early: true)
      #expect(scene.state.epochStartTimestampMs == start + 1)
    },
    Row("1.5, 4: another protocol version brings its parameters, but for the value fee") {
      for version in [4, 5] as [UInt64] {
        var scene = try Scene {
          $0.protocolVersion = 4
          $0.parameters.epochDurationMs = 60_000
          $0.parameters.valueFeeBps = 7
        }
        try scene.boundary(protocolVersion: version)
        let parameters = scene.state.parameters
        #expect(parameters.epochDurationMs == (version == 4 ? 60_000 : 86_400_000))
        #expect(parameters.targetEmbeddingDim == (version == 4 ? 4 : 2048))
        #expect(parameters.valueFeeBps == 7)
      }
    },
    Row("1.5, 5: versions 3 and 5 begin the difficulty anew") {
      for (version, resets) in [(2, false), (3, true), (4, false), (5, true)]
        as [(UInt64, Bool)]
      {
        var scene = try Scene {
          $0.protocolVersion = version - 1
          $0.targetState.hitsEma = 100
        }
        try scene.boundary(protocolVersion: version)
        #expect((scene.state.targetState.hitsEma == 0) == resets)
      }
    },
    Row("1.5, 6: emission from the first millisecond on at which the epoch's time is over") {
      for (duration, isFull) in [(1, true), (2, false)] as [(UInt64, Bool)] {
        var scene = try Scene { $0.parameters.epochDurationMs = duration }
        let pool = scene.state.emissionPool.balance
        try scene.boundary(early: true)
        #expect((scene.state.emissionPool.balance < pool) == isFull)
      }
    },
    Row("1.5, 7: the value fee follows the fees of the epoch, not those of safe mode") {
      for (fees, next) in [(0, 9), (2_000_000_000, 11)] as [(Amount, BasisPoints)] {
        var scene = try Scene()
        try scene.boundary(fees: 2_000_000_000, failingWith: .arithmeticOverflow)
        try scene.boundary(fees: fees)
        #expect(scene.state.parameters.valueFeeBps == next)
      }
    },
    Row("1.5, 8: the epoch is N") {
      var scene = try Scene()
      try scene.boundary()
      #expect(scene.state.epoch == 1)
    },
    Row("1.5, 9 and 13: of R the validators get 7 tenths, rounded down; the pool gets the rest") {
      var scene = try Scene()
      let pool = scene.state.emissionPool.balance.shannons
      let stake = scene.state.validators.totalStake.shannons
      try scene.boundary(fees: 1_000_003, early: true)
      // 700 002 are theirs, 175 000 for each of the four.
      #expect(scene.state.validators.totalStake.shannons == stake + 700_000)
      #expect(scene.state.emissionPool.balance.shannons == pool + 300_003)
    },
    Row("1.5, 13: without validators all of their share comes back") {
      var scene = try Scene()
      for validator in scene.validatorAddresses {
        try scene.state.removeValidator(by: validator)
      }
      try scene.boundary(early: true)
      let pool = scene.state.emissionPool.balance.shannons
      try scene.boundary(fees: 1_000_003, early: true)
      #expect(scene.state.emissionPool.balance.shannons == pool + 1_000_003)
    },
    Row("1.5, 10: counters begin anew, and a target is worth its part of 8 tenths") {
      var scene = try Scene {
        $0.targetState.hitsThisEpoch = 7
        $0.targetState.targetsGeneratedThisEpoch = 9
      }
      try scene.boundary()
      #expect(scene.state.targetState.hitsThisEpoch == 0)
      #expect(scene.state.targetState.targetsGeneratedThisEpoch == 0)
      #expect(scene.state.targetState.rewardPerTarget.shannons == 1_096_000_000_000 / 86_400)
    },
    Row("1.5, 11 and 12: the validators come first, and their new votes count on models") {
      for leaves in [false, true] {
        var scene = try Scene.at(.active)
        let validators = scene.validatorAddresses
        for reporter in [validators[0], validators[2], validators[3]] {
          try scene.state.reportModel(Scene.modelID, by: reporter)
        }
        // Of 3 334, 3 333 and 3 333 votes the latter two are left, one short of a quorum.
        if leaves { try scene.state.removeValidator(by: validators[0]) }
        try scene.boundary()
        #expect(try scene.model.isActive == leaves)
      }
    },
    Row("1.5, 14: receipts for commissions by address, then targets if a model is Active") {
      for stage in [Stage.created, .active] {
        var scene = try Scene.at(stage)
        let unpaid = scene.validatorAddresses[1]
        scene.state.validators.validators[1].commissionRate = 0
        scene.state.validators.validators[1].nextEpochCommissionRate = 0
        let outcome = try scene.boundary()
        let owners = scene.validatorAddresses.filter { $0 != unpaid }.sorted()
        #expect(outcome.rewards.map(\.owner) == owners)
        #expect(outcome.targets.count == (stage == .active ? 2 : 0))
      }
    },
    Row("1.5, safe mode: no slash, no update dropped, no commission, no stake counted") {
      for stage in [Stage.created, .pending, .updating] {
        var scene = try Scene.at(stage)
        if stage == .created { try scene.boundary() }
        if stage == .updating {
          try scene.state.setModelCommissionRate(
            SetModelCommissionRate(modelID: Scene.modelID, newRate: 200), by: Scene.owner)
          _ = try scene.stake(5)
        }
        let (registry, validators) = (scene.state.modelRegistry, scene.state.validators)
        let outcome = try scene.boundary(fees: 5, failingWith: .arithmeticOverflow)
        #expect(scene.state.modelRegistry == registry)
        #expect(scene.state.validators == validators)
        #expect(outcome.burned == 0)
      }
    },
  ]

  static let models = [
    Row("1.6, 1: 6 667 votes take 95 % and end the model; all reports are erased") {
      for (reporters, isActive) in [(2, true), (3, false)] {
        var scene = try Scene.at(.active)
        for reporter in scene.validatorAddresses.prefix(reporters) {
          try scene.state.reportModel(Scene.modelID, by: reporter)
        }
        try scene.boundary()
        #expect(try scene.model.isActive == isActive)
        #expect(try scene.pool.somaBalance == (isActive ? 1_000_000_000 : 50_000_000))
        #expect(try scene.pool.deactivationEpoch == (isActive ? nil : scene.state.epoch))
        #expect(scene.state.modelRegistry.modelReportRecords.isEmpty)
      }
    },
    Row("1.6, 1 before 4: what a quorum ends loses its update with it") {
      var scene = try Scene.at(.updating)
      for reporter in scene.validatorAddresses {
        try scene.state.reportModel(Scene.modelID, by: reporter)
      }
      let outcome = try scene.boundary()
      #expect(try scene.model.pendingUpdate == nil)
      #expect(
        !outcome.events.contains { if case .updateCancelled = $0 { true } else { false } })
    },
    Row("1.6, 2: create + 1 < N halves a Created model, which stays Created, each time") {
      var scene = try Scene()
      try scene.boundaries(upTo: 3)
      try scene.create()
      for (epoch, left) in [(4, 1_000_000_000), (5, 500_000_000), (6, 250_000_000)]
        as [(Epoch, Amount)]
      {
        try scene.boundary()
        #expect(try scene.pool.somaBalance == left)
        #expect(try scene.pool.deactivationEpoch == (epoch == 4 ? nil : epoch))
        #expect(try scene.model.state == .created(createEpoch: 3))
      }
    },
    Row("1.6, 3: commit < N - 1 halves a Pending model and ends it") {
      var scene = try Scene()
      try scene.create()
      try scene.commit()
      try scene.boundary()
      #expect(try scene.model.state.name == "Pending")
      try scene.boundary()
      #expect(try scene.model.state.name == "Inactive")
      #expect(try scene.pool.somaBalance == 500_000_000)
      #expect(try scene.pool.deactivationEpoch == 2)
    },
    Row("1.6, 4: commit < N - 1 drops an update and takes nothing") {
      var scene = try Scene.at(.active)
      try scene.commit()
      try scene.boundary()
      #expect(try scene.model.pendingUpdate != nil)
      try scene.boundary()
      #expect(try scene.model.pendingUpdate == nil)
      #expect(try scene.pool.somaBalance == 1_000_000_000)
    },
    Row("1.6, 5: the commission that was set is that of an Active model") {
      for stage in [Stage.active, .inactive] {
        var scene = try Scene()
        try scene.makeActive()
        try scene.state.setModelCommissionRate(
          SetModelCommissionRate(modelID: Scene.modelID, newRate: 200), by: Scene.owner)
        if stage == .inactive {
          try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
        }
        try scene.boundary()
        #expect(try scene.model.commissionRate == (stage == .active ? 200 : 100))
      }
    },
    Row("1.6, 6: an Active pool pays, then counts its stake, then stores the rate of N") {
      var scene = try Scene()
      let receipt = try scene.makeActive()
      try scene.boundary()
      _ = try scene.withdraw(receipt)
      _ = try scene.stake(700)
      try scene.boundary()
      #expect(try scene.pool.somaBalance == 700)
      #expect(
        try scene.pool.exchangeRates[3]
          == PoolTokenExchangeRate(somaAmount: 700, poolTokenAmount: 700))
    },
    Row("1.6, 6: Created and Pending pools pay as well, and store no rate") {
      for commits in [false, true] {
        var scene = try Scene()
        let receipt = try scene.create()
        try scene.boundary()
        if commits { try scene.commit() } else { _ = try scene.stake(5) }
        _ = try scene.withdraw(receipt)
        try scene.boundary()
        #expect(try scene.pool.pendingTotalSomaWithdraw == 0)
        #expect(try scene.pool.exchangeRates.isEmpty)
      }
    },
    Row("1.6, 6: an Inactive pool keeps what is queued") {
      var scene = try Scene()
      let receipt = try scene.makeActive()
      try scene.boundary()
      _ = try scene.withdraw(receipt)
      _ = try scene.stake(700)
      try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
      let pool = try scene.pool
      try scene.boundary()
      #expect(try scene.pool == pool)
    },
    Row("1.6, 7: the total is that of the Active models' pools") {
      var scene = try Scene()
      try scene.makeActive(stake: 3_000_000_000)
      try scene.create(ModelID(Bytes32(repeating: 9)), stake: 5_000_000_000)
      _ = try scene.stake(700)
      scene.state.modelRegistry.totalModelStake = 1
      try scene.boundary()
      #expect(scene.state.modelRegistry.totalModelStake == 3_000_000_700)
    },
  ]
}

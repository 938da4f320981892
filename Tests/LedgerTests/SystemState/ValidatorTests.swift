import BCS
import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Validators: registration, stake, votes, reports. CHAIN.md 1.4, 1.5 and 6.2.
@Suite struct ValidatorTests {
  static let candidate = SomaAddress(Bytes32(repeating: 0xca))
  static let poolID = StakingPoolID(Bytes32(repeating: 0xcb))

  static func address(_ text: String) -> [UInt8] {
    var writer = BCSWriter()
    writer.write(text)
    return writer.bytes
  }

  static func payload(_ change: (inout AddValidator) -> Void = { _ in }) -> AddValidator {
    var payload = AddValidator(
      pubkey: Array(repeating: 1, count: 96), networkPubkey: Array(repeating: 2, count: 32),
      workerPubkey: Array(repeating: 3, count: 32),
      proofOfPossession: Array(repeating: 4, count: 48),
      netAddress: address("/dns/v.example/tcp/1/http"), p2pAddress: address("/ip4/10.0.0.1/udp/2"),
      primaryAddress: address("/dns/v.example/tcp/3"), proxyAddress: address("/dns/v.example/tcp/4")
    )
    change(&payload)
    return payload
  }

  @Test("a candidate waits with a commission of 10, and its stake counts at once")
  func candidate() throws {
    var scene = try Scene()
    try scene.state.addValidator(Self.payload(), poolID: Self.poolID, by: Self.candidate)
    let receipt = try scene.state.requestAddStake(to: Self.candidate, amount: 5)
    let candidate = try #require(scene.state.validators.pendingValidators.first)
    #expect(candidate.commissionRate == 10)
    #expect(candidate.votingPower == 0)
    #expect(candidate.metadata.netAddress == "/dns/v.example/tcp/1/http")
    #expect(candidate.stakingPool.somaBalance == 5)
    #expect(candidate.nextEpochStake == 5)
    #expect(scene.state.validators.stakingPoolMappings[Self.poolID] == Self.candidate)
    #expect(try scene.withdraw(receipt).paid == 5)
    #expect(throws: ExecutionFailure.notAValidator) {
      try scene.state.removeValidator(by: Self.candidate)
    }
  }

  @Test("a registration is checked field by field, in the chain's order")
  func registration() throws {
    let scene = try Scene()
    let other = scene.state.validators.validators[1].metadata
    let rows: [(String, AddValidator)] = [
      (
        "protocol public key",
        Self.payload {
          $0.pubkey = [1]; $0.networkPubkey = []
        }
      ),
      (
        "network public key",
        Self.payload {
          $0.networkPubkey = []; $0.workerPubkey = []
        }
      ),
      (
        "worker public key",
        Self.payload {
          $0.workerPubkey = []; $0.proofOfPossession = []
        }
      ),
      (
        "InvalidProofOfPossession",
        Self.payload {
          $0.proofOfPossession = []; $0.netAddress = []
        }
      ),
      (
        "network address",
        Self.payload {
          $0.netAddress = [9]; $0.p2pAddress = []
        }
      ),
      ("p2p address", Self.payload { $0.p2pAddress = Self.address("10.0.0.1:2") }),
      ("primary address", Self.payload { $0.primaryAddress = Self.address("/tcp/70000") }),
      ("proxy address", Self.payload { $0.proxyAddress = Self.address("/carrier-pigeon/1") }),
      ("protocol_pubkey", Self.payload { $0.pubkey = other.protocolPubkey.bytes }),
      ("network_pubkey", Self.payload { $0.networkPubkey = other.networkPubkey.bytes.bytes }),
      ("worker_pubkey", Self.payload { $0.workerPubkey = other.workerPubkey.bytes.bytes }),
      (
        "network_pubkey/worker_pubkey",
        Self.payload { $0.networkPubkey = other.workerPubkey.bytes.bytes }
      ),
      (
        "worker_pubkey/network_pubkey",
        Self.payload { $0.workerPubkey = other.networkPubkey.bytes.bytes }
      ),
      ("net_address", Self.payload { $0.netAddress = Self.address(other.netAddress) }),
      ("p2p_address", Self.payload { $0.p2pAddress = Self.address(other.p2pAddress) }),
      ("primary_address", Self.payload { $0.primaryAddress = Self.address(other.primaryAddress) }),
    ]
    for (field, payload) in rows {
      var changed = scene
      let failure = throwing {
        try changed.state.addValidator(payload, poolID: Self.poolID, by: Self.candidate)
      }
      switch failure {
      case .invalidArguments(let reason): #expect(reason.contains(field))
      case .duplicateValidatorMetadata(let actual): #expect(actual == field)
      case .invalidProofOfPossession: #expect(field == "InvalidProofOfPossession")
      default: Issue.record("\(field): \(String(describing: failure))")
      }
      #expect(changed.state == scene.state)
    }
  }

  @Test("an address registers once, as a candidate or as a validator")
  func duplicate() throws {
    var scene = try Scene()
    try scene.state.addValidator(Self.payload(), poolID: Self.poolID, by: Self.candidate)
    for sender in [Self.candidate, scene.validatorAddresses[0]] {
      #expect(throws: ExecutionFailure.duplicateValidator) {
        try scene.state.addValidator(Self.payload(), poolID: Self.poolID, by: sender)
      }
    }
    #expect(throws: ExecutionFailure.duplicateValidatorMetadata(field: "protocol_pubkey")) {
      try scene.state.addValidator(Self.payload(), poolID: Self.poolID, by: Scene.other)
    }
  }

  @Test(
    "stake needs a validator or candidate first, then an amount",
    arguments: [(false, 0, true), (false, 5, true), (true, 0, false)] as [(Bool, Amount, Bool)])
  func stakeChecks(isValidator: Bool, amount: Amount, isNotFound: Bool) throws {
    var scene = try Scene()
    let address = isValidator ? scene.validatorAddresses[0] : Scene.other
    let failure = throwing { _ = try scene.state.requestAddStake(to: address, amount: amount) }
    if isNotFound {
      #expect(failure == .validatorNotFound)
    } else {
      guard case .invalidArguments = failure else {
        Issue.record("got \(String(describing: failure))")
        return
      }
    }
  }

  @Test(
    "a candidate joins with 12 ten-thousandths of all stake",
    arguments: [(96_115_338_406, false), (96_115_338_407, true)] as [(Amount, Bool)])
  func joining(stake: Amount, joins: Bool) throws {
    var scene = try Scene()
    try scene.state.addValidator(Self.payload(), poolID: Self.poolID, by: Self.candidate)
    _ = try scene.state.requestAddStake(to: Self.candidate, amount: stake)
    let outcome = try scene.boundary(early: true)
    #expect(scene.state.validators.isActive(Self.candidate) == joins)
    #expect(scene.state.validators.pendingValidators.isEmpty == joins)
    #expect(outcome.events.contains(.validatorJoined(Self.candidate)) == joins)
    guard joins else { return }
    let validator = try #require(scene.state.validators.validators.last)
    #expect(validator.stakingPool.activationEpoch == 1)
    #expect(validator.stakingPool.exchangeRates[1]?.somaAmount == stake)
    #expect(validator.votingPower > 0)
    #expect(Self.powers(scene).reduce(0, +) == 10_000)
  }

  static func powers(_ scene: Scene) -> [UInt64] {
    scene.state.validators.validators.map(\.votingPower.rawValue)
  }

  @Test(
    "less than 8 ten-thousandths of all stake are borne for seven epochs",
    arguments: [400, 799, 800] as [UInt64])
  func weak(stake: UInt64) throws {
    let whole = Amount(shannons: 1_000_000 - stake)
    var scene = try Scene(validators: [
      GenesisConfig.Validator(stake: whole),
      GenesisConfig.Validator(stake: Amount(shannons: stake)),
    ])
    let weak = try #require(
      scene.state.validators.validators.first { $0.stakingPool.somaBalance.shannons == stake })
    let address = weak.metadata.somaAddress
    var left: Int?
    for round in 1...9 where left == nil {
      try scene.boundary(early: true)
      if !scene.state.validators.isActive(address) { left = round }
    }
    #expect(left == (stake >= 800 ? nil : 8))
    #expect(
      (scene.state.validators.inactiveValidators[weak.stakingPool.id] != nil) == (left != nil))
  }

  @Test("below 4 ten-thousandths a validator leaves at once", arguments: [399, 400] as [UInt64])
  func veryWeak(stake: UInt64) throws {
    var scene = try Scene(validators: [
      GenesisConfig.Validator(stake: Amount(shannons: 1_000_000 - stake)),
      GenesisConfig.Validator(stake: Amount(shannons: stake)),
    ])
    try scene.boundary(early: true)
    #expect(scene.state.validators.validators.count == (stake == 399 ? 1 : 2))
    #expect(scene.state.validators.atRiskValidators.count == (stake == 399 ? 0 : 1))
  }

  @Test("a validator that leaves takes its reports along, and its pool still pays")
  func leaving() throws {
    var scene = try Scene()
    let addresses = scene.validatorAddresses
    try scene.state.reportValidator(addresses[1], by: addresses[0])
    try scene.state.reportValidator(addresses[0], by: addresses[2])
    try scene.state.reportValidator(addresses[2], by: addresses[3])
    let pool = scene.state.validators.validators[0].stakingPool
    try scene.state.removeValidator(by: addresses[0])
    #expect(throws: ExecutionFailure.validatorAlreadyRemoved) {
      try scene.state.removeValidator(by: addresses[0])
    }
    let outcome = try scene.boundary(early: true)
    #expect(outcome.events.contains(.validatorLeft(addresses[0], voluntary: true)))
    #expect(scene.state.validatorReportRecords == [addresses[2]: [addresses[3]]])
    #expect(scene.validatorAddresses == Array(addresses.dropFirst()))
    #expect(Self.powers(scene) == [3334, 3333, 3333])
    let ended = try #require(scene.state.validators.inactiveValidators[pool.id])
    #expect(ended.stakingPool.deactivationEpoch == 1)
    let half = Amount(shannons: pool.somaBalance.shannons / 2)
    let receipt = StakedSoma(poolID: pool.id, activationEpoch: 0, principal: half)
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: half))
    // It may come back, with a new pool; the old one still pays. (The real node aborts.)
    try scene.state.addValidator(Self.payload(), poolID: Self.poolID, by: addresses[0])
    _ = try scene.state.requestAddStake(to: addresses[0], amount: 5)
    #expect(try scene.withdraw(receipt) == StakeWithdrawal(paid: half))
    #expect(scene.state.validators.inactiveValidators[pool.id]?.stakingPool.held == 0)
    #expect(scene.state.validators.pendingValidators.first?.stakingPool.held == 5)
  }

  @Test("two that leave together leave in any order")
  func leavingTogether() throws {
    var scene = try Scene()
    let addresses = scene.validatorAddresses
    try scene.state.removeValidator(by: addresses[2])
    try scene.state.removeValidator(by: addresses[1])
    try scene.boundary(early: true)
    #expect(scene.validatorAddresses == [addresses[0], addresses[3]])
  }

  @Test("the last validator may leave; epochs go on")
  func nobodyLeft() throws {
    var scene = try Scene(validators: [GenesisConfig.Validator()])
    let total = scene.money
    try scene.state.removeValidator(by: scene.validatorAddresses[0])
    try scene.boundary()
    try scene.boundary()
    #expect(scene.state.validators.validators.isEmpty)
    #expect(scene.money == total)
  }

  @Test(
    "votes go by stake with a cap, and what is left is dealt out evenly",
    arguments: [
      ([5], [10_000]), ([1, 1, 1, 1], [2500, 2500, 2500, 2500]), ([1, 1, 1], [3334, 3333, 3333]),
      ([3, 1], [6250, 3750]), ([1, 3], [6250, 3750]),
      // 1000 and ten times 300 are given by stake; 6000 are left for eleven.
      (
        [70, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3],
        [1546, 846, 846, 846, 846, 845, 845, 845, 845, 845, 845]
      ),
    ] as [([UInt64], [UInt64])])
  func votingPower(stakes: [UInt64], powers: [UInt64]) throws {
    let scene = try Scene(
      validators: stakes.map { GenesisConfig.Validator(stake: Amount(shannons: $0)) })
    let byPower = Self.powers(scene).sorted(by: >)
    #expect(byPower == powers)
    #expect(byPower.reduce(0, +) == 10_000)
  }

  @Test(
    "who may report whom",
    arguments: [
      (false, 1, .notAValidator), (true, nil, .notAValidator), (true, 0, .cannotReportOneself),
      (true, 1, nil),
    ] as [(Bool, Int?, ExecutionFailure?)])
  func reports(isValidator: Bool, reported: Int?, failure: ExecutionFailure?) throws {
    var scene = try Scene()
    let addresses = scene.validatorAddresses
    let reporter = isValidator ? addresses[0] : Scene.other
    let reported = reported.map { addresses[$0] } ?? Scene.other
    #expect(throwing { try scene.state.reportValidator(reported, by: reporter) } == failure)
    if failure == nil {
      try scene.state.undoReportValidator(reported, by: reporter)
      #expect(scene.state.validatorReportRecords.isEmpty)
    }
    #expect(
      throwing { try scene.state.undoReportValidator(reported, by: reporter) }
        == (isValidator ? .reportRecordNotFound : .notAValidator))
  }

  @Test("a validator that a quorum reported loses half of its reward to the others")
  func slashedReward() throws {
    var scene = try Scene()
    let addresses = scene.validatorAddresses
    for reporter in addresses.dropFirst() {
      try scene.state.reportValidator(addresses[0], by: reporter)
    }
    let total = scene.money
    try scene.boundary()
    let quarter: UInt64 = 1_370_000_000_000 * 7 / 10 / 4
    let stake: UInt64 = 20_000 * Amount.shannonsPerSoma
    let gains = scene.state.validators.validators.map {
      $0.stakingPool.somaBalance.shannons - stake
    }
    // The forfeited half is dealt out by voting power, rounded down.
    #expect(gains == [quarter / 2] + Array(repeating: quarter + quarter / 2 / 3, count: 3))
    #expect(scene.money == total)
    // Reports on validators outlive the epoch, as on the chain.
    #expect(scene.state.validatorReportRecords.count == 1)
  }

  @Test("a commission of validators is staged, capped, and theirs to set")
  func commission() throws {
    var scene = try Scene()
    let address = scene.validatorAddresses[0]
    #expect(throws: ExecutionFailure.notAValidator) {
      try scene.state.setCommissionRate(1, by: Scene.other)
    }
    let failure = throwing { try scene.state.setCommissionRate(10_001, by: address) }
    guard case .somaError = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    try scene.state.setCommissionRate(10_000, by: address)
    #expect(scene.state.validators.validators[0].commissionRate == 200)
    try scene.boundary()
    #expect(scene.state.validators.validators[0].commissionRate == 10_000)
    let outcome = try scene.boundary()
    #expect(
      outcome.rewards.first { $0.owner == address }?.receipt.principal.shannons
        == 1_370_000_000_000 * 7 / 10 / 4)
  }
}

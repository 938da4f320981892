import Diagnostics
import Ledger
import SomaTypes
import Testing

@testable import Localnet

@Suite("Genesis files") struct GenesisFileTests {
  private func read(_ text: String) throws(GenesisFileError) -> GenesisFile {
    try GenesisFile(Array(text.utf8), file: "g.yaml")
  }

  private let address = String(repeating: "5b", count: 32)
  private let other = String(repeating: "6c", count: 32)

  @Test("say what a chain begins with")
  func whole() throws {
    let file = try read(
      """
      seed: rehearsal
      protocolVersion: 4
      totalSupply: 9000000 SOMA
      emissionPerEpoch: 10 SOMA
      accounts:
        - address: 0x\(address)
          balances: [100 SOMA, 2500 shannons]
        - {address: "\(other)", balance: 1 SOMA}
      validators:
        - {stake: 30000 SOMA, gas: 5 SOMA, commission: 150}
        - {}
      parameters:
        target_embedding_dim: 16
        model_min_stake: 0.5 SOMA
        base_fee: 2000
        target_initial_distance_threshold: 1.25
      """)
    let config = file.config(startTimestampMs: 5, salt: [1])
    #expect(config.salt == Array("rehearsal".utf8))
    #expect(config.startTimestampMs == GenesisFile.seededStartMs)
    #expect(config.protocolVersion == 4)
    #expect(config.totalSupply == Amount(shannons: 9_000_000_000_000_000))
    #expect(config.emissionPerEpoch == Amount(shannons: 10_000_000_000))
    #expect(
      try config.accounts.map(\.address) == [SomaAddress(address), SomaAddress(other)])
    #expect(config.accounts[0].balances.map(\.shannons) == [100_000_000_000, 2500])
    #expect(config.validators.count == 2)
    #expect(config.validators[0].stake == Amount(shannons: 30_000_000_000_000))
    #expect(config.validators[0].commissionRate == 150)
    #expect(config.validators[1] == GenesisConfig.Validator())
    var expected = SystemParameters(protocolVersion: 4)
    expected.targetEmbeddingDim = 16
    expected.modelMinStake = Amount(shannons: 500_000_000)
    expected.baseFee = Amount(shannons: 2000)
    expected.targetInitialDistanceThreshold = SomaTensor(scalar: 1.25)
    #expect(config.parameters == expected)
    _ = try Genesis(config)
  }

  @Test("may leave everything out", arguments: ["", "{}", "# nothing\n", "accounts:\n"])
  func empty(text: String) throws {
    let config = try read(text).config(startTimestampMs: 5, salt: [1])
    #expect(config == GenesisConfig(startTimestampMs: 5, salt: [1], accounts: []))
  }

  @Test("can ask for a number of usual validators")
  func count() throws {
    #expect(try read("validators: 3").validators == Array(repeating: .init(), count: 3))
  }

  @Test(
    "can say what ends epochs; a seed gives the chain a time of its own",
    arguments: [
      ("", TimeRules()), ("seed: a", TimeRules(isOwnTime: true)),
      ("epochs: by-duration", TimeRules(epochEnd: .byDuration)),
      ("epochs: by-call\nseed: a", TimeRules(isOwnTime: true, epochEnd: .byCall)),
      ("epochs: both", TimeRules()),
    ])
  func timeRules(text: String, rules: TimeRules) throws {
    #expect(try read(text).timeRules == rules)
    let error = #expect(throws: GenesisFileError.self) { try read("epochs: never") }
    #expect(error?.problems.map(\.code) == ["genesisFile.wrongType"])
  }

  @Test("are refused with every problem and its place")
  func problems() {
    let error = #expect(throws: GenesisFileError.self) {
      try read(
        """
        acounts: []
        accounts:
          - balance: 5
          - address: 12
          - address: \(address)
            balance: -1 SOMA
        validators: many
        parameters:
          target_dim: 4
          base_fee: lots
        """)
    }
    let found = error?.problems.map { "\($0.place?.line ?? 0) \($0.code)" }
    #expect(
      found == [
        "1 genesisFile.unknownKey", "3 genesisFile.invalidAmount", "4 genesisFile.invalidAddress",
        "6 genesisFile.invalidAmount", "7 genesisFile.wrongType", "9 genesisFile.unknownKey",
        "10 genesisFile.wrongType",
      ])
  }

  @Test("can change every parameter of the chain")
  func parameters() throws {
    for name in GenesisParameter.names {
      let parameter = try #require(GenesisParameter(name: name, text: "3999"), "\(name)")
      var changed = SystemParameters(protocolVersion: 5)
      parameter.apply(to: &changed)
      #expect(changed != SystemParameters(protocolVersion: 5), "\(name)")
    }
    #expect(GenesisParameter.names.count == 28)
  }

  @Test(
    "are refused when no chain could work with them",
    arguments: [
      ("parameters: {epoch_duration_ms: 999}", "outOfRange"),
      ("parameters: {value_fee_bps: 10001}", "outOfRange"),
      ("parameters: {min_value_fee_bps: 20, max_value_fee_bps: 10}", "outOfRange"),
      ("parameters: {min_value_fee_bps: 10000}", "outOfRange"),
      (
        "parameters: {target_min_distance_threshold: 2, target_max_distance_threshold: 1}",
        "outOfRange"
      ),
      ("accounts: [{address: ADDRESS, balance: 0 SOMA}]", "outOfRange"),
      (
        "accounts: [{address: ADDRESS, balance: 1 SOMA}, {address: 0xADDRESS}]",
        "duplicateAccount"
      ),
      ("validators: [{commission: 10001}]", "outOfRange"), ("validators: 0", "outOfRange"),
      ("validators: \(ValidatorIdentity.maximumCount + 1)", "outOfRange"),
    ])
  func ranges(text: String, code: String) {
    let error = #expect(throws: GenesisFileError.self) {
      try read(text.replacing("ADDRESS", with: address))
    }
    #expect(error?.problems.map(\.code) == ["genesisFile.\(code)"])
  }

  @Test("may go to the ends of what a chain works with")
  func ends() throws {
    _ = try read(
      """
      validators: \(ValidatorIdentity.maximumCount)
      parameters: {epoch_duration_ms: 1000, value_fee_bps: 10000, max_value_fee_bps: 10000}
      """)
  }
}

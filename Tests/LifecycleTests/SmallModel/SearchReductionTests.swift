import Testing

/// What the search leaves out is nothing.
@Suite("the search's reductions")
struct SearchReductionTests {
  static let settings = [
    SmallModelTests.Setting(
      name: "crashes and lies", budget: World.Budget(crashes: .max), lies: [.silent, .empty],
      ticks: 0...1, lastEpoch: 2),
    SmallModelTests.Setting(
      name: "two runs, a coin spent elsewhere", runs: 2,
      budget: World.Budget(crashes: .max, foreignSpends: 1), ticks: 1...1, lastEpoch: 2),
    SmallModelTests.Setting(
      name: "updates", runs: 2,
      budget: World.Budget(crashes: .max, foreignCommits: 1, newWeights: 1), ticks: 1...1),
  ]

  static func explored(
    _ setting: SmallModelTests.Setting, sendsAtOnce: Bool
  ) async throws -> Explorer {
    try await SmallModelTests.explored(setting, stateLimit: SmallModelTests.stateLimit) {
      $0.sendsAtOnce = sendsAtOnce
      $0.checksMerges = true
      $0.checksLiveness = false
    }
  }

  @Test("worlds that are taken for the same have the same futures", arguments: settings)
  func merges(_ setting: SmallModelTests.Setting) async throws {
    let explorer = try await Self.explored(setting, sendsAtOnce: true)
    report("merges, \(setting.name): \(explorer.merges), \(explorer.report)")
    #expect(
      explorer.merges.different == 0,
      "\(explorer.unlike.map { SmallModelTests().describe($0, explorer.runner.lens) })")
    #expect(explorer.merges.compared > 0 && explorer.isComplete)
  }

  @Test("bytes that wait with their run bring about nothing else", arguments: settings)
  func sending(_ setting: SmallModelTests.Setting) async throws {
    let atOnce = try await Self.explored(setting, sendsAtOnce: true)
    let later = try await Self.explored(setting, sendsAtOnce: false)
    report("bytes, \(setting.name): \(atOnce.states) and \(later.states) states")
    #expect(later.resting.subtracting(atOnce.resting).isEmpty)
    #expect(later.states > atOnce.states && later.isComplete)
  }
}

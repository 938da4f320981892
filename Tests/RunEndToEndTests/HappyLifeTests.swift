import EndToEndSupport
import SomaTypes
import Testing

/// The main job with the built binary, as an owner would do it, and nothing goes wrong.
@Suite("A life with the built binary", .timeLimit(.minutes(10))) struct HappyLifeTests {
  @Test("a model is created, committed and revealed, updated, charged for, staked to and retired")
  func life() async throws {
    try await withRunNet { net in
      let owner = try Owner(net, 0)
      var wanted = Declaration()

      try await owner.succeeds("apply", declaring: wanted)
      #expect(try await owner.model().model.state.name == "Pending")
      try await owner.isQuiet()

      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      let (id, first) = try await owner.model()
      let firstRevealed = try #require(first.revealed)
      try await owner.isQuiet()

      wanted.weights = 2
      try await owner.succeeds("apply", declaring: wanted)
      let update = try #require(try await owner.model().model.pendingUpdate)
      #expect(update.commitments != firstRevealed.commitments)
      try await owner.isQuiet()
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      let second = try await owner.model().model
      #expect(second.pendingUpdate == nil)
      #expect(second.revealed?.commitments == update.commitments)

      wanted.embedding = 2
      try await owner.succeeds("apply", declaring: wanted)
      let other = try #require(try await owner.model().model.pendingUpdate)
      #expect(other.commitments.manifest == update.commitments.manifest)
      #expect(other.commitments.embeddingCommitment != update.commitments.embeddingCommitment)
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      #expect(try await owner.model().model.revealed?.commitments == other.commitments)

      wanted.commission = "15%"
      try await owner.succeeds("apply", declaring: wanted)
      #expect(try await owner.model().model.nextEpochCommissionRate == 1500)
      try await owner.isQuiet()
      try await net.endEpoch()
      try await owner.succeeds("reconcile")
      #expect(try await owner.model().model.commissionRate == 1500)

      wanted.stakeTarget = "5 SOMA"
      try await owner.succeeds("apply", declaring: wanted)
      #expect(await owner.footprint().succeeded["AddStakeToModel"] == 1)
      try await owner.isQuiet()
      try await net.endEpoch()
      try await owner.succeeds("reconcile")

      wanted.retires = id
      try await owner.succeeds("apply", declaring: wanted)
      #expect(try await owner.model().model.state.name == "Inactive")
      try await owner.isQuiet()

      let footprint = await owner.footprint()
      #expect(footprint.failed.isEmpty)
      #expect(footprint.succeeded["CreateModel"] == 1)
      #expect(footprint.commits.values.allSatisfy { $0 == 1 })
      #expect(footprint.commits.count == 3)
      #expect(footprint.keys.count == 3)
      // The same weights under another embedding are the same bytes under the same key.
      #expect(Set(footprint.keys).count == 2)
    }
  }
}

extension Owner {
  /// Runs a command that must end well.
  func succeeds(_ command: String, declaring declaration: Declaration? = nil) async throws {
    if let declaration { try declare(declaration) }
    let result = command == "apply" ? try await apply() : try await reconcile()
    #expect(
      result.status == 0,
      "\(command) ended with \(result.status): \(result.text)\(result.errorText)")
  }

  /// Plans, applies and reconciles again: none of it may send anything.
  func isQuiet() async throws {
    let before = await footprint().count
    let plan = try await steward("plan steward.yaml --detailed-exitcode")
    #expect(plan.status == 0 || plan.status == 2, "\(plan.text)\(plan.errorText)")
    try await succeeds("apply")
    try await succeeds("reconcile")
    #expect(await footprint().count == before, "a second run sent something")
  }
}

import Ledger
import Localnet
import SomaClient
import SomaTypes
import SomaWire
import Testing

@Suite("A model lives on the localnet", .timeLimit(.minutes(2))) struct LifecycleTests {
  @Test("created, committed, revealed, updated, staked to, deactivated, withdrawn")
  func wholeLife() async throws {
    try await withTestNet { net in
      let (alice, release) = (net.alice, try testRelease(1))
      let model = try await alice.commitModel(release, commission: 500, stake: 25_000_000_000)
      #expect(try await net.chain.model(model).model.state.name == "Pending")

      try await net.node.endEpoch()
      try await alice.reveal(
        model, decryptionKey: release.decryptionKey, embedding: release.embedding)
      #expect(try await net.chain.model(model).model.state.name == "Active")

      let update = try testRelease(2)
      try await alice.commitUpdate(update, to: model)
      try await net.node.endEpoch()
      try await alice.reveal(
        model, decryptionKey: update.decryptionKey, embedding: update.embedding)
      try await alice.setModelCommissionRate(model, to: 700)
      let staked = try await net.bob.addStake(to: model, amount: 5_000_000_000)
      try await net.node.endEpoch()

      let (epoch, known) = try await net.chain.model(model)
      #expect(epoch == 3)
      #expect(known.commissionRate == 700)
      #expect(known.stakingPool.somaBalance >= 30_000_000_000)
      guard case .active(let revealed, pendingUpdate: nil) = known.state else {
        Issue.record("\(known.state)")
        return
      }
      #expect(revealed.embedding == update.embedding)

      try await alice.deactivateModel(model)
      #expect(try await net.chain.model(model).model.state.name == "Inactive")
      let receipt = ObjectID.derived(
        from: staked.effects.transactionDigest, creationNumber: 0)
      let before = try await net.chain.balance(of: net.bob.address)
      try await net.bob.withdrawStake(receipt)
      #expect(try await net.chain.balance(of: net.bob.address) > before)
      #expect(try await net.chain.stakes(of: net.bob.address).isEmpty)
      #expect(await net.node.read { $0.isSupplyConserved })
    }
  }

  @Test("a submission hits a target, and after the audit its reward is claimed")
  func submission() async throws {
    try await withTestNet { net in
      let release = try testRelease()
      let model = try await net.alice.commitModel(release, commission: 500)
      try await net.node.endEpoch()
      try await net.alice.reveal(
        model, decryptionKey: release.decryptionKey, embedding: release.embedding)
      // Targets come with the boundary after the reveal.
      try await net.node.endEpoch()
      let open = try await net.chain.targets(TargetsRequest(status: .open))
      #expect(open.count == 3)
      let target = try #require(open.first)
      #expect(target.modelIDs == [model])

      try await net.bob.submitData(
        DataSubmission(
          targetID: target.id,
          manifest: ContentManifest(
            url: try CanonicalURL("https://example.com/data"), checksum: .zero, sizeInBytes: 100),
          modelID: model, embedding: try #require(target.embedding),
          distanceScore: SomaTensor(scalar: 0), lossScore: SomaTensor([0.5])))
      let hit = try await net.chain.target(target.id)
      #expect(hit.status == .filled)
      #expect(hit.submitter == net.bob.address)
      #expect(hit.winningModelID == model)
      #expect(hit.dataURL == "https://example.com/data")

      try await net.node.endEpoch()
      // The two that nobody hit, and the one that replaced the hit.
      #expect(try await net.chain.targets(TargetsRequest(status: .claimable)).count == 3)
      try await net.node.endEpoch()
      let claimable = try await net.chain.targets(TargetsRequest(submitter: net.bob.address))
      #expect(claimable.map(\.status) == [.claimable])
      // What the list calls claimable is stored as filled.
      #expect(try await net.chain.target(target.id).status == .filled)
      let before = try await net.chain.balance(of: net.alice.address)
      try await net.bob.claimRewards(target.id)
      #expect(try await net.chain.balance(of: net.alice.address) > before)
      #expect(await net.node.read { $0.isSupplyConserved })
    }
  }

  @Test("a missed reveal costs half, and the model")
  func missedReveal() async throws {
    try await withTestNet { net in
      let model = try await net.alice.commitModel(
        testRelease(), commission: 500, stake: 20_000_000_000)
      try await net.node.endEpoch()
      try await net.node.endEpoch()
      let known = try await net.chain.model(model).model
      #expect(known.state.name == "Inactive")
      #expect(known.stakingPool.somaBalance == 10_000_000_000)
    }
  }
}

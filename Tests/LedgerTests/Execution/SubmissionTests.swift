import SomaTypes
import Testing

@testable import Ledger

/// Hits, reports and claims: CHAIN.md 2.4, 3.2, 3.5, 4.4, 5 and 10.3.
@Suite struct SubmissionTests {
  static let rich: Amount = 1_000_000_000_000_000

  /// A chain in epoch 2 with an Active model of alice and the epoch's targets.
  private func chain() throws -> (chain: TestChain, model: ModelID) {
    var coins: [Account: [Amount]] = [.alice: [Self.rich], .bob: [Self.rich, 650, 10_000]]
    for validator in Account.validators { coins[validator] = [Self.rich] }
    var chain = try TestChain(coins: coins) {
      $0.parameters.feeAdjustmentRateBps = 0
      // As many hits as targets, so that the reward is a round number.
      $0.parameters.targetHitsPerEpoch = 5
    }
    let model = try chain.activeModel()
    try chain.advance()
    return (chain, model)
  }

  private func open(_ chain: TestChain) throws -> TargetPosition {
    try #require(
      chain.ledger.targets(TargetFilter(status: .open), limit: 1).entries.first
    ).position
  }

  private func submission(
    _ target: TargetPosition, _ model: ModelID, in chain: TestChain, bond: ObjectRef? = nil,
    size: UInt64 = 10, distance: SomaTensor = SomaTensor(scalar: 0.5),
    embedding: SomaTensor = TestChain.embedding
  ) throws -> TransactionKind {
    .submitData(
      SubmitData(
        targetID: target.id,
        dataManifest: ContentManifest(
          url: try CanonicalURL("https://data.example/1"), checksum: .zero, sizeInBytes: size),
        modelID: model, embedding: embedding, distanceScore: distance,
        lossScore: SomaTensor([1, 2]), bondCoin: try bond ?? chain.coin(.bob)))
  }

  private func failure(_ record: TransactionRecord) -> ExecutionFailure? {
    guard case .failure(let failure) = record.effects.status else { return nil }
    return failure
  }

  @Test("a boundary with an Active model makes targets, numbered after the validators' receipts")
  func newTargets() throws {
    let (chain, model) = try chain()
    let listing = chain.ledger.targets(limit: 9)
    #expect(listing.entries.count == 3)
    let digest = try #require(chain.ledger.latestCheckpoint.contents.entries.last).digests
      .transaction
    let record = try #require(chain.ledger.transaction(digest))
    // Each of the three validators earned a commission.
    let ids = (0..<6).map { ObjectID.derived(from: digest, creationNumber: $0) }
    #expect(
      ids.map { chain.ledger.object($0)?.type }
        == [.stakedSoma, .stakedSoma, .stakedSoma, .target, .target, .target])
    #expect(
      record.effects.changedObjects.map(\.id) == (ids + [.systemState]).sorted())
    for entry in listing.entries {
      #expect(entry.element.modelIDs == [model])
      #expect(entry.element.generationEpoch == 2)
      // 80 % of 1 370 SOMA over five.
      #expect(entry.element.rewardPool == 219_200_000_000)
      #expect(
        chain.ledger.object(ObjectID(entry.position.id.bytes))?.owner
          == .shared(initialVersion: 1))
    }
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test("a hit fills the target, takes the bond, and makes another target with number 2")
  func hit() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    let record = try chain.run(submission(target, model, in: chain), by: .bob)
    #expect(record.effects.status == .success)
    // Gas, system state, target, replacement.
    #expect(record.effects.fee.totalFee == 2200)
    let replacement = ObjectID.derived(from: record.digest, creationNumber: 2)
    #expect(
      record.effects.changedObjects.filter { $0.operation == .created }.map(\.id)
        == [replacement])
    let filled = try #require(chain.ledger.target(target.id))
    #expect(filled.status == .filled(fillEpoch: 2))
    #expect(filled.submitter == (try Account.bob.address))
    #expect(filled.winningModelID == model)
    #expect(filled.winningModelOwner == (try Account.alice.address))
    #expect(filled.bondAmount == 650)
    #expect(filled.winningLossScore == SomaTensor([1, 2]))
    #expect(
      chain.worth(TestChain.coinID(.bob, 0)) == Self.rich.subtracting(2850))
    #expect(chain.ledger.systemState.targetState.hitsThisEpoch == 1)
    #expect(chain.ledger.isSupplyConserved)
    // The listing has the open ones first.
    #expect(
      chain.ledger.targets(limit: 9).entries.map(\.position.status)
        == [.open, .open, .open, .filled])
  }

  @Test("an exact bond coin is deleted; of a richer one the rest stays")
  func bondCoins() throws {
    var (chain, model) = try chain()
    let exact = try chain.coin(.bob, 1)
    let first = try chain.run(
      submission(open(chain), model, in: chain, bond: exact), by: .bob)
    #expect(first.effects.status == .success)
    #expect(chain.worth(exact.id) == nil)
    #expect(first.effects.fee.totalFee == 2200)
    let second = try chain.run(
      submission(open(chain), model, in: chain, bond: chain.coin(.bob, 2)), by: .bob)
    #expect(chain.worth(TestChain.coinID(.bob, 2)) == 9350)
    #expect(second.effects.fee.totalFee == 2500)
  }

  @Test("no target replaces a hit when the epoch's budget is spent")
  func budget() throws {
    var (chain, model) = try chain()
    // Three at the start, five in all.
    for expected in [true, true, false, false] {
      let record = try chain.run(submission(open(chain), model, in: chain), by: .bob)
      #expect(record.effects.changedObjects.contains { $0.operation == .created } == expected)
      #expect(record.effects.fee.totalFee == (expected ? 2200 : 1900))
    }
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test("submissions are checked in the chain's order, and cost the base fee")
  func refusedSubmissions() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    let other = try chain.createModel()
    let limit: UInt64 = 1_048_576
    func expect(
      _ expected: ExecutionFailure, _ kind: TransactionKind,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      var copy = chain
      let record = try copy.run(kind, by: .bob)
      #expect(failure(record) == expected, sourceLocation: sourceLocation)
      #expect(record.effects.fee.totalFee == 1000, sourceLocation: sourceLocation)
      #expect(
        copy.ledger.target(target.id) == chain.ledger.target(target.id),
        sourceLocation: sourceLocation)
    }
    try expect(
      .modelNotInTarget(modelID: other, targetID: target.id),
      submission(target, other, in: chain, size: limit + 1, embedding: SomaTensor([1])))
    try expect(
      .embeddingDimensionMismatch(expected: 4, actual: 1),
      submission(
        target, model, in: chain, size: limit + 1, distance: SomaTensor(scalar: 3),
        embedding: SomaTensor([1])))
    let threshold = try #require(chain.ledger.target(target.id)).distanceThreshold
    try expect(
      .distanceExceedsThreshold(score: SomaTensor(scalar: 3), threshold: threshold),
      submission(target, model, in: chain, size: limit + 1, distance: SomaTensor(scalar: 3)))
    try expect(
      .dataExceedsMaxSize(size: limit + 1, maxSize: limit),
      submission(target, model, in: chain, bond: chain.coin(.bob, 1), size: limit + 1))
    try expect(
      .insufficientBond(required: 715, provided: 650),
      submission(target, model, in: chain, bond: chain.coin(.bob, 1), size: 11))
    try expect(
      .invalidArguments(reason: "the distance is not a scalar"),
      submission(target, model, in: chain, distance: SomaTensor([1, 2])))

    try chain.run(submission(target, model, in: chain), by: .bob)
    try expect(.targetNotOpen, submission(target, model, in: chain))
    let late = try open(chain)
    try chain.advance()
    try expect(
      .targetExpired(generationEpoch: 2, currentEpoch: 3), submission(late, model, in: chain))
  }

  @Test("when its model is deactivated in this epoch, a late failure restores the bond (D5)")
  func deactivated() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    try chain.run(.deactivateModel(modelID: model))
    let bond = try chain.coin(.bob, 1)
    let record = try chain.run(submission(target, model, in: chain, bond: bond), by: .bob)
    #expect(failure(record) == .modelNotActive)
    #expect(chain.worth(bond.id) == 650)
    #expect(record.events == [.inputRestored(bond.id)])
    #expect(try chain.live(bond.id).version == record.effects.version)
  }

  @Test("a reward is paid two epochs after the hit: 49.75 %, 49.75 %, 0.5 %, and the bond")
  func claim() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    try chain.run(submission(target, model, in: chain), by: .bob)
    for epoch: Epoch in [2, 3] {
      let early = try chain.run(
        .claimRewards(targetID: target.id), by: Account.validators[0])
      #expect(failure(early) == .auditWindowOpen(fillEpoch: 2, currentEpoch: epoch))
      try chain.advance()
    }
    // Whoever owns the model now, the owner of then is paid.
    let claimer = Account.validators[0]
    let record = try chain.run(.claimRewards(targetID: target.id), by: claimer)
    #expect(record.effects.status == .success)
    let coins = (0..<4).map { ObjectID.derived(from: record.digest, creationNumber: $0) }
    #expect(
      coins.map { chain.worth($0) } == [109_052_000_000, 109_052_000_000, 1_096_000_000, 650])
    let owners = [Account.bob, .alice, claimer, .bob]
    #expect(
      coins.map { chain.ledger.object($0)?.owner }
        == (try owners.map { .address(try $0.address) }))
    #expect(chain.ledger.target(target.id) == nil)
    // Gas, system state and four coins; the deleted target does not count.
    #expect(record.effects.fee.operationFee == 1800)
    #expect(record.effects.fee.valueFee == 109_600_000)
    #expect(chain.ledger.isSupplyConserved)
    #expect(throws: InputRefusal.objectNotFound(ObjectID(target.id.bytes), version: nil)) {
      try chain.run(.claimRewards(targetID: target.id), by: claimer)
    }
  }

  /// CHAIN.md 4.4, first row.
  @Test("the owner of then is paid also when the model has ended meanwhile")
  func claimAfterEnd() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    try chain.run(submission(target, model, in: chain), by: .bob)
    try chain.run(.deactivateModel(modelID: model))
    try chain.advance(2)
    #expect(chain.model(model)?.state.name == "Inactive")
    let record = try chain.run(.claimRewards(targetID: target.id), by: Account.validators[0])
    let income = ObjectID.derived(from: record.digest, creationNumber: 1)
    #expect(chain.worth(income) == 109_052_000_000)
    #expect(chain.ledger.object(income)?.owner == .address(try Account.alice.address))
  }

  @Test("an expired target goes back to the emission pool, but for the claimer's share")
  func expired() throws {
    var (chain, _) = try chain()
    let target = try open(chain)
    let early = try chain.run(.claimRewards(targetID: target.id), by: .bob)
    #expect(failure(early) == .targetNotFilled)
    try chain.advance()
    let pool = chain.ledger.systemState.emissionPool.balance
    let record = try chain.run(.claimRewards(targetID: target.id), by: .bob)
    #expect(chain.worth(.derived(from: record.digest, creationNumber: 0)) == 1_096_000_000)
    #expect(
      chain.ledger.systemState.emissionPool.balance == pool.adding(218_104_000_000))
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test("with a quorum of reports the bond goes to the reporters, and no money is made (D11)")
  func reported() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    try chain.run(submission(target, model, in: chain), by: .bob)
    try chain.advance()
    for reporter in Account.validators.prefix(2) {
      let record = try chain.run(.reportSubmission(targetID: target.id), by: reporter)
      #expect(record.effects.status == .success)
      #expect(record.effects.fee.totalFee == 1600)
      // The system state is not written, but moves on.
      #expect(record.effects.changedObjects.count == 3)
      #expect(try chain.live(.systemState).version == record.effects.version)
    }
    try chain.advance()
    let pool = chain.ledger.systemState.emissionPool.balance
    let record = try chain.run(.claimRewards(targetID: target.id), by: .alice)
    let coins = (0..<3).map { ObjectID.derived(from: record.digest, creationNumber: $0) }
    #expect(coins.map { chain.worth($0) } == [325, 325, 1_096_000_000])
    let reporters = try Account.validators.prefix(2).map { try $0.address }.sorted()
    #expect(
      coins.map { chain.ledger.object($0)?.owner }
        == (try reporters + [Account.alice.address]).map { .address($0) })
    #expect(chain.ledger.systemState.emissionPool.balance == pool.adding(218_104_000_000))
    #expect(record.events == [.claimerPaidFromForfeit(target.id, 1_096_000_000)])
    #expect(chain.ledger.isSupplyConserved)
  }

  @Test("reports can be taken back, count only in their epoch, and are for validators only")
  func reports() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    let report = TransactionKind.reportSubmission(targetID: target.id)
    let undo = TransactionKind.undoReportSubmission(targetID: target.id)
    let reporter = Account.validators[0]
    #expect(failure(try chain.run(report, by: reporter)) == .targetNotFilled)
    try chain.run(submission(target, model, in: chain), by: .bob)
    #expect(
      failure(try chain.run(report, by: reporter))
        == .auditWindowClosed(fillEpoch: 2, currentEpoch: 2))
    try chain.advance()
    #expect(failure(try chain.run(report, by: .bob)) == .notAValidator)
    #expect(failure(try chain.run(undo, by: reporter)) == .reportRecordNotFound)
    #expect(failure(try chain.run(report, by: reporter)) == nil)
    #expect(chain.ledger.target(target.id)?.submissionReports == [try reporter.address])
    #expect(failure(try chain.run(undo, by: reporter)) == nil)
    #expect(chain.ledger.target(target.id)?.submissionReports == [])
    try chain.advance()
    #expect(
      failure(try chain.run(report, by: reporter))
        == .auditWindowClosed(fillEpoch: 2, currentEpoch: 4))
  }

  @Test("targets are filtered by what they are, not only by what is stored")
  func filters() throws {
    var (chain, model) = try chain()
    let target = try open(chain)
    try chain.run(submission(target, model, in: chain), by: .bob)
    func count(_ status: TargetFilter.Status?, epoch: Epoch? = nil, by: Account? = nil) throws
      -> Int
    {
      chain.ledger.targets(
        TargetFilter(status: status, epoch: epoch, submitter: try by?.address), limit: 99
      ).entries.count
    }
    _ = chain.ledger.makeCheckpoint(at: 0)
    #expect(try [count(.open), count(.filled), count(.claimed)] == [3, 1, 0])
    #expect(try [count(.expired), count(.claimable), count(nil)] == [0, 0, 4])
    #expect(try [count(nil, by: .bob), count(nil, by: .alice)] == [1, 0])
    try chain.advance()
    _ = chain.ledger.makeCheckpoint(at: 0)
    #expect(
      try [count(.open), count(.filled), count(.expired), count(.claimable)] == [3, 1, 3, 3])
    #expect(try [count(nil, epoch: 2), count(nil, epoch: 3)] == [4, 3])
    try chain.advance()
    _ = chain.ledger.makeCheckpoint(at: 0)
    #expect(try [count(.filled), count(.expired), count(.claimable)] == [1, 6, 7])
    // Pages of two, with the filter.
    var (seen, next): ([TargetID], TargetPosition?) = ([], nil)
    repeat {
      let page = chain.ledger.targets(TargetFilter(status: .claimable), from: next, limit: 2)
      seen += page.entries.map(\.position.id)
      next = page.next
    } while next != nil
    #expect(seen.count == 7)
    #expect(Set(seen).count == 7)
    #expect(seen.last == target.id)
  }
}

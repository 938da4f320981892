import Manifest
import SomaCrypto
import SomaTypes

@testable import Lifecycle

/// Records in which everything that can be kept occurs somewhere. `Vectors/make_records.py` makes the same.
struct EveryVariant {
  private let fixtures: Fixtures
  private let id = Fixtures.modelID

  init() throws { fixtures = try Fixtures() }

  static let defects: [WeightsDefect] = [
    .stepsDiffer, .embeddingDimension(found: 5), .embeddingValues, .weights, .pinMismatch,
  ]

  func releases() -> [Release] {
    let manifest = fixtures.manifest(0, 0)
    let states: [Release.State] = [
      .found, .sealed(manifest), .hosted(manifest), .verified(manifest),
    ]
    return (states + Self.defects.map { .rejected($0) }).map { Release($0) }
  }

  func attempts() -> [Attempt] {
    let (open, closed) = (
      Attempt.Window(commitEpoch: 4, opensMs: 1_500_000), Attempt.Window(commitEpoch: 5)
    )
    let states: [Attempt.State] = [
      .packed, .drilled, .creating(digest(1)), .created, .committing(digest(2)), .committed(open),
      .revealing(closed), .live, .superseded, .lapsed(open), .lost,
    ]
    return states.enumerated().map { index, state in
      Attempt(
        content: Fixtures.content(0, index), commitments: fixtures.commitments(0, index),
        packetCopies: index, state: state)
    }
  }

  func machines() -> [IntentMachine] {
    var locked = IntentMachine.Sending(atMs: 1_400_000, in: 6)
    locked.hasMetLock = true
    var overtaken = IntentMachine.Sending(atMs: 1_400_001, in: 7)
    overtaken.isOvertaken = true
    let states: [IntentMachine.State] = [
      .prepared, .sent(locked), .sent(overtaken), .succeeded(in: 7), .succeeded(in: nil),
      .failed(in: 7), .failed(in: nil), .dead,
    ]
    return states.map { IntentMachine($0) }
  }

  func purposes() -> [Intent.Purpose] {
    [
      .create(id, stake: Amount(shannons: 1_000_000_000), commission: 1000),
      .commit(id, fixtures.commitments(0, 0)),
      .reveal(id, fixtures.commitments(0, 0), commitEpoch: 4), .commission(id, 2500),
      .stake(id, Amount(shannons: 7)), .retire(id), .reserve, .claim(TargetID(Bytes32(13))),
    ]
  }

  func intents(of model: ResourceName?) -> [Intent] {
    zip(purposes(), machines()).enumerated().map { index, pair in
      Intent(
        digest: digest(index), purpose: pair.0, model: model, wallet: fixtures.wallet.name,
        coins: (0..<index % 3).map { Fixtures.coin($0, shannons: 0).reference },
        generation: UInt64(index), machine: pair.1)
    }
  }

  func approvals() -> [Approval] {
    ApprovedAction.allCases.map { action in
      let isRetirement = action == .retire
      return Approval(
        action: action, generation: 2, cap: isRetirement ? nil : Amount(shannons: 9), lastEpoch: 8,
        modelID: isRetirement ? id : nil)
    }
  }

  func model() throws -> ModelRecord {
    let name = try ResourceName.model(0)
    var record = ModelRecord(accepting: fixtures.spec(name), content: Fixtures.content(0, 1))
    record.generation = 3
    record.modelID = id
    record.formerIDs = [ModelID(Bytes32(11)), ModelID(Bytes32(12))]
    record.establishedCommission = 1000
    // In the order of their bytes 256 comes before 4.
    record.forcedReveals = [4, 256]
    for (index, release) in releases().enumerated() { record.releases[Bytes32(1, index)] = release }
    record.attempts = attempts()
    record.intents = intents(of: name)
    for (index, kind) in ActionKind.allCases.enumerated() {
      record.failures[kind] = Failures(
        count: index, generation: 2, retryNotBeforeMs: 1_600_000 + UInt64(index))
      record.lastSuccess[kind] = Epoch(UInt64(index))
    }
    record.approvals = approvals()
    record.foreignCommitments = [fixtures.commitments(1, 0), fixtures.commitments(1, 1)]
    record.isPaused = true
    record.probe.record(isGood: false, isFull: true, atMs: 1_700_000)
    record.probe.record(isGood: false, isFull: false, atMs: 1_700_001)
    record.spending = ModelRecord.Spending(epoch: 6, amount: Amount(shannons: 77))
    return record
  }

  func shared() throws -> SharedRecord {
    var record = SharedRecord()
    record.chain = CheckpointDigest(Bytes32(14))
    record.owners = [
      try .named("wallet"): Fixtures.owner, try .named("a-longer-name"): Fixtures.stranger,
    ]
    record.highestVersion = 123
    record.walletIntents = intents(of: nil)
    record.forgotten = [ModelID(Bytes32(16)), ModelID(Bytes32(15))]
    record.watchman = WatchmanRecord(succeededMs: 1_800_000)
    record.lastObservation = ObservationRecord(wallClockMs: 1_800_001, epochDurationMs: 100_000)
    return record
  }

  private func digest(_ number: Int) -> TransactionDigest { Digest(Bytes32(77, number)) }
}

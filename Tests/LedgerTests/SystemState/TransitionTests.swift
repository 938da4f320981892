import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Every row of the tables in CHAIN.md 1.2, in their order: which event leads from which state where.
@Suite struct TransitionTests {
  /// What happens to a model.
  enum Event: Sendable {
    case create, commit, reveal, deactivate, boundary, boundaryWithQuorum

    func happen(in scene: inout Scene) throws {
      switch self {
      case .create: try scene.create()
      case .commit: try scene.commit()
      case .reveal: try scene.reveal()
      case .deactivate: try scene.state.deactivateModel(Scene.modelID, by: Scene.owner)
      case .boundary: try scene.boundary()
      case .boundaryWithQuorum:
        for reporter in scene.validatorAddresses {
          try scene.state.reportModel(Scene.modelID, by: reporter)
        }
        try scene.boundary()
      }
    }
  }

  /// A row: what happened before, the event, and the model afterwards.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: [Event]
    let event: Event
    let state: String
    /// Of 1 SOMA.
    let balance: Amount
    let hasUpdate: Bool
    let isPoolEnded: Bool

    init(
      _ name: String, _ before: [Event], _ event: Event, _ state: String,
      balance: Amount = 1_000_000_000, hasUpdate: Bool = false, isPoolEnded: Bool = false
    ) {
      testDescription = name
      self.before = before
      self.event = event
      self.state = state
      self.balance = balance
      self.hasUpdate = hasUpdate
      self.isPoolEnded = isPoolEnded
    }
  }

  static let active: [Event] = [.create, .commit, .boundary, .reveal]

  static let rows: [Row] = [
    Row("CreateModel", [], .create, "Created"),
    Row("CreateModel in a later epoch", [.boundary, .boundary], .create, "Created"),
    Row("Created, CommitModel in e", [.create], .commit, "Pending"),
    Row("Created, CommitModel in e+1", [.create, .boundary], .commit, "Pending"),
    Row(
      "Created, CommitModel in e+2", [.create, .boundary, .boundary], .commit, "Pending",
      balance: 500_000_000, isPoolEnded: true),
    Row("Created, boundary e+1", [.create], .boundary, "Created"),
    Row(
      "Created, boundary e+2", [.create, .boundary], .boundary, "Created", balance: 500_000_000,
      isPoolEnded: true),
    Row(
      "Created, boundary e+3", [.create, .boundary, .boundary], .boundary, "Created",
      balance: 250_000_000, isPoolEnded: true),
    Row("Pending, RevealModel in c+1", [.create, .commit, .boundary], .reveal, "Active"),
    Row("Pending, boundary c+1", [.create, .commit], .boundary, "Pending"),
    Row(
      "Pending, boundary c+2", [.create, .commit, .boundary], .boundary, "Inactive",
      balance: 500_000_000, isPoolEnded: true),
    Row("Active, CommitModel", active, .commit, "Active", hasUpdate: true),
    Row(
      "Active with an update, CommitModel", active + [.commit], .commit, "Active",
      hasUpdate: true),
    Row("Active, boundary", active, .boundary, "Active"),
    Row(
      "Active with an update, RevealModel in c+1", active + [.commit, .boundary], .reveal,
      "Active"),
    Row(
      "Active with an update, boundary c+1", active + [.commit], .boundary, "Active",
      hasUpdate: true),
    Row(
      "Active with an update, boundary c+2", active + [.commit, .boundary], .boundary, "Active"),
    Row("Active, DeactivateModel", active, .deactivate, "Inactive", isPoolEnded: true),
    Row(
      "Active with an update, DeactivateModel", active + [.commit], .deactivate, "Inactive",
      isPoolEnded: true),
    Row(
      "Active, boundary with a quorum of reports", active, .boundaryWithQuorum, "Inactive",
      balance: 50_000_000, isPoolEnded: true),
    Row(
      "Inactive, boundary", active + [.deactivate], .boundary, "Inactive", isPoolEnded: true),
  ]

  @Test("each event leads where the table says", arguments: rows)
  func transition(row: Row) throws {
    var scene = try Scene()
    for event in row.before { try event.happen(in: &scene) }
    try row.event.happen(in: &scene)
    let model = try scene.model
    #expect(model.state.name == row.state)
    #expect(model.stakingPool.somaBalance == row.balance)
    #expect((model.isActive && model.pendingUpdate != nil) == row.hasUpdate)
    #expect((model.stakingPool.deactivationEpoch != nil) == row.isPoolEnded)
  }

  /// The second table of 1.2: what has to be done in which epoch.
  @Test(
    "a reveal is possible in c+1 only; afterwards half the stake or the update is gone",
    arguments: [
      ([.create, .commit], .modelInvalidState, 500_000_000),
      (active + [.commit], .modelNoPendingUpdate, 1_000_000_000),
    ] as [([Event], ExecutionFailure, Amount)])
  func revealWindow(before: [Event], late: ExecutionFailure, left: Amount) throws {
    for delay in 0...3 {
      var scene = try Scene()
      for event in before { try event.happen(in: &scene) }
      for _ in 0..<delay { try scene.boundary() }
      let failure = throwing { try scene.reveal() }
      #expect(failure == (delay == 1 ? nil : delay == 0 ? .modelRevealEpochMismatch : late))
      #expect(try scene.pool.somaBalance == (delay < 2 ? 1_000_000_000 : left))
    }
  }

  @Test("a commit is never too late, but from e+2 on half of what is left goes each time")
  func commitWindow() throws {
    for (delay, left) in [1_000_000_000, 1_000_000_000, 500_000_000, 250_000_000].enumerated() {
      var scene = try Scene()
      try scene.create()
      for _ in 0..<delay { try scene.boundary() }
      try scene.commit()
      #expect(try scene.pool.somaBalance.shannons == UInt64(left))
    }
  }

  /// The last row of it: the epoch of the second commit counts, and the first is gone for good.
  @Test("a recommit moves the window")
  func recommit() throws {
    var scene = try Scene()
    for event in Self.active + [.commit, .boundary, .commit] { try event.happen(in: &scene) }
    #expect(throws: ExecutionFailure.modelRevealEpochMismatch) { try scene.reveal() }
    try scene.boundary()
    try scene.reveal()
    #expect(try scene.model.pendingUpdate == nil)
  }
}

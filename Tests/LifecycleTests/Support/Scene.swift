import Lifecycle
import Manifest
import SomaTypes
import Testing

/// One model, one wallet and one node; tests change what they are about.
struct Scene {
  let fixtures: Fixtures
  let name: ResourceName
  var spec: ModelSpec
  var record: ModelRecord?
  var desired: Desired?
  var recorded = Recorded(lineage: "scene", highestVersion: 0)
  /// What the node shows of our model; `nil` for nothing.
  var model: Model?
  var epoch: UInt64 = 5
  var percent: UInt64 = 10
  var changeView: (inout ChainView) -> Void = { _ in }
  var nodes: [NodeView]?
  var purse = Fixtures.coins()
  var wallet: WalletView
  var weights: WeightsView = .ready(Fixtures.content(0, 0))
  var claimable: [TargetID: Amount] = [:]
  var provenKeys: Known<Set<DecryptionKeyCommitment>> = .unknown(.notAsked)
  var now = Moment(wallClockMs: 0, monotonicMs: 1000, watchman: .thisProcess)

  static let id = Fixtures.modelID

  init() throws {
    fixtures = try Fixtures()
    name = try .model(0)
    spec = fixtures.spec(name)
    wallet = WalletView(address: Fixtures.owner, coins: .known(purse))
    record = ModelRecord(accepting: spec, content: Fixtures.content(0, 0))
    apply(.approved(Approval(action: .create, generation: 1, lastEpoch: 8)))
    now.wallClockMs = Fixtures.genesisMs + 5 * Fixtures.duration + Fixtures.duration / 10
    apply(.probed(isGood: true, isFull: true, atMs: now.wallClockMs))
  }

  mutating func apply(_ events: ModelEvent...) {
    for event in events { _ = record?.apply(event) }
  }

  func commitments(_ content: Int) -> ModelCommitments { fixtures.commitments(0, content) }

  /// Everything up to the drill.
  mutating func prepare(_ content: Int, copies: Int = 2) {
    let release = Fixtures.content(0, content)
    apply(
      .release(release.plaintext, .sealed(fixtures.manifest(0, content))),
      .release(release.plaintext, .hosted), .release(release.plaintext, .verified),
      .packed(release, commitments(content), copies: copies),
      .attempt(commitments(content), .drilled(copies: copies)))
  }

  func intent(
    _ purpose: Intent.Purpose, _ number: Int = 1, coins: [Int] = [], generation: UInt64 = 1
  ) -> Intent {
    Intent(
      digest: digest(number), purpose: purpose, model: name, wallet: fixtures.wallet.name,
      coins: coins.map { Fixtures.coin($0, shannons: 0).reference }, generation: generation)
  }

  func digest(_ number: Int) -> TransactionDigest { .init(.init(77, number)) }

  func create(_ number: Int = 1, coins: [Int] = [0]) -> Intent {
    intent(
      .create(Scene.id, stake: Fixtures.parameters.modelMinStake, commission: 1000), number,
      coins: coins)
  }

  func commit(_ content: Int, _ number: Int = 2, coins: [Int] = [1]) -> Intent {
    intent(.commit(Scene.id, commitments(content)), number, coins: coins)
  }

  func sent(_ number: Int, atMs: UInt64 = 0, in epoch: Epoch = 5) -> ModelEvent {
    .intent(digest(number), .sending(atMs: atMs, in: epoch), wallClockMs: 0)
  }

  func ruled(_ number: Int, _ ruling: IntentRuling, wallClockMs: UInt64 = 0) -> ModelEvent {
    .intent(digest(number), .ruled(ruling), wallClockMs: wallClockMs)
  }

  /// The model exists since `epoch`, by a create of ours.
  mutating func created(in epoch: Epoch) {
    prepare(0)
    apply(.prepared([create(90, coins: [])]), sent(90, in: epoch), ruled(90, .succeeded(in: epoch)))
    model = fixtures.model(.created(createEpoch: epoch))
  }

  /// Our first commit executed in `epoch`.
  mutating func committed(in epoch: Epoch) {
    created(in: epoch)
    apply(
      .prepared([commit(0, 91, coins: [])]), sent(91, in: epoch),
      ruled(91, .succeeded(in: epoch)),
      .attempt(
        commitments(0),
        .committed(
          Attempt.Window(
            commitEpoch: epoch,
            opensMs: Fixtures.genesisMs + (epoch.rawValue + 1) * Fixtures.duration))))
    model = fixtures.model(.pending(fixtures.pending(0, 0, in: epoch)))
  }

  /// Content 0 is live.
  mutating func live() {
    committed(in: 2)
    apply(.attempt(commitments(0), .revealed))
    model = fixtures.model(.active(fixtures.revealed(commitments(0)), pendingUpdate: nil))
  }

  /// Content 0 is live, and an update to content 1 executed in `epoch`.
  mutating func updating(in epoch: Epoch) {
    live()
    want(1)
    prepare(1)
    apply(
      .prepared([commit(1, 92, coins: [])]), sent(92, in: epoch), ruled(92, .succeeded(in: epoch)))
    model = fixtures.model(
      .active(
        fixtures.revealed(commitments(0)), pendingUpdate: fixtures.pending(0, 1, in: epoch)))
  }

  /// The chain shows the model in this state.
  mutating func show(_ state: ModelState) { model?.state = state }

  /// The owner applied other content.
  mutating func want(_ content: Int) {
    apply(.accepted(spec, Fixtures.content(0, content)))
    weights = .ready(Fixtures.content(0, content))
  }

  /// The owner applied another spec.
  mutating func declare(_ change: (inout ModelSpec) -> Void) {
    change(&spec)
    apply(.accepted(spec, record?.acceptedContent))
  }

  func view() -> ChainView {
    Fixtures.view(
      epoch: epoch, percent: percent, models: model.map { [Scene.id: $0] } ?? [:],
      change: changeView)
  }

  func plan() -> Plan {
    var recorded = recorded
    if let record { recorded.models[name] = record }
    var wallet = wallet
    if case .known = wallet.coins { wallet.coins = .known(purse) }
    var seen = [name: weights]
    if case .declared(let specs) = desired {
      for spec in specs where spec.name != name { seen[spec.name] = weights }
    }
    return Lifecycle.plan(
      desired ?? .accepted,
      observed: Observed(
        nodes: nodes ?? [NodeView(endpoint: "node", chain: view())],
        wallets: [fixtures.wallet.name: wallet], weights: seen,
        provenKeys: provenKeys, claimable: [name: claimable]),
      recorded: recorded, now: now)
  }
}

extension Plan {
  /// The steps of a kind, and what they wait for.
  func waits(_ kind: ActionKind) -> [[Wait]] { steps(kind).map(\.waits) }

  func steps(_ kind: ActionKind) -> [Step] {
    steps.filter {
      switch ($0.action, kind) {
      case (.create, .create), (.commit, .commit), (.reveal, .reveal),
        (.setCommission, .commission), (.topUp, .stake), (.retire, .retire),
        (.makeReserve, .reserve), (.claim, .claim):
        true
      default: false
      }
    }
  }

  /// Whether one of these is due.
  func isDue(_ kind: ActionKind) -> Bool { steps(kind).contains(where: \.isDue) }

  func has(_ kind: ActionKind, waitingFor wait: Wait) -> Bool {
    steps(kind).contains { $0.waits.contains(wait) }
  }

  func hasRisk(_ kind: Risk.Kind) -> Bool { risks.contains { $0.kind == kind } }
  func hasLoss(_ kind: Loss.Kind) -> Bool { losses.contains { $0.kind == kind } }
  func hasProblem(_ kind: Problem.Kind) -> Bool { problems.contains { $0.kind == kind } }
  func does(_ action: StepAction) -> Bool { steps.contains { $0.action == action && $0.isDue } }
}

/// A row of a table: where the rule is written, the scene, and what the plan must be.
struct Row: Sendable, CustomTestStringConvertible {
  let rule: String
  let scene: @Sendable (inout Scene) -> Void
  let holds: @Sendable (Plan, Scene) -> Bool

  init(
    _ rule: String, _ scene: @escaping @Sendable (inout Scene) -> Void,
    holds: @escaping @Sendable (Plan, Scene) -> Bool
  ) {
    self.rule = rule
    self.scene = scene
    self.holds = holds
  }

  var testDescription: String { rule }
}

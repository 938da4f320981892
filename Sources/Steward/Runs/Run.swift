public import Lifecycle
public import Manifest
import SomaClient
import SomaTypes
import StateStore
import Synchronization

/// Takes one safe step after another until nothing is due: looks, plans, acts, and plans again.
///
/// What moves bytes goes on beside it, and is never waited for when a reveal is due.
public struct Run: Sendable {
  /// How a run ended.
  public struct Result: Sendable {
    /// What is left to do, as the last look showed it.
    public var plan: Plan
    /// What that look saw.
    public var observation: Observation
    /// Steps that were not done, and why; the last failure of each.
    public var failures: [(step: Step, error: any Error)]
    /// Wallets whose lease another run has.
    public var heldWallets: Set<ResourceName>
  }

  private let context: RunContext
  private let observer: Observer

  /// Prepares a run.
  public init(_ context: RunContext) {
    self.context = context
    observer = Observer(context)
  }

  /// Looks once and plans, without acting.
  ///
  /// - Parameters:
  ///   - desired: Where the specs come from.
  ///   - files: Whose files are read.
  ///   - provesPackets: Whether the packets of live commitments are opened.
  /// - Returns: The plan and what it was made from.
  /// - Throws: As ``Observer/observe(_:files:provesPackets:)``.
  public func look(
    _ desired: Desired, files: Observer.FileReading, provesPackets: Bool = false
  ) async throws -> (plan: Plan, observation: Observation) {
    try await context.journal.reload()
    let observation = try await observer.observe(
      specs(of: desired), files: files, provesPackets: provesPackets)
    return (makePlan(desired, observation), observation)
  }

  private func specs(of desired: Desired) -> [ModelSpec] {
    let recorded = context.journal.recorded.models.values.map(\.spec)
    guard case .declared(let declared) = desired else { return recorded }
    let names = Set(declared.map(\.name))
    return declared + recorded.filter { !names.contains($0.name) }
  }

  private func makePlan(_ desired: Desired, _ observation: Observation) -> Plan {
    Lifecycle.plan(
      desired, observed: observation.observed, recorded: context.journal.recorded,
      now: context.clock.moment(watchman: context.watchman))
  }

  /// Acts until nothing is due that this run has not tried.
  ///
  /// - Parameters:
  ///   - files: Whose files are read.
  ///   - isWanted: Which steps are carried out.
  /// - Returns: How it ended.
  /// - Throws: `StateError` when the state cannot be used; `CancellationError` after the step in hand.
  public func untilQuiet(
    files: Observer.FileReading = .changing,
    where isWanted: @Sendable (Step) -> Bool = { _ in true }
  ) async throws -> Result {
    var ledger = StepLedger()
    // What was digested in another pass may have changed since.
    let releases = PreparedReleases()
    return try await withThrowingTaskGroup(of: StepLedger.Ending.self) { group in
      while true {
        try await context.journal.reload()
        let observation = try await observer.observe(
          specs(of: .accepted), files: files, provesPackets: true)
        await noteObservation(observation)
        var plan = makePlan(.accepted, observation)
        ledger.noteLosses(&plan)
        let runner = runner(observation, releases)
        var due = plan.due.filter { isWanted($0) && ledger.mayBegin($0) }
        // What the chain shows changes what is to be done, so it is on record before anything else.
        let records = due.filter(\.action.isRecord)
        if !records.isEmpty { due = records }
        if Task.isCancelled || due.isEmpty && ledger.running.isEmpty {
          group.cancelAll()
          while let ending = try await group.next() { ledger.note(ending, context.report) }
          try Task.checkCancellation()
          return Result(
            plan: plan, observation: observation, failures: ledger.failures,
            heldWallets: ledger.heldWallets)
        }
        // A due reveal goes before anything else; what moves bytes begins when nothing short is left.
        let short = due.filter { !$0.action.isLong }
        try await carryOut(short, runner, &ledger)
        guard short.isEmpty else { continue }
        for step in due where step.action.isLong && ledger.running.count < context.parallelism {
          guard ledger.begin(step) else { continue }
          context.report(.began(step))
          group.addTask {
            do {
              try await runner.run(step, under: nil)
              return StepLedger.Ending(step: step)
            } catch { return StepLedger.Ending(step: step, error: error) }
          }
        }
        try await wait(for: &group, observation, &ledger)
      }
    }
  }

  private func runner(
    _ observation: Observation, _ releases: PreparedReleases
  ) -> StepRunner {
    let recorded = context.journal.recorded
    var wallets: [ResourceName: WalletSpec] = [:]
    for record in recorded.models.values { wallets[record.spec.wallet.name] = record.spec.wallet }
    return StepRunner(
      context: context, observation: observation,
      view: observation.reading(notOlderThan: recorded.highestVersion).view.value,
      releases: releases, wallets: wallets)
  }

  /// Carries out what needs no time: first what needs no lease, then each wallet's transactions in their
  /// order, the wallets side by side.
  private func carryOut(
    _ steps: [Step], _ runner: StepRunner, _ ledger: inout StepLedger
  ) async throws {
    var lanes: [ResourceName: [Step]] = [:]
    for step in steps {
      if step.action.needsLease, let wallet = lane(of: step) {
        lanes[wallet, default: []].append(step)
      } else {
        try Task.checkCancellation()
        context.report(.began(step))
        do {
          try await finishing { try await runner.run(step, under: nil) }
          ledger.note(StepLedger.Ending(step: step), context.report)
        } catch let error as CancellationError { throw error } catch {
          ledger.note(StepLedger.Ending(step: step, error: error), context.report)
        }
      }
    }
    let endings = try await withThrowingTaskGroup(of: [StepLedger.Ending].self) { group in
      for (wallet, steps) in lanes {
        group.addTask { try await self.carryOut(steps, of: wallet, runner) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    for ending in endings { ledger.note(ending, context.report) }
  }

  /// Runs the step in hand to its end, also when the run is cancelled: what was signed is sent, and what was
  /// sent is recorded.
  private func finishing(_ step: @escaping @Sendable () async throws -> Void) async throws {
    try await Task { try await step() }.value
  }

  /// Whose lease a step needs.
  private func lane(of step: Step) -> ResourceName? {
    if let wallet = step.wallet { return wallet }
    let recorded = context.journal.recorded
    let digest: TransactionDigest
    switch step.action {
    case .send(let sent), .resolve(let sent), .abandon(let sent): digest = sent
    default: return step.model.flatMap { recorded.models[$0]?.spec.wallet.name }
    }
    let intents = step.model.flatMap { recorded.models[$0]?.intents } ?? recorded.walletIntents
    return intents.first { $0.digest == digest }?.wallet
  }

  private func carryOut(
    _ steps: [Step], of wallet: ResourceName, _ runner: StepRunner
  ) async throws -> [StepLedger.Ending] {
    guard let address = runner.observation.observed.wallets[wallet]?.address else {
      return steps.map { StepLedger.Ending(step: $0, error: StepError.wallet("\(wallet)")) }
    }
    let outcome = try await runner.leases.hold(.chain(address)) { fence in
      var endings: [StepLedger.Ending] = []
      for step in steps {
        if Task.isCancelled { break }
        context.report(.began(step))
        do {
          try await finishing { try await runner.run(step, under: fence) }
          endings.append(StepLedger.Ending(step: step))
        } catch is CancellationError { break } catch {
          endings.append(StepLedger.Ending(step: step, error: error))
        }
      }
      return endings
    }
    switch outcome {
    case .done(let endings): return endings
    case .held(let holder):
      context.report(.leaseHeld(wallet, process: holder.process))
      return steps.map { StepLedger.Ending(step: $0, heldWallet: wallet) }
    }
  }

  /// Waits until something that moves bytes ends, or it is time to look at the epoch again.
  private func wait(
    for group: inout ThrowingTaskGroup<StepLedger.Ending, any Error>, _ observation: Observation,
    _ ledger: inout StepLedger
  ) async throws {
    let epoch =
      observation.observed.nodes.compactMap { $0.chain?.parameters.epochDurationMs }.min()
      ?? 6_000_000
    let pause = Duration.milliseconds(Int64(clamping: min(60_000, max(epoch / 100, 100))))
    if !ledger.isWatching {
      ledger.isWatching = true
      let clock = context.clock
      group.addTask {
        try? await clock.sleep(pause)
        return StepLedger.Ending.timeToLook
      }
    }
    guard let ending = try await group.next() else { return }
    ledger.note(ending, context.report)
  }

  /// Keeps what the nodes said, so that a later run knows when anybody last saw the chain.
  private func noteObservation(_ observation: Observation) async {
    let recorded = context.journal.recorded
    for node in observation.observed.nodes {
      guard let chain = node.chain else { continue }
      // What cannot be kept is only older when it is missed.
      _ = try? await context.state.recordObservation(
        StateStore.ObservationRecord(
          rpc: node.endpoint, epoch: chain.epoch, version: chain.stateVersion,
          checkpoint: chain.checkpoint.sequence.rawValue, at: context.clock.moment))
    }
    guard let view = observation.reading(notOlderThan: recorded.highestVersion).view.value else {
      return
    }
    _ = try? await context.journal.record(
      .observed(
        Lifecycle.ObservationRecord(
          wallClockMs: context.clock.wallClockMs(),
          epochDurationMs: view.parameters.epochDurationMs)))
  }
}

/// What a run has tried, so that no step is tried twice.
struct StepLedger {
  /// How a step ended.
  struct Ending: Sendable {
    var step: Step?
    var error: (any Error)?
    var heldWallet: ResourceName?

    init(step: Step?, error: (any Error)? = nil, heldWallet: ResourceName? = nil) {
      self.step = step
      self.error = error
      self.heldWallet = heldWallet
    }

    /// Nothing ended; the epoch is to be read again.
    static let timeToLook = Ending(step: nil)
  }

  /// Which step it is, whatever the circumstances.
  private struct Key: Hashable {
    var model: ResourceName?
    var wallet: ResourceName?
    var words: String
  }

  private(set) var running: Set<String> = []
  private(set) var failures: [(step: Step, error: any Error)] = []
  private(set) var heldWallets: Set<ResourceName> = []
  private var losses: [Loss] = []
  var isWatching = false
  private var tried: Set<Key> = []
  private var busy: Set<ResourceName> = []

  private func key(_ step: Step) -> Key {
    Key(model: step.model, wallet: step.wallet, words: "\(step.action)")
  }

  /// Whether a step was not tried yet, and nothing long goes on for its model.
  func mayBegin(_ step: Step) -> Bool {
    guard !tried.contains(key(step)) else { return false }
    guard step.action.isLong, let model = step.model else { return true }
    return !busy.contains(model)
  }

  /// Notes that a long step begins.
  mutating func begin(_ step: Step) -> Bool {
    guard mayBegin(step) else { return false }
    tried.insert(key(step))
    running.insert("\(key(step))")
    if let model = step.model { busy.insert(model) }
    return true
  }

  /// Keeps losses that a plan shows only once, such as an update that lapsed, for the end of the run.
  mutating func noteLosses(_ plan: inout Plan) {
    for loss in plan.losses where !losses.contains(loss) { losses.append(loss) }
    plan.losses = losses
  }

  /// Notes how a step ended.
  mutating func note(_ ending: Ending, _ report: (RunEvent) -> Void) {
    guard let step = ending.step else {
      isWatching = false
      return
    }
    let key = key(step)
    if running.remove("\(key)") != nil, let model = step.model { busy.remove(model) }
    tried.insert(key)
    if let wallet = ending.heldWallet {
      heldWallets.insert(wallet)
    } else if let error = ending.error {
      failures.append((step, error))
      report(.failed(step, error))
    } else {
      report(.finished(step))
    }
  }
}

import Custody
import Lifecycle
public import Manifest
import SomaClient
import SomaTypes
import SomaWire
import StateStore
import Synchronization

/// Looks at nodes, wallets, files and packets, once a pass.
public final class Observer: Sendable {
  /// Whose files are read.
  public enum FileReading: Sendable {
    /// Those of all models, as `plan` and `apply` do.
    case all
    /// Those of models whose weights may change without an apply.
    case changing
    /// None.
    case none
  }

  private struct Memory {
    var checkpoints: [String: CheckpointSequenceNumber] = [:]
    /// When each was proven, by the clock that only goes forward.
    var proven: [DecryptionKeyCommitment: UInt64] = [:]
    var hasReadCheckpoints = false
  }

  /// For how long a run that stays believes that a packet is where it was.
  private static let proofLifetimeMs: UInt64 = 600_000

  private let context: RunContext
  private let memory = Mutex(Memory())

  /// Looks for a run.
  public init(_ context: RunContext) { self.context = context }

  /// Looks at everything.
  ///
  /// - Parameters:
  ///   - specs: The models.
  ///   - files: Whose files are read.
  ///   - provesPackets: Whether the packets of live commitments are opened, which needs the keyring.
  /// - Returns: What was seen. What fails is in it, and hides nothing else.
  /// - Throws: `StateError`, `CryptoError`, `CancellationError`.
  public func observe(
    _ specs: [ModelSpec], files: FileReading, provesPackets: Bool
  ) async throws -> Observation {
    var addresses: [ResourceName: SomaAddress] = [:]
    var walletProblems: [ResourceName: any Error] = [:]
    let pinned = context.journal.shared.owners
    for spec in distinctWallets(specs) {
      // Whoever only looks needs no key to know whose models they are.
      if context.isReadOnly, let known = pinned[spec.name] {
        addresses[spec.name] = known
        continue
      }
      do {
        let address = try DeclaredWallet(spec).address()
        // Another account is another owner: its keys, its models and its money are others.
        if let known = pinned[spec.name], known != address {
          throw StepError.wallet(
            "The wallet \(spec.name) was \(known) when it was first applied; now it is \(address).")
        }
        addresses[spec.name] = address
      } catch {
        walletProblems[spec.name] = error
      }
    }
    let recorded = context.journal.recorded
    let seen = await context.chain.observations()
    try Task.checkCancellation()
    let earlier = try await earlierCheckpoints()
    let wanted = wantedModels(specs, recorded)
    let owners = Set(addresses.values)
    var silent: [(endpoint: Endpoint, error: any Error)] = []
    var nodes: [NodeView] = []
    for node in seen {
      let name = "\(node.endpoint)"
      do {
        let view = try ChainView(
          node.result.get(), earlier: earlier[name],
          keeping: { id, model in wanted.contains(id) || owners.contains(model.owner) })
        nodes.append(NodeView(endpoint: name, chain: view))
      } catch {
        silent.append((node.endpoint, error))
        nodes.append(NodeView(endpoint: name, chain: nil))
      }
    }
    remember(nodes)
    var observation = Observation(
      observed: Observed(nodes: nodes), silentNodes: silent, fileProblems: [:],
      walletProblems: walletProblems)
    let view = observation.reading(notOlderThan: recorded.highestVersion).view.value
    context.report(
      .observed(
        epoch: view?.epoch, answering: nodes.count - silent.count, nodes: nodes.count))
    let stakers = Set(
      specs.filter { $0.stake.target != nil || $0.lifecycle == .retired }.map(\.wallet.name))
    for (name, address) in addresses {
      observation.observed.wallets[name] = await wallet(
        address, readsStakes: stakers.contains(name))
    }
    try await look(at: specs, files, view?.parameters.targetEmbeddingDim, into: &observation)
    observation.observed.claimable = await claimable(specs, addresses)
    if provesPackets {
      (observation.observed.provenKeys, observation.secretProblem) = await prove(recorded)
    }
    return observation
  }

  private func distinctWallets(_ specs: [ModelSpec]) -> [WalletSpec] {
    var wallets: [ResourceName: WalletSpec] = [:]
    for spec in specs { wallets[spec.wallet.name] = spec.wallet }
    return wallets.values.sorted { $0.name < $1.name }
  }

  private func wantedModels(_ specs: [ModelSpec], _ recorded: Recorded) -> Set<ModelID> {
    var wanted = Set(specs.compactMap(\.modelID))
    for record in recorded.models.values {
      if let id = record.modelID { wanted.insert(id) }
      for intent in record.intents {
        if case .create(let id, _, _) = intent.purpose { wanted.insert(id) }
      }
    }
    return wanted
  }

  private func earlierCheckpoints() async throws -> [String: CheckpointSequenceNumber] {
    if memory.withLock({ $0.hasReadCheckpoints }) {
      return memory.withLock { $0.checkpoints }
    }
    let known = try await context.state.observations()
    return memory.withLock { memory in
      memory.hasReadCheckpoints = true
      for row in known where memory.checkpoints[row.rpc] == nil {
        memory.checkpoints[row.rpc] = CheckpointSequenceNumber(row.checkpoint)
      }
      return memory.checkpoints
    }
  }

  private func remember(_ nodes: [NodeView]) {
    memory.withLock { memory in
      for node in nodes {
        if let chain = node.chain { memory.checkpoints[node.endpoint] = chain.checkpoint.sequence }
      }
    }
  }

  private func wallet(_ address: SomaAddress, readsStakes: Bool) async -> WalletView {
    let coins: Known<CoinPurse>
    do { coins = .known(try await context.chain.coins(of: address)) } catch {
      coins = .unknown(.unreadable)
    }
    var receipts: Known<[StakedSoma]> = .known([])
    if readsStakes {
      do {
        receipts = .known(try await context.chain.stakes(of: address).map(\.stake))
      } catch { receipts = .unknown(.unreadable) }
    }
    return WalletView(address: address, coins: coins, receipts: receipts)
  }

  /// Rewards of targets that models of ours won, for models whose owner wants them claimed.
  private func claimable(
    _ specs: [ModelSpec], _ addresses: [ResourceName: SomaAddress]
  ) async -> [ResourceName: [TargetID: Amount]] {
    let wanted = specs.filter { $0.earnings == .auto }
    guard !wanted.isEmpty,
      // What cannot be listed now can be claimed later.
      let targets = try? await context.chain.targets(TargetsRequest(status: .claimable))
    else { return [:] }
    var found: [ResourceName: [TargetID: Amount]] = [:]
    for spec in wanted {
      guard let id = context.journal[spec.name]?.modelID, let owner = addresses[spec.wallet.name]
      else { continue }
      for target in targets where target.winningModelID == id && target.winningModelOwner == owner {
        found[spec.name, default: [:]][target.id] = target.rewardPool ?? .zero
      }
    }
    return found
  }

  private func look(
    at specs: [ModelSpec], _ files: FileReading, _ dimension: UInt64?,
    into observation: inout Observation
  ) async throws {
    let reader = ModelFiles(
      state: context.state, clock: context.clock, remembers: !context.isReadOnly)
    for spec in specs where spec.lifecycle == .active {
      switch files {
      case .none: continue
      case .changing where spec.update.policy != .onChange: continue
      case .changing, .all: break
      }
      let report = context.report
      let look = try await reader.look(at: spec, dimension: dimension) {
        report(.reading(spec.name, bytes: $0, totalBytes: $1))
      }
      observation.observed.weights[spec.name] = look.view
      if let problem = look.problem { observation.fileProblems[spec.name] = problem }
    }
  }

  /// Opens the packet of every commitment that waits for its reveal, and proves it.
  private func prove(
    _ recorded: Recorded
  ) async -> (Known<Set<DecryptionKeyCommitment>>, (any Error)?) {
    let now = context.clock.monotonicMs()
    // A packet may go at any time after it was seen.
    var proven = memory.withLock { $0.proven }.filter { now - $0.value < Self.proofLifetimeMs }
    var problem: (any Error)?
    for record in recorded.models.values {
      for attempt in record.attempts where attempt.window != nil {
        let promised = attempt.commitments
        guard proven[promised.decryptionKeyCommitment] == nil else { continue }
        do {
          _ = try await PacketFinder(context).open(promised, for: record.spec)
          proven[promised.decryptionKeyCommitment] = now
        } catch { problem = error }
      }
    }
    let all = proven
    memory.withLock { $0.proven = all }
    return (.known(Set(all.keys)), problem)
  }
}

extension ChainView {
  /// What a node showed, with the models that matter.
  fileprivate init(
    _ seen: ChainObservation, earlier: CheckpointSequenceNumber?,
    keeping isWanted: (ModelID, Model) -> Bool
  ) throws {
    let state = try seen.state.state.get()
    let models = seen.state.models.filter { isWanted($0.key, $0.value) }
    var reported: [ModelID: UInt64] = [:]
    let validators = state.validators.validators
    for (id, reporters) in state.modelRegistry.modelReportRecords where models[id] != nil {
      reported[id] = validators.reduce(0) { sum, validator in
        reporters.contains(validator.metadata.somaAddress)
          ? sum &+ validator.votingPower.rawValue : sum
      }
    }
    self.init(
      stateVersion: seen.systemStateVersion, epoch: state.epoch,
      epochStartMs: state.epochStartTimestampMs, protocolVersion: state.protocolVersion,
      isInSafeMode: state.safeMode, parameters: state.parameters, models: models,
      reportedPower: reported,
      checkpoint: CheckpointView(
        epoch: seen.checkpoint.epoch, sequence: seen.checkpoint.sequenceNumber,
        timestampMs: seen.checkpoint.timestampMs),
      earlierCheckpoint: earlier)
  }
}

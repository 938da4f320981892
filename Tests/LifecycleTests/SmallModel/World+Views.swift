import Lifecycle
import Manifest
import SomaTypes

/// What runs see of a world. Values are made once and reused.
struct Lens {
  let fixtures: Fixtures
  let names: [ResourceName]
  private var revealed: [[Int]: RevealedModel] = [:]

  init(models: Int) throws {
    fixtures = try Fixtures()
    names = try (0..<models).map(ResourceName.model)
  }

  func spec(_ model: Int) -> ModelSpec {
    fixtures.spec(names[model]) { $0.update.minInterval = .zero }
  }

  /// What both nodes show.
  func nodes(_ world: World, _ lie: Lie) -> [NodeView] {
    let honest = NodeView(endpoint: "honest", chain: view(world))
    return [honest, NodeView(endpoint: "other", chain: lying(world, lie))]
  }

  private func view(_ world: World) -> ChainView {
    view(world.chain, epoch: world.chain.epoch, tick: world.tick)
  }

  private func lying(_ world: World, _ lie: Lie) -> ChainView? {
    var chain = world.chain
    switch lie {
    case .silent: return nil
    case .empty: chain.models = [:]
    case .ahead:
      chain.epoch += 1
      var view = view(chain, epoch: chain.epoch, tick: world.tick)
      // It lies about the epoch; its checkpoints carry the chain's time.
      view.checkpoint.timestampMs = self.view(world).checkpoint.timestampMs
      return view
    case .behind:
      guard chain.epoch > 0 else { return nil }
      chain.epoch -= 1
    }
    return view(chain, epoch: chain.epoch, tick: world.tick)
  }

  private func view(_ chain: ReferenceChain, epoch: Int, tick: Int) -> ChainView {
    var models: [ModelID: Model] = [:]
    for (tag, model) in chain.models {
      models[ReferenceTransaction.modelID(tag)] = fixtures.model(
        state(model), pool: tag,
        change: { $0.stakingPool.deactivationEpoch = model.isHalved ? 1 : nil })
    }
    return Fixtures.view(
      epoch: UInt64(epoch), percent: World.ticks[tick],
      version: UInt64(100 + chain.executed.count), models: models)
  }

  private func state(_ model: ReferenceChain.Model) -> ModelState {
    func update(_ pending: ReferenceChain.Pending) -> PendingModelUpdate {
      fixtures.pending(model.model, pending.content, in: Epoch(UInt64(pending.epoch)))
    }
    switch model.state {
    case .created(let epoch): return .created(createEpoch: Epoch(UInt64(epoch)))
    case .pending(let pending): return .pending(update(pending))
    case .active(let content, let pending):
      return .active(
        fixtures.revealed(fixtures.commitments(model.model, content)),
        pendingUpdate: pending.map(update))
    case .inactive: return .inactive(fixtures.revealed(fixtures.commitments(model.model, 0)))
    }
  }

  func plan(_ world: World, _ lie: Lie) -> Plan {
    var recorded = Recorded(lineage: "model")
    for (index, journal) in world.journals.enumerated() {
      recorded.models[names[index]] = journal.record
    }
    let purse = Fixtures.coins(world.chain.coins.map(UInt64.init))
    var weights: [ResourceName: WeightsView] = [:]
    for (index, target) in world.targets.enumerated() {
      weights[names[index]] = .ready(Fixtures.content(index, target))
    }
    let observed = Observed(
      nodes: nodes(world, lie),
      wallets: [
        fixtures.wallet.name: WalletView(address: Fixtures.owner, coins: .known(purse))
      ], weights: weights)
    return Lifecycle.plan(
      .accepted, observed: observed, recorded: recorded,
      now: Moment(wallClockMs: 1 << 50, monotonicMs: 0, watchman: .thisProcess))
  }

  /// The chain's time, in milliseconds.
  func time(_ world: World) -> UInt64 {
    Fixtures.ms(epoch: world.chain.epoch, percent: World.ticks[world.tick])
  }
}

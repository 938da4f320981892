/// The rules of the chain that models live by, in a hundred lines. Source: CHAIN 1.2, 1.6, 7.4, 7.5.
struct ReferenceChain: Hashable {
  struct Pending: Hashable {
    var content: Int
    var epoch: Int
  }

  enum State: Hashable {
    case created(Int)
    case pending(Pending)
    case active(content: Int, pending: Pending?)
    case inactive
  }

  struct Model: Hashable {
    var model: Int
    var state: State
    var isHalved = false
  }

  struct Execution: Hashable {
    var succeeded: Bool
    var epoch: Int
  }

  /// A commit that replaced one which could still have been revealed.
  struct Overwrite: Hashable {
    var old: Int
  }

  var epoch = 0
  /// Models by the tag of their create.
  var models: [Int: Model] = [:]
  /// The live version of each coin.
  var coins = [1, 1, 1]
  var executed: [ReferenceTransaction: Execution] = [:]
  var creates: [Int: Int] = [:]
  var overwrite: Overwrite?

  /// The content that stands for somebody else's.
  static let foreign = 1_000_000

  func canExecute(_ transaction: ReferenceTransaction) -> Bool {
    executed[transaction] == nil && coins[transaction.coin] == transaction.version
  }

  /// Executes once; a failure costs the fee and moves the coin as well.
  mutating func execute(_ transaction: ReferenceTransaction) {
    guard canExecute(transaction) else { return }
    coins[transaction.coin] += 1
    executed[transaction] = Execution(succeeded: apply(transaction), epoch: epoch)
  }

  private mutating func apply(_ transaction: ReferenceTransaction) -> Bool {
    switch transaction.kind {
    case .create(let model):
      models[transaction.tag] = Model(model: model, state: .created(epoch))
      creates[model, default: 0] += 1
      return true
    case .commit(let tag, _, let content): return commit(tag, content)
    case .reveal(let tag, _, let content):
      switch models[tag]?.state {
      case .pending(let pending)?:
        guard pending.content == content, epoch == pending.epoch + 1 else { return false }
      case .active(_, let pending?)?:
        guard pending.content == content, epoch == pending.epoch + 1 else { return false }
      default: return false
      }
      models[tag]?.state = .active(content: content, pending: nil)
      return true
    case .burn: return true
    }
  }

  /// A commit on a Created model makes it Pending; on an Active one it replaces what is pending.
  mutating func commit(_ tag: Int, _ content: Int) -> Bool {
    let new = Pending(content: content, epoch: epoch)
    switch models[tag]?.state {
    case .created?: models[tag]?.state = .pending(new)
    case .active(let live, let old)?:
      if let old, epoch <= old.epoch + 1 { overwrite = Overwrite(old: old.content) }
      models[tag]?.state = .active(content: live, pending: new)
    default: return false
    }
    return true
  }

  /// The boundary to the next epoch: stale Created are halved, again each time; unrevealed Pending end;
  /// unrevealed updates are dropped.
  mutating func advance() {
    epoch += 1
    for (tag, model) in models {
      switch model.state {
      case .created(let created) where created + 1 < epoch: models[tag]?.isHalved = true
      case .pending(let pending) where pending.epoch < epoch - 1: models[tag]?.state = .inactive
      case .active(let live, let pending?) where pending.epoch < epoch - 1:
        models[tag]?.state = .active(content: live, pending: nil)
      default: break
      }
    }
  }

  func pending(_ tag: Int) -> Pending? {
    switch models[tag]?.state {
    case .pending(let pending)?: pending
    case .active(_, let pending)?: pending
    default: nil
    }
  }
}

import Lifecycle
import SomaCrypto
import SomaTypes

/// 128 bits of BLAKE2b over what the future of a world depends on.
struct Fingerprint: Hashable {
  var high: UInt64
  var low: UInt64

  init(_ words: [Int]) {
    let digest = words.withUnsafeBytes(Blake2b256.hash)
    (high, low) = digest.withUnsafeBytes {
      (
        $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
        $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      )
    }
  }
}

extension World {
  /// Equal for worlds whose futures are alike: versions of coins are counted back from the live one, ids of
  /// models and digests stand in the order in which they appear, and history that no rule reads is left out.
  /// `SearchReductionTests` compares what follows from worlds that are taken for the same.
  var fingerprint: Fingerprint {
    var writer = WorldWriter(self)
    writer.writeChain()
    for journal in journals { writer.write(journal.record) }
    writer.writePlaces()
    return Fingerprint(writer.words)
  }

  /// The same for the question whether a reveal lands: nothing is on its way, and nothing more goes wrong.
  var windowFingerprint: Fingerprint {
    var world = self
    world.pool = []
    world.budget = Budget()
    return world.fingerprint
  }
}

/// Writes a world as numbers, each part with its length.
private struct WorldWriter {
  let world: World
  var words: [Int] = []
  private var tags: [Int: Int] = [:]

  init(_ world: World) {
    self.world = world
    words.reserveCapacity(128)
  }

  private mutating func write(_ numbers: Int...) { words += numbers }

  private mutating func write(tag: Int) {
    let known = tags[tag] ?? tags.count
    tags[tag] = known
    words.append(known)
  }

  private mutating func write(_ transaction: ReferenceTransaction) {
    write(transaction.coin, world.chain.coins[transaction.coin] - transaction.version)
    switch transaction.kind {
    case .create(let model):
      write(1, model)
      write(tag: transaction.tag)
    case .commit(let tag, let model, let content):
      write(2, model, content)
      write(tag: tag)
    case .reveal(let tag, let model, let content):
      write(3, model, content)
      write(tag: tag)
    case .burn: write(4)
    }
  }

  /// What became of a transaction that may leave again, and whether another took its coin.
  private mutating func writeFate(of transaction: ReferenceTransaction) {
    guard world.chain.coins[transaction.coin] != transaction.version else { return write(0) }
    let own = world.chain.executed[transaction]
    let isTaken = world.chain.executed.keys.contains {
      $0.coin == transaction.coin && $0.version == transaction.version && $0 != transaction
        && $0.kind != .burn
    }
    write(own.map { $0.succeeded ? 2 : 1 } ?? 3, own?.epoch ?? 0, isTaken ? 1 : 0)
  }

  mutating func writeChain() {
    let chain = world.chain
    write(chain.epoch, world.tick, chain.overwrite?.old ?? -1, chain.models.count)
    for (tag, model) in chain.models.sorted(by: {
      ($0.value.model, $0.key) < ($1.value.model, $1.key)
    }) {
      write(tag: tag)
      write(model.model, model.isHalved ? 1 : 0, chain.creates[model.model] ?? 0)
      switch model.state {
      case .created(let epoch): write(1, epoch)
      case .pending(let pending): write(2, pending.content, pending.epoch)
      case .active(let content, nil): write(3, content)
      case .active(let content, let pending?): write(4, content, pending.content, pending.epoch)
      case .inactive: write(5)
      }
      writeContents(of: tag)
    }
  }

  /// Of each content of a model: whether its key is public, or when its commit last ran.
  private mutating func writeContents(of tag: Int) {
    var contents: [Int: Int] = [:]
    for (transaction, execution) in world.chain.executed where execution.succeeded {
      switch transaction.kind {
      case .commit(tag, _, let content):
        contents[content] = max(
          contents[content] ?? 0, execution.epoch >= world.chain.epoch ? 2 : 1)
      case .reveal(tag, _, let content): contents[content] = 3
      default: break
      }
    }
    write(contents.count)
    for (content, state) in contents.sorted(by: { $0.key < $1.key }) { write(content, state) }
  }

  mutating func write(_ record: ModelRecord) {
    write(
      Int(record.generation), record.acceptedContent?.embedding.bytes.number(2) ?? -1,
      record.approvals.count, record.foreignCommitments.count, record.isPaused ? 1 : 0)
    if let id = record.modelID { write(tag: id.bytes.number(1)) } else { write(-1) }
    let commit = record.lastSuccess[.commit].map { Int($0.rawValue) >= world.chain.epoch }
    write(commit.map { $0 ? 2 : 1 } ?? 0)
    for kind in ActionKind.allCases {
      let failures = record.failures[kind].flatMap {
        $0.generation == record.generation ? $0.count : nil
      }
      write(failures ?? 0)
    }
    write(record.releases.count)
    for (plaintext, release) in record.releases.sorted(by: { $0.key < $1.key }) {
      write(plaintext.number(2))
      switch release.state {
      case .found: write(0)
      case .sealed: write(1)
      case .hosted: write(2)
      case .verified: write(3)
      case .rejected: write(4)
      }
    }
    write(record.attempts.count)
    for attempt in record.attempts { write(attempt) }
    writeIntents(of: record)
  }

  private mutating func write(_ attempt: Attempt) {
    write(attempt.content.embedding.bytes.number(2), attempt.packetCopies)
    switch attempt.state {
    case .packed: write(1)
    case .drilled: write(2)
    case .creating(let digest):
      write(3)
      write(ReferenceTransaction(digest))
    case .created: write(4)
    case .committing: write(5)
    case .committed(let window):
      write(6, Int(window.commitEpoch.rawValue), Int(window.opensMs ?? 0))
    case .revealing(let window):
      write(7, Int(window.commitEpoch.rawValue), Int(window.opensMs ?? 0))
    case .live: write(8)
    case .superseded: write(9)
    case .lapsed: write(10)
    case .lost: write(11)
    }
  }

  /// Of those that are settled only those over a live version count: their bytes could be signed again.
  private mutating func writeIntents(of record: ModelRecord) {
    for intent in record.intents {
      let transaction = ReferenceTransaction(intent.digest)
      let isLive = world.chain.coins[transaction.coin] == transaction.version
      guard intent.isUnresolved || isLive else { continue }
      write(transaction)
      switch intent.purpose {
      case .reveal(_, _, let epoch): write(Int(epoch.rawValue))
      default: write(-1)
      }
      write(Int(intent.generation))
      switch intent.machine.state {
      case .prepared: write(1)
      case .sent(let sending):
        let now = Fixtures.ms(epoch: world.chain.epoch, percent: World.ticks[world.tick])
        write(2, sending.firstMs < now ? 1 : 0)
        write(
          Int(sending.lastEpoch.rawValue) < world.chain.epoch ? 1 : 0, sending.hasMetLock ? 1 : 0,
          sending.isOvertaken ? 1 : 0)
      case .succeeded, .failed, .dead: write(3)
      }
      writeFate(of: transaction)
    }
    write(-2)
  }

  /// What is on its way, the runs in any order, and what else may happen.
  mutating func writePlaces() {
    let now = World.Permit(epoch: world.chain.epoch, tick: world.tick)
    write(world.pool.count)
    for transaction in world.pool.sorted(by: ReferenceTransaction.precedes) { write(transaction) }
    var leaving: [ReferenceTransaction] = []
    for phase in world.phases {
      if case .leaving(let transaction, let permit, _) = phase, permit ?? now == now {
        leaving.append(transaction)
      }
    }
    write(leaving.count)
    for transaction in leaving.sorted(by: ReferenceTransaction.precedes) {
      write(transaction)
      writeFate(of: transaction)
    }
    write(
      world.budget.crashes, world.budget.foreignCommits, world.budget.foreignSpends,
      world.budget.newWeights)
    for target in world.targets { write(target) }
    write(world.drilled.count)
    for drill in world.drilled.sorted(by: { $0.lexicographicallyPrecedes($1) }) { words += drill }
    write(world.sealed.count)
    for (key, plaintext) in world.sealed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      words += key + [plaintext]
    }
  }
}

extension ReferenceTransaction {
  fileprivate static func precedes(_ left: Self, _ right: Self) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  /// By coin first: versions of different coins are not comparable between worlds.
  private var order: [Int] { [4, 5, 0, 2, 3, 1].map(digest.bytes.number) }
}

import Lifecycle
import Manifest
import SomaTypes

/// One state of everything: the chain, the journal, what is on its way, and two runs.
struct World: Hashable {
  /// What a run remembers. Everything else it reads again.
  enum Phase: Hashable {
    case idle
    /// The journal says *sent*; the bytes have not left.
    case leaving(ReferenceTransaction, permit: Permit?, isFenced: Bool)
    /// The bytes have left, and the run waits for the answer.
    case awaiting(ReferenceTransaction)
  }

  /// When a permit was given: it does not outlast a step of the clock.
  struct Permit: Hashable {
    var epoch: Int
    var tick: Int
  }

  /// What may still go wrong.
  struct Budget: Hashable {
    var crashes = 0
    var foreignCommits = 0
    var foreignSpends = 0
    var newWeights = 0
  }

  var chain = ReferenceChain()
  /// How far the epoch has come: index into ``ticks``.
  var tick = 0
  var journals: [Journal]
  /// Transactions whose bytes left and that nobody executed yet. They may arrive at any time, or never.
  var pool: Set<ReferenceTransaction> = []
  var phases: [Phase] = [.idle, .idle]
  var budget: Budget
  /// Which content is declared, by model.
  var targets: [Int]
  /// Which contents were really drilled.
  var drilled: Set<[Int]> = []
  /// Which plaintext each key has encrypted.
  var sealed: [[Int]: Int] = [:]

  /// Percents of an epoch: before the margins, after them, and too late for new obligations.
  static let ticks: [UInt64] = [2, 30, 96]
}

/// The journal of one model; equal by what decisions depend on.
struct Journal: Hashable {
  var record: ModelRecord

  static func == (left: Journal, right: Journal) -> Bool {
    let (left, right) = (left.record, right.record)
    return left.intents.elementsEqual(right.intents) {
      $0.digest == $1.digest && $0.machine == $1.machine
    }
      && left.attempts.elementsEqual(right.attempts) {
        $0.state == $1.state && $0.packetCopies == $1.packetCopies && $0.content == $1.content
      }
      && left.modelID == right.modelID && left.lastSuccess == right.lastSuccess
      && left.failures == right.failures && left.generation == right.generation
      && left.releases == right.releases
      && left.foreignCommitments.count == right.foreignCommitments.count
  }

  func hash(into hasher: inout Hasher) {
    for attempt in record.attempts { hasher.combine(attempt.state) }
    for intent in record.intents {
      hasher.combine(intent.digest)
      hasher.combine(intent.machine.state)
    }
    hasher.combine(record.lastSuccess[.commit])
    hasher.combine(record.releases.count)
  }
}

/// What must never happen.
enum Violation: Hashable, CustomStringConvertible {
  case earlyKey(model: Int)
  case secondCreate(model: Int)
  case overwrittenCommit
  case keyReuse
  case commitWithoutDrill
  case twoTransactionsOverOneCoin
  case deadlineMissed(model: Int, lie: Lie)

  var description: String {
    switch self {
    case .earlyKey(let model): "the key of model \(model) left early"
    case .secondCreate(let model): "model \(model) was created twice"
    case .overwrittenCommit: "a commit that could be revealed was overwritten"
    case .keyReuse: "a key encrypted two plaintexts"
    case .commitWithoutDrill: "a commit was signed without a drilled packet"
    case .twoTransactionsOverOneCoin: "two transactions over one version of a coin"
    case .deadlineMissed(let model, let lie): "model \(model) missed its window, RPC \(lie)"
    }
  }
}

/// What the second node says; the first is always honest.
enum Lie: CaseIterable, Hashable {
  /// Nothing: it does not answer.
  case silent
  /// The epoch is one later, with what would then wait.
  case ahead
  /// The epoch is one earlier.
  case behind
  /// There are no models.
  case empty
}

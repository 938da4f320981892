public import Manifest
public import SomaCrypto
public import SomaTypes

/// Everything that the journal knows of one model.
public struct ModelRecord: Equatable, Sendable {
  /// The spec that was applied last.
  public internal(set) var spec: ModelSpec
  /// Grows with each accepted change.
  public internal(set) var generation: UInt64
  /// What the accepted spec is to make live; `nil` if nobody read its files when it was applied.
  public internal(set) var acceptedContent: ReleaseContent?
  /// Its id on the chain, once a create succeeded or it was adopted.
  public internal(set) var modelID: ModelID?
  /// Ids that it had and gave up.
  public internal(set) var formerIDs: Set<ModelID> = []
  /// The commission that a transaction of ours last set.
  public internal(set) var establishedCommission: BasisPoints?
  /// Commits that are to be revealed although the dimension of embeddings changed, by epoch.
  public internal(set) var forcedReveals: Set<Epoch> = []
  /// Its releases, by the digest of the weights in clear.
  public internal(set) var releases: [Bytes32: Release] = [:]
  /// Its attempts, oldest first.
  public internal(set) var attempts: [Attempt] = []
  /// Its transactions, oldest first.
  public internal(set) var intents: [Intent] = []
  /// Failures by kind of transaction.
  public internal(set) var failures: [ActionKind: Failures] = [:]
  /// In which epoch a transaction of a kind last succeeded.
  public internal(set) var lastSuccess: [ActionKind: Epoch] = [:]
  /// What was approved.
  public internal(set) var approvals: [Approval] = []
  /// Commits on the chain that belong to none of our masters.
  public internal(set) var foreignCommitments: Set<ModelCommitments> = []
  /// Whether new obligations wait for a person.
  public internal(set) var isPaused = false
  /// Whether a person has seen the loss.
  public internal(set) var isLossAcknowledged = false
  /// What probes found.
  public internal(set) var probe = ProbeRecord()
  /// What was spent on it in an epoch, stake and the bounds of fees.
  public internal(set) var spending: Spending?

  /// Money that was spent in one epoch.
  public struct Spending: Hashable, Sendable {
    /// The epoch.
    public var epoch: Epoch
    /// The money.
    public var amount: Amount
  }

  /// Begins with an accepted spec.
  public init(accepting spec: ModelSpec, content: ReleaseContent? = nil) {
    self.spec = spec
    generation = 1
    acceptedContent = content
  }

  /// The transactions whose effect may still come.
  public var unresolved: [Intent] { intents.filter(\.isUnresolved) }

  /// The newest attempt with these commitments.
  public func attempt(_ commitments: ModelCommitments) -> Attempt? {
    attempts.last { $0.commitments == commitments }
  }

  /// The newest attempt for this content that is not over.
  public func openAttempt(for content: ReleaseContent) -> Attempt? {
    attempts.last {
      guard $0.content == content else { return false }
      switch $0.state {
      case .packed, .drilled, .creating, .created, .committing, .committed, .revealing, .live:
        return true
      case .superseded, .lapsed, .lost: return false
      }
    }
  }
}

public import Manifest
public import SomaCrypto
public import SomaTypes

/// What a step does. Every one is safe to repeat after a crash.
public enum StepAction: Equatable, Sendable {
  /// Write into the journal what the chain shows. Free, and before everything else.
  case record(ModelEvent)
  /// Rename a model in the journal.
  case rename(from: ResourceName)
  /// Send journaled bytes for the first time.
  case send(TransactionDigest)
  /// Find out about a transaction that was sent, and send the same bytes again; those of a reveal only
  /// while ``Step/permit`` holds. Once a pass.
  case resolve(TransactionDigest)
  /// Spend the coin of a transaction that is moot on the wallet itself, so that it can never run.
  case abandon(TransactionDigest)
  /// Sign, journal and send a reveal: key and embedding become public. Only while ``Step/permit`` holds.
  case reveal(LiveCommit)
  /// Digest, seal and bind the key.
  case seal(Bytes32)
  /// Store the ciphertext.
  case upload(Bytes32)
  /// Fetch the whole object as validators do, and hash it.
  case verify(Bytes32)
  /// Write the packet in so many places and read each back.
  case pack(ReleaseContent, copies: Int)
  /// Make the commitments again from the packets and compare them with what is to be signed.
  case drill(ReleaseContent)
  /// Make reserve coins, so that no two transactions share a lock.
  case makeReserve(count: Int)
  /// Sign a create and the commit of the open attempt for this content, journal both, send the create,
  /// then the commit. The content is `nil` while nobody has read it.
  case create(ReleaseContent?, stake: Amount, commission: BasisPoints, architecture: UInt64)
  /// Sign, journal and send the commit of the open attempt for this content.
  case commit(ModelID, ReleaseContent?)
  /// Set the commission of the next epoch.
  case setCommission(ModelID, BasisPoints)
  /// Add stake, from the first coin; the second pays for gas.
  case topUp(ModelID, Amount)
  /// Deactivate, for good.
  case retire(ModelID)
  /// Find out which of our masters, if any, a commit on the chain belongs to.
  case identify(ModelCommitments)
  /// Take an existing model into the journal.
  case adopt(ModelID)
  /// Seal the declared weights under the public key that is on the chain, and compare.
  case compare(ReleaseContent, with: ModelCommitments)
  /// Fetch ranges of the served object, or all of it.
  case probe(isFull: Bool)
  /// Make the served object again from plaintext and key.
  case repair(ModelCommitments)
  /// Claim what a target owes, which is this much.
  case claim(TargetID, reward: Amount)

  /// Whether nothing can take it back.
  public var isIrreversible: Bool {
    switch self {
    case .create, .topUp, .retire: true
    case .record, .rename, .send, .resolve, .abandon, .reveal, .seal, .upload, .verify, .pack,
      .drill,
      .makeReserve, .commit, .setCommission, .identify, .adopt, .compare, .probe, .repair, .claim:
      false
    }
  }

  /// The order of steps of all models; within one, the deadline decides. Source: the order in
  /// `docs/lifecycle.md`.
  var rank: Int {
    switch self {
    case .record, .rename: 0
    case .reveal: 1
    case .resolve, .send, .abandon: 2
    case .identify, .adopt: 3
    case .makeReserve: 4
    case .create, .commit: 5
    case .pack, .drill: 6
    case .repair, .probe: 7
    case .upload, .verify: 8
    case .seal, .compare: 9
    case .setCommission, .topUp, .retire, .claim: 10
    }
  }
}

/// Why a step is in the plan.
public enum StepReason: Hashable, Sendable {
  /// The chain shows what the journal does not have yet.
  case journalIsBehind
  /// The manifest says that the model had another name.
  case movedFrom(ResourceName)
  /// The journal holds a transaction whose effect may still come.
  case unresolved(ActionKind)
  /// A commit waits for its reveal.
  case commitWaits(in: Epoch)
  /// A Created model waits for its commit, since this epoch.
  case createdWaits(since: Epoch)
  /// The declared model does not exist.
  case declaredButAbsent
  /// The declared content is not what is live.
  case newContent
  /// The wallet has fewer usable reserve coins than it takes.
  case reserveTooSmall(usable: Int)
  /// The chain's next commission is not the declared one.
  case commissionDiffers(chain: BasisPoints, declared: BasisPoints)
  /// Our receipts add up to less than declared.
  case stakeBelowTarget(ours: Amount, target: Amount)
  /// Declared as retired.
  case retirementDeclared
  /// A pending commit is not in the journal.
  case unknownCommit
  /// A model is to be adopted.
  case adoptionDeclared
  /// Nobody knows yet whether what is live is what is declared.
  case contentUnproven
  /// It is time to look.
  case probeDue
  /// The last probe failed.
  case probeFailed
  /// Rewards are to be claimed.
  case earningsDeclared
}

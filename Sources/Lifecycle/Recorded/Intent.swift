public import Manifest
public import SomaTypes

/// A journaled transaction. Its signed bytes lie in the journal under its digest.
public struct Intent: Equatable, Sendable {
  /// The digest of what was signed.
  public let digest: TransactionDigest
  /// What it is for.
  public let purpose: Purpose
  /// The model it is for; `nil` for payments of a wallet to itself.
  public let model: ResourceName?
  /// Who signed.
  public let wallet: ResourceName
  /// The coins that it locks while it is unresolved, in the versions that were signed.
  public let coins: [ObjectRef]
  /// The generation of the spec that it was made for.
  public let generation: UInt64
  /// Where it stands.
  public var machine: IntentMachine

  /// What a transaction is for.
  public enum Purpose: Hashable, Sendable {
    /// The first half of a first release. The model id follows from the digest.
    case create(ModelID, stake: Amount, commission: BasisPoints)
    /// The promise of an attempt.
    case commit(ModelID, ModelCommitments)
    /// The reveal of what was committed in this epoch.
    case reveal(ModelID, ModelCommitments, commitEpoch: Epoch)
    /// A commission for the next epoch on.
    case commission(ModelID, BasisPoints)
    /// More stake.
    case stake(ModelID, Amount)
    /// The end of a model.
    case retire(ModelID)
    /// Two small coins for the wallet itself.
    case reserve
    /// Rewards.
    case claim(TargetID)
  }

  /// Creates an intent that has not been sent.
  public init(
    digest: TransactionDigest, purpose: Purpose, model: ResourceName?, wallet: ResourceName,
    coins: [ObjectRef], generation: UInt64, machine: IntentMachine = IntentMachine()
  ) {
    self.digest = digest
    self.purpose = purpose
    self.model = model
    self.wallet = wallet
    self.coins = coins
    self.generation = generation
    self.machine = machine
  }

  /// Whether its coins are locked and its effect may still come.
  public var isUnresolved: Bool { machine.isUnresolved }
}

extension Intent.Purpose {
  /// What failures and approvals are counted by.
  public var kind: ActionKind {
    switch self {
    case .create: .create
    case .commit: .commit
    case .reveal: .reveal
    case .commission: .commission
    case .stake: .stake
    case .retire: .retire
    case .reserve: .reserve
    case .claim: .claim
    }
  }
}

/// The kinds of transaction that Steward signs.
public enum ActionKind: String, CaseIterable, Sendable {
  /// Registers a model and stakes on it.
  case create
  /// Promises weights, an embedding and a key.
  case commit
  /// Publishes key and embedding.
  case reveal
  /// Sets the commission of the next epoch.
  case commission
  /// Adds stake.
  case stake
  /// Deactivates a model for good.
  case retire
  /// Makes reserve coins.
  case reserve
  /// Claims rewards.
  case claim
}

public import SomaTypes

/// A signed transaction, on record before its first byte leaves.
public struct IntentRecord: Equatable, Sendable {
  /// What it is for.
  public enum Kind: String, Sendable, CaseIterable {
    /// To create a model.
    case create
    /// To commit the release of a model that is only created.
    case firstCommit
    /// To commit another release of an active model.
    case updateCommit
    /// To reveal what was committed.
    case reveal
    /// To set a commission.
    case commission
    /// To add stake.
    case stake
    /// To deactivate a model.
    case retire
    /// To claim what was earned.
    case claim
    /// To pay, also to ourselves: reserve coins, merging.
    case payment
    /// To spend the inputs of another intent, so that it can never run.
    case abandonment

    /// The approval that it needs.
    public var approval: ApprovalRecord.Action? {
      switch self {
      case .create: .create
      case .stake: .stake
      case .retire: .retire
      case .firstCommit, .updateCommit, .reveal, .commission, .claim, .payment, .abandonment: nil
      }
    }

    /// How many of one model may be unresolved at a time. Of two reveals, or two first commits, the chain
    /// accepts at most one.
    public var openLimit: Int {
      switch self {
      case .reveal, .firstCommit: 2
      case .create, .updateCommit, .commission, .stake, .retire, .claim, .payment, .abandonment: 1
      }
    }
  }

  /// Where it stands: `prepared → sent → succeeded | failed | dead`.
  public enum Status: Equatable, Sendable {
    /// Signed; nothing has left.
    case prepared
    /// It may have arrived; its bytes are what is sent again.
    case sent
    /// It was executed, in this epoch if anybody knows, and did what it should.
    case succeeded(Epoch?)
    /// It was executed, in this epoch if anybody knows, and failed: the chain's name for how.
    case failed(Epoch?, String)
    /// It can never be executed.
    case dead

    /// Whether its outcome may still change.
    public var isOpen: Bool {
      switch self {
      case .prepared, .sent: true
      case .succeeded, .failed, .dead: false
      }
    }
  }

  /// The transaction's digest.
  public var digest: TransactionDigest
  /// Who signed it.
  public var wallet: SomaAddress
  /// The model's key name, when it is about one.
  public var model: String?
  /// What it is for.
  public var kind: Kind
  /// The attempt that it belongs to.
  public var attempt: AttemptRecord.ID?
  /// The signed bytes. Those of a reveal are sealed.
  public var bytes: [UInt8]
  /// Whether the bytes are sealed.
  public var isSealed: Bool
  /// The owned objects that it uses, gas included, by their ids.
  public var inputs: [ObjectRef]
  /// Where it stands.
  public var status: Status
  /// How often it was sent.
  public var sendCount: UInt64
  /// The epoch in which it was last sent.
  public var lastSentEpoch: Epoch?
  /// Not to be tried again before.
  public var notBefore: Moment?
  /// When it was prepared.
  public var preparedAt: Moment

  /// Creates a record of what was signed and not sent.
  public init(
    digest: TransactionDigest, wallet: SomaAddress, model: String?, kind: Kind,
    attempt: AttemptRecord.ID? = nil, bytes: [UInt8], isSealed: Bool = false, inputs: [ObjectRef],
    preparedAt: Moment
  ) {
    self.digest = digest
    self.wallet = wallet
    self.model = model
    self.kind = kind
    self.attempt = attempt
    self.bytes = bytes
    self.isSealed = isSealed
    self.inputs = inputs.sorted { $0.id < $1.id }
    self.status = .prepared
    self.sendCount = 0
    self.lastSentEpoch = nil
    self.notBefore = nil
    self.preparedAt = preparedAt
  }
}

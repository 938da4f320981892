public import SomaTypes

/// A transaction that was executed, and what became of it.
public struct TransactionRecord: Equatable, Sendable {
  /// The transaction.
  public let data: TransactionData
  /// By whom it was signed; nobody for system transactions.
  public let signatures: [UserSignature]
  /// What it did.
  public let effects: TransactionEffects
  /// By how much each account's coins changed, in shannons; see
  /// ``ExecutionOutcome/balanceChanges``.
  public let balanceChanges: [SomaAddress: Int128]
  /// What the objects in the effects are.
  public let objectTypes: [ObjectID: ObjectType]
  /// What effects do not tell, for a log.
  public let events: [LedgerEvent]
  /// When it was executed, in milliseconds since 1970 in UTC. The chain itself does not know.
  public let executedAtMs: UInt64
  /// The checkpoint that has it; `nil` until there is one.
  public internal(set) var checkpoint: CheckpointSequenceNumber?

  /// Its name.
  public var digest: TransactionDigest { effects.transactionDigest }

  init(
    _ data: TransactionData, signatures: [UserSignature], outcome: ExecutionOutcome,
    executedAtMs: UInt64
  ) {
    self.data = data
    self.signatures = signatures
    self.executedAtMs = executedAtMs
    effects = outcome.effects
    balanceChanges = outcome.balanceChanges
    events = outcome.events
    objectTypes = Dictionary(
      outcome.objects.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
  }
}

public import SomaTypes

/// The chain of a local network as a value: every object, every transaction, every checkpoint.
///
/// It has no clock, reads no files and waits for nothing. What happens is decided by the genesis,
/// the transactions and the numbers that are passed in, so the same inputs in the same order make
/// an equal ledger; see ``LedgerInput``. Copying one is cheap.
///
/// What it deviates from the real chain in, and why, is said at ``LedgerEvent`` and in
/// `docs/decisions/0005-a-chain-as-a-value.md`.
public struct Ledger: Equatable, Sendable {
  /// What the ledger does where the chain leaves a choice.
  public let options: LedgerOptions

  /// All objects.
  public internal(set) var objects: ObjectStore
  /// The live system state, the content of object `0x5`.
  public internal(set) var systemState: SystemState
  /// Who may use which version of an owned object.
  public internal(set) var locks = ObjectLocks()
  /// What transactions of this epoch pay.
  public internal(set) var rates: FeeRates
  /// Fees of this epoch so far.
  public internal(set) var epochFees = TransactionFee.zero
  /// Whether transactions are refused because the epoch is about to end. The next boundary ends
  /// this. It is not part of the chain's history.
  public var isHalted = false

  var owners: OwnerIndex
  var targetIndex: TargetIndex
  var records: [TransactionDigest: TransactionRecord] = [:]
  /// Transactions without a checkpoint, in the order of their execution.
  var unsettled: [TransactionDigest] = []
  /// Coins per account as of the last checkpoint.
  var settledBalances: [SomaAddress: Int128] = [:]
  var checkpoints: [Checkpoint] = []
  var checkpointNumbers: [CheckpointDigest: CheckpointSequenceNumber] = [:]
  var epochs: [EpochRecord] = []
  /// The latest time that was passed in, in milliseconds since 1970 in UTC.
  var clockMs: UInt64
  /// What all money must add up to.
  var expectedSupply: Int128 = 0

  /// Begins a chain: checkpoint 0 contains the Genesis transaction.
  ///
  /// - Parameters:
  ///   - genesis: The first state.
  ///   - options: See ``LedgerOptions``.
  public init(genesis: Genesis, options: LedgerOptions = LedgerOptions()) {
    self.init(
      genesisObjects: genesis.objects, systemState: genesis.systemState,
      timestampMs: genesis.systemState.epochStartTimestampMs, options: options)
  }

  /// Begins a chain from its objects.
  ///
  /// - Parameters:
  ///   - genesisObjects: The objects of the Genesis transaction, one of which is the system state.
  ///   - systemState: The content of that one.
  ///   - timestampMs: When the chain begins, in milliseconds since 1970 in UTC.
  ///   - options: See ``LedgerOptions``.
  init(
    genesisObjects: [SomaObject], systemState: SystemState, timestampMs: UInt64,
    options: LedgerOptions
  ) {
    let data = TransactionData(
      kind: .genesis(objects: genesisObjects), sender: .zero, gasPayment: [])
    let outcome = Self.genesisOutcome(data, objects: genesisObjects, state: systemState)
    self.options = options
    self.systemState = systemState
    objects = ObjectStore(outcome.written)
    rates = FeeRates(systemState.parameters)
    owners = OwnerIndex(outcome.written)
    targetIndex = TargetIndex(outcome.written)
    clockMs = timestampMs
    let record = TransactionRecord(
      data, signatures: [], outcome: outcome, executedAtMs: timestampMs)
    records[record.digest] = record
    unsettled = [record.digest]
    epochs = [
      EpochRecord(
        startState: systemState, startTimestampMs: systemState.epochStartTimestampMs,
        firstCheckpoint: 0)
    ]
    expectedSupply = supply.total
    settle(endOfEpoch: nil, commitments: [])
  }

  /// What the Genesis transaction does: everything is created at version 1. Source:
  /// `types/src/genesis_builder.rs`, `create_genesis_transaction`.
  private static func genesisOutcome(
    _ data: TransactionData, objects: [SomaObject], state: SystemState
  ) -> ExecutionOutcome {
    let digest = data.digest
    let written = objects.map { object in
      var written = object
      written.version = 1
      written.previousTransaction = digest
      if written.isShared { written.owner = .shared(initialVersion: 1) }
      return written
    }.sorted { $0.id < $1.id }
    let effects = TransactionEffects(
      status: .success, executedEpoch: 0, fee: .zero, transactionDigest: digest,
      gasObjectIndex: nil, dependencies: [], version: 1,
      changedObjects: written.map { object in
        ChangedObject(
          id: object.id, input: nil,
          output: ChangedObject.Output(digest: object.digest, owner: object.owner),
          operation: .created)
      }, unchangedSharedObjects: [])
    return ExecutionOutcome(
      effects: effects, written: written, consumed: [], state: state, events: [])
  }
}

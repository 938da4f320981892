import BCS
import SomaCrypto
import SomaTypes

@testable import Ledger

/// A ledger with a few accounts, and short ways to use it.
///
/// Account n has coins with the ids ``coinID(_:_:)`` n, 0 and up. Three validators with 3 334,
/// 3 333 and 3 333 votes; two of them are no quorum of 6 667 unless the first is among them.
struct TestChain {
  static let soma: UInt64 = Amount.shannonsPerSoma
  static let startMs: UInt64 = 1_700_000_000_000
  static let epochMs: UInt64 = 86_400_000

  var ledger: Ledger

  /// `coins` says what each account's coins are worth; `adjust` changes the system state before the
  /// chain begins.
  init(
    coins: [Account: [Amount]] = [:], options: LedgerOptions = LedgerOptions(),
    adjust: (inout SystemState) -> Void = { _ in }
  ) throws {
    var objects: [SomaObject] = []
    for (account, balances) in coins.sorted(by: { $0.key.number < $1.key.number }) {
      for (index, balance) in balances.enumerated() {
        objects.append(
          .coin(id: Self.coinID(account, index), balance: balance, owner: try account.address))
      }
    }
    var state = try Self.state()
    adjust(&state)
    objects.append(
      SomaObject(
        type: .systemState, version: 0, id: .systemState, content: state.bcsBytes,
        owner: .shared(initialVersion: 0), previousTransaction: .zero))
    ledger = Ledger(
      genesisObjects: objects, systemState: state, timestampMs: Self.startMs, options: options)
  }

  private static func state() throws -> SystemState {
    var parameters = SystemParameters(protocolVersion: 5)
    parameters.targetEmbeddingDim = 4
    parameters.targetInitialTargetsPerEpoch = 3
    parameters.epochDurationMs = epochMs
    let validators = try Account.validators.enumerated().map { index, account in
      try validator(account, power: index == 0 ? 3334 : 3333)
    }
    return SystemState(
      epoch: 0, protocolVersion: 5,
      validators: ValidatorSet(
        totalStake: Amount(shannons: 60_000 * soma), validators: validators,
        stakingPoolMappings: Dictionary(
          uniqueKeysWithValues: validators.map { ($0.stakingPool.id, $0.metadata.somaAddress) })),
      parameters: parameters, epochStartTimestampMs: startMs,
      emissionPool: EmissionPool(
        balance: Amount(shannons: 680_000 * soma), emissionPerEpoch: Amount(shannons: 1370 * soma)),
      targetState: TargetState(distanceThreshold: parameters.targetInitialDistanceThreshold))
  }

  private static func validator(_ account: Account, power: UInt64) throws -> Validator {
    let stake = Amount(shannons: 20_000 * soma)
    let key = [UInt8](repeating: account.number, count: 96)
    let poolID = StakingPoolID(Bytes32(repeating: account.number))
    guard let blsKey = BLSPublicKey(key), let proof = BLSSignature(key.prefix(48)) else {
      throw CryptoError.noGuardedMemory
    }
    return Validator(
      metadata: ValidatorMetadata(
        somaAddress: try account.address, protocolPubkey: blsKey,
        networkPubkey: Ed25519PublicKey(bytes: Bytes32(repeating: account.number)),
        workerPubkey: Ed25519PublicKey(bytes: Bytes32(repeating: account.number ^ 0xff)),
        netAddress: "/dns/v\(account.number)/tcp/8080", p2pAddress: "/dns/v\(account.number)/tcp/1",
        primaryAddress: "/dns/v\(account.number)/tcp/2",
        proxyAddress: "/dns/v\(account.number)/tcp/3", proofOfPossession: proof),
      votingPower: VotingPower(power),
      stakingPool: StakingPool(
        id: poolID, activationEpoch: 0, somaBalance: stake, poolTokenBalance: stake.shannons,
        exchangeRates: [
          0: PoolTokenExchangeRate(somaAmount: stake, poolTokenAmount: stake.shannons)
        ]), commissionRate: 200, nextEpochStake: stake, nextEpochCommissionRate: 200)
  }
}

extension TestChain {
  static func coinID(_ account: Account, _ index: Int) -> ObjectID {
    ObjectID(
      Bytes32 {
        $0[0] = 0xc0
        $0[30] = account.number
        $0[31] = UInt8(index)
      })
  }

  /// A coin of genesis as it is now.
  func coin(_ account: Account, _ index: Int = 0) throws -> ObjectRef {
    try live(Self.coinID(account, index))
  }

  func live(_ id: ObjectID) throws -> ObjectRef {
    guard let object = ledger.object(id) else { throw Missing.object(id) }
    return object.reference
  }

  func worth(_ id: ObjectID) -> Amount? { ledger.object(id)?.coinBalance }

  enum Missing: Error { case object(ObjectID) }

  /// Executes a transaction whose gas is the sender's coin 0 unless said otherwise.
  @discardableResult
  mutating func run(
    _ kind: TransactionKind, by account: Account = .alice, gas: [ObjectRef]? = nil
  ) throws -> TransactionRecord {
    let data = TransactionData(
      kind: kind, sender: try account.address, gasPayment: try gas ?? [coin(account)])
    return try ledger.execute(account.signed(data), at: Self.startMs)
  }

  /// Ends epochs at their time.
  mutating func advance(_ count: Int = 1) throws {
    for _ in 0..<count {
      _ = try ledger.advanceEpoch(
        EpochChange(timestampMs: ledger.systemState.epochStartTimestampMs + Self.epochMs))
    }
  }

  // MARK: Models

  static let key = DecryptionKey(Bytes32(repeating: 7))
  static let embedding = SomaTensor([1, 0, 0, 0])

  static func create(stake: Amount = 1_000_000_000) -> TransactionKind {
    .createModel(CreateModel(stake: stake, commissionRate: 500, architectureVersion: 1))
  }

  static func commit(_ model: ModelID, key: DecryptionKey = key) throws -> TransactionKind {
    .commitModel(
      CommitModel(
        modelID: model,
        manifest: ContentManifest(
          url: try CanonicalURL("https://weights.example/1"), checksum: .zero, sizeInBytes: 9),
        weightsCommitment: .zero, embeddingCommitment: embedding.commitment,
        decryptionKeyCommitment: key.commitment))
  }

  static func reveal(
    _ model: ModelID, key: DecryptionKey = key, embedding: SomaTensor = embedding
  ) -> TransactionKind {
    .revealModel(RevealModel(modelID: model, decryptionKey: key, embedding: embedding))
  }

  /// A new model of the account.
  mutating func createModel(
    by account: Account = .alice, stake: Amount = 1_000_000_000
  ) throws -> ModelID {
    let record = try run(Self.create(stake: stake), by: account)
    return ModelID.derived(from: record.digest, creationNumber: 0)
  }

  /// A model that is Active after one boundary.
  mutating func activeModel(by account: Account = .alice) throws -> ModelID {
    let model = try createModel(by: account)
    try run(Self.commit(model), by: account)
    try advance()
    try run(Self.reveal(model), by: account)
    return model
  }

  func model(_ id: ModelID) -> Model? { ledger.systemState.modelRegistry.models[id] }
}

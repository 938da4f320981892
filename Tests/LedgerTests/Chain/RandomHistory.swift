import BCS
import SomaCrypto
import SomaTypes
import TestSupport

@testable import Ledger

/// A history of random transactions, checkpoints and boundaries, the same for the same seed.
struct RandomHistory {
  let genesis: Genesis
  let options: LedgerOptions
  private(set) var ledger: Ledger
  private(set) var inputs: [LedgerInput] = []
  private var generator: SeededGenerator
  private var signed: [SignedTransaction] = []
  private var clockMs = TestChain.startMs

  static let accounts: [Account] = [.alice, .bob, .carol]
  private let salt: [UInt8]

  init(seed: UInt64, options: LedgerOptions = LedgerOptions()) throws {
    generator = SeededGenerator(seed: seed)
    salt = [UInt8(truncatingIfNeeded: seed)]
    var parameters = SystemParameters(protocolVersion: 5)
    parameters.targetEmbeddingDim = 4
    parameters.targetInitialTargetsPerEpoch = 3
    parameters.targetHitsPerEpoch = 6
    parameters.epochDurationMs = 1000
    let rich = Amount(shannons: 300_000 * TestChain.soma)
    var config = GenesisConfig(
      startTimestampMs: TestChain.startMs, salt: salt,
      accounts: try Self.accounts.map {
        GenesisConfig.Account(address: try $0.address, balances: [rich, rich, 5000, 700, .zero])
      },
      validators: Array(repeating: GenesisConfig.Validator(), count: 3))
    config.parameters = parameters
    genesis = try Genesis(config)
    self.options = options
    ledger = Ledger(genesis: genesis, options: options)
  }

  /// What one step did.
  enum Step {
    case executed(TransactionRecord, before: Ledger)
    case refused(InputRefusal)
    case other
  }

  /// Does one random thing.
  mutating func step() throws -> Step {
    switch Int.random(in: 0..<25, using: &generator) {
    case 0:
      clockMs += 10
      _ = ledger.makeCheckpoint(at: clockMs)
      inputs.append(.checkpoint(timestampMs: clockMs))
      return .other
    case 1:
      // Early, at its time, or failing.
      clockMs += [10, 1000, 5000].randomElement(using: &generator) ?? 0
      var change = EpochChange(timestampMs: clockMs)
      change.isFailing = Int.random(in: 0..<8, using: &generator) == 0
      _ = try ledger.advanceEpoch(change)
      inputs.append(.boundary(change))
      return .other
    default:
      return try transaction()
    }
  }

  private mutating func transaction() throws -> Step {
    let before = ledger
    let transaction = try randomTransaction()
    // The same choices can come up again before anything they name has changed.
    guard before.transaction(transaction.data.digest) == nil else { return .other }
    clockMs += 1
    do throws(InputRefusal) {
      let record = try ledger.execute(transaction, at: clockMs)
      inputs.append(.transaction(transaction, timestampMs: clockMs))
      signed.append(transaction)
      return .executed(record, before: before)
    } catch {
      return .refused(error)
    }
  }

  /// One that was executed before.
  mutating func earlier() -> SignedTransaction? { signed.randomElement(using: &generator) }

  // MARK: Choices

  private enum Signer {
    case account(Account)
    case validator(ValidatorIdentity)

    var address: SomaAddress {
      get throws {
        switch self {
        case .account(let account): try account.address
        case .validator(let identity): identity.address
        }
      }
    }

    func signed(_ data: TransactionData) throws -> SignedTransaction {
      switch self {
      case .account(let account):
        return try account.signed(data)
      case .validator(let identity):
        let seed = try SecretBytes(copying: identity.accountSeed.bytes)
        return data.signed(with: try Ed25519SecretKey(seed: seed))
      }
    }
  }

  private mutating func randomTransaction() throws -> SignedTransaction {
    let isValidator = Int.random(in: 0..<5, using: &generator) == 0
    let signer: Signer =
      isValidator
      ? .validator(
        try ValidatorIdentity(salt: salt, position: Int.random(in: 0..<3, using: &generator)))
      : .account(Self.accounts.randomElement(using: &generator) ?? .alice)
    var seen: Set<ObjectID> = []
    let owned = ledger.ownedObjects(of: try signer.address, limit: 100).entries
      .compactMap { ledger.object($0.element.id) }.filter { seen.insert($0.id).inserted }
    var coins = owned.filter { $0.type == .coin }
    coins.shuffle(using: &generator)
    // Mostly a coin that can pay, and no input of the kind.
    if Int.random(in: 0..<6, using: &generator) > 0 {
      coins.sort { ($0.coinBalance ?? .zero) > ($1.coinBalance ?? .zero) }
    }
    let gas = coins.prefix(Int.random(in: 1...8, using: &generator) == 1 ? 2 : 1)
    if Int.random(in: 0..<4, using: &generator) > 0 { coins.removeFirst(gas.count) }
    let kind = try randomKind(signer, owned: owned, coins: coins)
    return try signer.signed(
      TransactionData(
        kind: kind, sender: try signer.address, gasPayment: gas.map(\.reference)))
  }

  private mutating func amount() -> Amount {
    let amounts: [UInt64] = [
      0, 1, 500, 100_000, TestChain.soma, 3 * TestChain.soma, 200_000 * TestChain.soma,
    ]
    return Amount(shannons: amounts.randomElement(using: &generator) ?? 0)
  }

  private mutating func randomKind(
    _ signer: Signer, owned: [SomaObject], coins: [SomaObject]
  ) throws -> TransactionKind {
    let none = ObjectRef(id: .zero, version: 1, digest: .zero)
    let coin = (coins.randomElement(using: &generator)?.reference) ?? none
    let recipient = try (Self.accounts.randomElement(using: &generator) ?? .bob).address
    let some = amount()
    let optional = Bool.random(using: &generator) ? some : nil
    let sender = try signer.address
    // Mostly the sender's own.
    let all = ledger.systemState.modelRegistry.models
    let own = all.filter { $0.value.owner == sender }
    let models = (own.isEmpty || Int.random(in: 0..<4, using: &generator) == 0 ? all : own).keys
      .sorted()
    let model = models.randomElement(using: &generator) ?? .zero
    let targets = ledger.targets(limit: 200).entries.map(\.position.id)
    let target = targets.randomElement(using: &generator) ?? .zero
    switch Int.random(in: 0..<20, using: &generator) {
    case 0, 1:
      return .transferCoin(TransferCoin(coin: coin, amount: optional, recipient: recipient))
    case 2:
      let count = Int.random(in: 0...3, using: &generator)
      return .payCoins(
        PayCoins(
          coins: coins.shuffled(using: &generator).prefix(2).map(\.reference),
          amounts: optional == nil ? nil : Array(repeating: some, count: count),
          recipients: Array(repeating: recipient, count: max(count, 1))))
    case 3:
      return .transferObjects(
        TransferObjects(
          objects: owned.shuffled(using: &generator).prefix(2).map(\.reference),
          recipient: recipient))
    case 4, 5:
      return TestChain.create(stake: max(some, 1_000_000_000))
    case 6, 7:
      return try TestChain.commit(model)
    case 8, 9, 10:
      let epoch = ledger.systemState.epoch
      let due = own.filter { $0.value.pendingUpdate?.commitEpoch.next == epoch }.keys.sorted()
      return TestChain.reveal(due.randomElement(using: &generator) ?? model)
    case 11:
      return .addStakeToModel(AddStakeToModel(modelID: model, coin: coin, amount: optional))
    case 12:
      let validator = ledger.systemState.validators.validators.randomElement(using: &generator)
      return .addStake(
        AddStake(
          validator: validator?.metadata.somaAddress ?? .zero, coin: coin, amount: optional))
    case 13, 14:
      let receipts = owned.filter { $0.type == .stakedSoma }
      return .withdrawStake(
        stakedSoma: receipts.randomElement(using: &generator)?.reference ?? coin)
    case 15:
      return Bool.random(using: &generator)
        ? .deactivateModel(modelID: model) : .reportModel(modelID: model)
    case 16, 17:
      return try submission(target, model: model, bond: coin)
    case 18:
      return .claimRewards(targetID: target)
    default:
      return Bool.random(using: &generator)
        ? .reportSubmission(targetID: target) : .undoReportModel(modelID: model)
    }
  }

  private mutating func submission(
    _ target: TargetID, model: ModelID, bond: ObjectRef
  ) throws -> TransactionKind {
    let size = UInt64.random(in: 0..<20, using: &generator)
    let chosen = ledger.target(target)?.modelIDs.randomElement(using: &generator) ?? model
    return .submitData(
      SubmitData(
        targetID: target,
        dataManifest: ContentManifest(
          url: try CanonicalURL("https://data.example/1"), checksum: .zero, sizeInBytes: size),
        modelID: chosen, embedding: TestChain.embedding,
        distanceScore: SomaTensor(scalar: 0.1), lossScore: SomaTensor([1]), bondCoin: bond))
  }
}

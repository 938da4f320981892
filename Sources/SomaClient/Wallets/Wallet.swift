import SomaCrypto
public import SomaTypes
public import SomaWire
import Synchronization

/// An account with its signer, whose transactions go one after the other.
///
/// Each is built from fresh coins, signed, checked, held against reuse, and submitted; so no coin version
/// is in two transactions that may run. That holds within one `Wallet` only: use one for an account,
/// and no second program beside it.
public final class Wallet: Sendable {
  /// The chain.
  public let chain: Chain
  /// Who signs.
  public let signer: any TransactionSigner
  /// How long to wait for a checkpoint after each transaction, so that what is read next includes it.
  public let patience: Duration

  private let queue = WalletQueue()
  private let live = Mutex(LiveCoins())

  /// Creates a wallet. Nothing is read yet.
  public init(_ signer: any TransactionSigner, on chain: Chain, patience: Duration = .seconds(30)) {
    self.signer = signer
    self.chain = chain
    self.patience = patience
  }

  /// The account.
  public var address: SomaAddress { signer.address }

  /// The coins that can be used now: none that a transaction holds whose outcome is not known.
  public func usableCoins() async throws -> CoinPurse {
    let purse = try await chain.coins(of: address)
    return live.withLock { $0.usable(purse) }
  }

  /// A builder over fresh coins, with fees that the next epoch cannot exceed.
  public func builder() async throws -> TransactionBuilder {
    let fees = try FeeSchedule(upperBoundOf: await chain.protocolConfig())
    return TransactionBuilder(sender: address, coins: try await usableCoins(), fees: fees)
  }

  /// Builds a transaction, signs it, and submits it once: all steps in one.
  ///
  /// - Parameters:
  ///   - journal: Called with the signed transaction before its first byte leaves, to make it durable;
  ///     what it throws ends the matter, and nothing is sent.
  ///   - build: Makes the transaction; called when no other one of this wallet is under way.
  /// - Returns: What it did; it ran with success.
  /// - Throws: ``WalletError``; what reading coins, `build`, the signer and `journal` throw.
  @discardableResult
  public func submit(
    journal: @escaping @Sendable (SignedTransaction) async throws -> Void = { _ in },
    _ build: @escaping @Sendable (TransactionBuilder) async throws -> TransactionData
  ) async throws -> ExecutedTransaction {
    try await queue.run { [self] in
      let data = try await build(try await builder())
      // The build can have named objects of its own. Two signatures over one version are a hazard even
      // if only one leaves.
      if let spent = live.withLock({ $0.spent(in: data) }) {
        throw CoinSelectionError.notAmong(spent)
      }
      try checkForConflict(data)
      let transaction = try await signer.checkedSignature(of: data)
      try await journal(transaction)
      return try await send(transaction, isFirst: true)
    }
  }

  /// Submits bytes that were signed before, such as those of a transaction whose outcome is not known.
  ///
  /// - Returns: What it did, now or before; it ran with success.
  /// - Throws: ``WalletError``, but never ``WalletError/notSubmitted(_:_:)``: an earlier submission can
  ///   have run.
  public func resubmit(_ transaction: SignedTransaction) async throws -> ExecutedTransaction {
    try await queue.run { [self] in
      try checkForConflict(transaction.data)
      return try await send(transaction, isFirst: false)
    }
  }

  private func checkForConflict(_ data: TransactionData) throws {
    if let other = live.withLock({ $0.conflict(with: data) }) {
      throw WalletError.coinsInUse(by: other)
    }
  }

  private func send(
    _ transaction: SignedTransaction, isFirst: Bool
  ) async throws -> ExecutedTransaction {
    let digest = transaction.data.digest
    let isFirst = live.withLock { $0.hold(transaction.data) } && isFirst
    let submission = await chain.submit(
      transaction, awaitingCheckpointFor: patience, isFirst: isFirst)
    switch submission.outcome {
    case .cannotHaveRun(let problem) where !isFirst:
      // This submission did nothing; an earlier one of the same bytes may have.
      throw WalletError.unresolved(transaction, problem)
    case .cannotHaveRun(let problem):
      live.withLock { $0.release(digest) }
      throw WalletError.notSubmitted(digest, problem)
    case .unknown(let problem):
      throw WalletError.unresolved(transaction, problem)
    case .ran(let executed):
      live.withLock { $0.record(executed.effects, of: transaction.data) }
      if case .failure(let failure) = executed.effects.status {
        throw WalletError.failed(executed, failure)
      }
      return executed
    }
  }
}

import BCS
import Diagnostics
import GRPCCore
import Ledger
import SomaCrypto
import SomaTypes

/// The account of a localnet that gives money away. Its key follows from the salt of the genesis,
/// so it is no secret.
final class Faucet: Sendable {
  /// The account.
  let address: SomaAddress

  private let key: Ed25519SecretKey
  private let configuration: FaucetConfiguration

  /// Derives the key.
  ///
  /// - Throws: When there is no guarded memory for it.
  init(salt: [UInt8], _ configuration: FaucetConfiguration) throws {
    var hasher = Blake2b256()
    hasher.update("steward localnet faucet")
    hasher.update(salt)
    let seed = hasher.finalize()
    key = try Ed25519SecretKey(
      seed: SecretBytes(count: Ed25519SecretKey.seedByteCount) { target in
        seed.withUnsafeBytes { target.copyMemory(from: $0) }
      })
    address = SomaAddress(key.publicKey)
    self.configuration = configuration
  }

  /// Pays out, waits for the checkpoint, and says which coins it sent.
  ///
  /// BCS: `Success`, then a sequence of amount, id and digest. Source: WIRE.md 8.
  ///
  /// - Throws: INTERNAL for whatever prevents it.
  func reply(to recipient: SomaAddress, from node: LocalnetNode) async throws -> [UInt8] {
    let record: TransactionRecord
    do throws(SubmissionRefusal) {
      record = try await node.pay { try self.payment(to: recipient, from: $0) }
    } catch {
      throw RPCError(
        code: .internalError, message: "Transfer error: \(error.rpcError(validators: "").message)")
    }
    guard case .success = record.effects.status else {
      throw RPCError(
        code: .internalError,
        message: "Transfer error: Transaction failed: \(record.effects.status)")
    }
    await node.waitForCheckpoint(of: record.digest)
    var writer = BCSWriter()
    writer.write("Success")
    let created = record.effects.changedObjects.filter { $0.operation == .created }
    writer.writeSequence(created) { writer, change in
      writer.write(self.configuration.amount)
      writer.write(change.id.description)
      writer.write(record.digest.description)
    }
    return writer.bytes
  }

  /// A payment out of the richest coin, or `nil` when there is none.
  private func payment(to recipient: SomaAddress, from ledger: Ledger) throws -> SignedTransaction?
  {
    let coins = ledger.ownedObjects(of: address, type: .coin, limit: .max).entries
      .compactMap { ledger.object($0.element.id) }
    guard let coin = coins.max(by: { $0.balance < $1.balance }) else { return nil }
    let count = configuration.coinCount
    let payment = PayCoins(
      coins: [coin.reference], amounts: Array(repeating: configuration.amount, count: count),
      recipients: Array(repeating: recipient, count: count))
    return TransactionData(
      kind: .payCoins(payment), sender: address, gasPayment: [coin.reference]
    ).signed(with: key)
  }
}

extension SomaObject {
  /// What a coin holds.
  fileprivate var balance: Amount { (try? Coin(self))?.balance ?? .zero }
}

extension LocalnetNode {
  /// Executes a transaction that is made of the ledger as it is, so that it uses no coin that
  /// another one has used meanwhile.
  fileprivate func pay(
    _ make: @Sendable (Ledger) throws -> SignedTransaction?
  ) throws(SubmissionRefusal) -> TransactionRecord {
    guard let transaction = try? make(ledger) else { throw .refused(.noGasPayment) }
    return try execute(transaction)
  }
}

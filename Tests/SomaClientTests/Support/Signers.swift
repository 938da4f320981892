import SomaClient
import SomaCrypto
import SomaTypes
import Synchronization

/// Signs as it is told, and counts.
final class TestSigner: TransactionSigner {
  let address: SomaAddress
  private let count = Mutex(0)
  private let body: @Sendable (TransactionData) async throws -> SignedTransaction

  init(
    _ address: SomaAddress,
    _ body: @escaping @Sendable (TransactionData) async throws -> SignedTransaction
  ) {
    self.address = address
    self.body = body
  }

  /// Signs well, with the key of the recordings.
  convenience init() throws {
    let signer = try Recorded.signer()
    self.init(signer.address) { signer.sign($0) }
  }

  /// How many signatures it was asked for.
  var signatures: Int { count.withLock { $0 } }

  func sign(_ data: TransactionData) async throws -> SignedTransaction {
    count.withLock { $0 += 1 }
    return try await body(data)
  }
}

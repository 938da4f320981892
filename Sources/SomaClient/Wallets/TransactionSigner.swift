public import SomaCrypto
public import SomaTypes

/// Whoever signs for an account: a key, a program, a device.
public protocol TransactionSigner: Sendable {
  /// The account.
  var address: SomaAddress { get }

  /// Signs. What comes back is checked before it is used.
  func sign(_ data: TransactionData) async throws -> SignedTransaction
}

extension TransactionSigner {
  /// Signs, and checks that this is what was signed, by this account.
  ///
  /// - Throws: ``WalletError/badSignature(signer:)``; what ``sign(_:)`` throws.
  public func checkedSignature(of data: TransactionData) async throws -> SignedTransaction {
    let transaction = try await sign(data)
    guard data.sender == address, transaction.data == data, transaction.isSignatureValid else {
      throw WalletError.badSignature(signer: address)
    }
    return transaction
  }
}

/// Signs with a key in memory.
public final class KeySigner: TransactionSigner {
  /// The account that the key controls.
  public let address: SomaAddress

  private let key: Ed25519SecretKey

  /// Takes the key.
  public init(_ key: consuming Ed25519SecretKey) {
    address = SomaAddress(key.publicKey)
    self.key = key
  }

  /// Signs; never fails.
  public func sign(_ data: TransactionData) -> SignedTransaction { data.signed(with: key) }
}

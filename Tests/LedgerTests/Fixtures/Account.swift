import SomaCrypto
import SomaTypes

/// An account of the tests, with a key that follows from a number.
struct Account: Hashable, Sendable {
  let number: UInt8

  static let alice = Account(number: 1)
  static let bob = Account(number: 2)
  static let carol = Account(number: 3)
  /// Active validators.
  static let validators = [Account(number: 100), Account(number: 101), Account(number: 102)]

  /// The key, made anew: it cannot be copied.
  private func withKey<Result>(_ body: (borrowing Ed25519SecretKey) throws -> Result) throws
    -> Result
  {
    let seed = try SecretBytes(copying: [UInt8](repeating: number, count: 32))
    return try body(Ed25519SecretKey(seed: seed))
  }

  var address: SomaAddress {
    get throws { try withKey { SomaAddress($0.publicKey) } }
  }

  var publicKey: Ed25519PublicKey {
    get throws { try withKey { $0.publicKey } }
  }

  func signed(_ data: TransactionData) throws -> SignedTransaction {
    try withKey { data.signed(with: $0) }
  }
}

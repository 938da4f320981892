import Custody
public import Manifest
public import SomaClient
import SomaCrypto
public import SomaTypes

/// A wallet as its owner declared it: whose address it is, and who signs.
public struct DeclaredWallet: Sendable {
  /// What was declared.
  public let spec: WalletSpec

  /// Takes a declaration. Nothing is read yet.
  public init(_ spec: WalletSpec) { self.spec = spec }

  /// The account. A key is read only where nothing else says which account it is.
  ///
  /// - Throws: ``StepError/wallet(_:)``; what reading keys and files throws.
  public func address() throws -> SomaAddress {
    switch spec.key {
    case .keystore(let account, let directory):
      let found = try Self.account(named: account, in: directory).address
      return try checked(found)
    case .secret(let reference):
      if let address = spec.address { return address }
      return SomaAddress(try Self.key(reference).publicKey)
    case .external, .offline:
      guard let address = spec.address else {
        throw StepError.wallet("The wallet \(spec.name) names no address.")
      }
      return address
    }
  }

  /// Whoever signs, ready to do so.
  ///
  /// - Throws: ``StepError/signedElsewhere`` for one that nothing here signs for;
  ///   ``StepError/wallet(_:)``; what reading keys and files throws.
  public func signer() throws -> any TransactionSigner {
    switch spec.key {
    case .keystore(let name, let directory):
      let account = try Self.account(named: name, in: directory)
      _ = try checked(account.address)
      let keystore = try Keystore(contentsOf: account.keystore)
      guard let key = try keystore.secretKey(for: account.publicKey) else {
        throw StepError.wallet("\(account.keystore) no longer has the key of \(account.address).")
      }
      return KeySigner(key)
    case .secret(let reference):
      let signer = KeySigner(try Self.key(reference))
      _ = try checked(signer.address)
      return signer
    case .external(let command, let seconds):
      return OutsideSigner(
        address: try address(),
        signer: ExternalSigner(
          command: command, owner: .address(try address()), timeout: .seconds(Int(seconds))))
    case .offline: throw StepError.signedElsewhere
    }
  }

  /// Refuses a key that is not that of the declared address.
  private func checked(_ address: SomaAddress) throws -> SomaAddress {
    guard spec.address == nil || spec.address == address else {
      throw StepError.wallet("The key of the wallet \(spec.name) is that of \(address).")
    }
    return address
  }

  private static func key(_ reference: SecretReference) throws -> Ed25519SecretKey {
    try Ed25519SecretKey(spelled: SecretReader().read(SecretSource(reference)))
  }

  private struct Account {
    var address: SomaAddress
    var publicKey: Ed25519PublicKey
    var keystore: String
  }

  private static func account(named name: String?, in directory: String?) throws -> Account {
    let directory = try directory.map { WalletDirectory(path: $0) } ?? WalletDirectory()
    let config = try ClientConfig(contentsOfFile: directory.clientConfiguration)
    guard case .file(let path) = config.keystore else {
      throw StepError.wallet("\(directory.clientConfiguration) keeps its keys in no file.")
    }
    let keys = try Keystore(contentsOf: path).publicKeys
    let aliases = try AliasFile(contentsOf: AliasFile.path(beside: path))
    let key = keys.first { key in
      let address = SomaAddress(key)
      guard let name else { return address == config.activeAddress }
      return aliases.alias(of: key) == name || (try? SomaAddress(name)) == address
    }
    guard let key else {
      throw StepError.wallet(
        name.map { "\(path) has no account \($0.prefix(16))." }
          ?? "\(directory.clientConfiguration) names no active account that is in \(path).")
    }
    return Account(address: SomaAddress(key), publicKey: key, keystore: path)
  }
}

/// A program that signs.
private struct OutsideSigner: TransactionSigner {
  let address: SomaAddress
  let signer: ExternalSigner

  func sign(_ data: TransactionData) async throws -> SignedTransaction {
    try await signer.sign(data)
  }
}

extension SecretSource {
  /// Where a manifest says that a secret is.
  init(_ reference: SecretReference) {
    self =
      switch reference {
      case .file(let path): .file(path)
      case .credential(let name): .credential(name)
      case .command(let words):
        .command(.program(words.first ?? "", arguments: Array(words.dropFirst())))
      case .environment(let name): .environment(name)
      }
  }
}

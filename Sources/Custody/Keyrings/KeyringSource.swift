public import SomaCrypto

/// Where a keyring lies, and how a run without a person opens it.
///
/// The bytes are those of a keyring file wherever they come from: a credential or a command hands
/// on a file that ``Keyring/file(_:for:unattended:)`` made, plain or sealed.
public struct KeyringSource: Sendable {
  /// The places.
  public enum Place: Hashable, Sendable {
    /// A file of mode 0600.
    case file(String)
    /// A credential of the service manager.
    case credential(String)
    /// What a command prints.
    case command(SecretCommand)
  }

  /// Where the keyring is.
  public var place: Place
  /// Where the passphrase comes from, when not from where the keyring itself says.
  public var passphrase: SecretSource?
  /// Reads credentials, commands and passphrases.
  public var reader: SecretReader

  /// Names the place of a keyring.
  public init(
    _ place: Place, passphrase: SecretSource? = nil, reader: SecretReader = SecretReader()
  ) {
    self.place = place
    self.passphrase = passphrase
    self.reader = reader
  }

  /// Reads the keyring, without opening it.
  ///
  /// - Throws: ``KeyringError``; what reading a secret throws.
  public func read() throws -> SealedKeyring {
    switch place {
    case .file(let path): try KeyringFile(path: path).read()
    case .credential(let name): try SealedKeyring(parsing: reader.read(.credential(name)))
    case .command(let command): try SealedKeyring(parsing: reader.read(.command(command)))
    }
  }

  /// Reads and opens the keyring as cron would: nobody is asked anything.
  ///
  /// - Throws: ``KeyringError``; what reading a secret throws; `CryptoError`.
  public func unlock() throws -> Keyring {
    let sealed = try read()
    if sealed.header.protection == .plain { return try sealed.open() }
    guard let source = passphrase ?? sealed.header.unattended.source else {
      throw KeyringError.passphraseNeeded
    }
    return try sealed.open(passphrase: reader.readLine(source))
  }
}

extension SecretReader {
  /// Reads a passphrase: a secret without the one line break that commands and editors put at its
  /// end.
  ///
  /// - Throws: As ``read(_:)``; ``SecretSourceError/empty(_:)`` also for a line break alone.
  public func readLine(_ source: SecretSource) throws -> SecretBytes {
    let secret = try read(source)
    let count = secret.withUnsafeBytes { bytes in
      var rest = bytes[...]
      if rest.last == UInt8(ascii: "\n") {
        rest = rest.dropLast()
        if rest.last == UInt8(ascii: "\r") { rest = rest.dropLast() }
      }
      return rest.count
    }
    guard count > 0 else { throw SecretSourceError.empty(source) }
    return try secret.copy(0..<count)
  }
}

public import SomaCrypto
public import SomaTypes

/// A master as 24 words: BIP-39 of the 32 bytes themselves. They are not the words of a wallet,
/// although they look the same.
extension Master {
  /// The number of words.
  public static let wordCount = 24

  /// The words with single spaces between them.
  ///
  /// - Throws: `CryptoError`.
  public borrowing func words() throws -> SecretBytes { try Mnemonic(entropy: bytes).phrase() }

  /// Makes the master from its words again.
  ///
  /// - Parameters:
  ///   - words: In either case, split at any white space.
  ///   - id: Which master they should be: it is written beside them.
  ///   - wallets: Addresses that the owner's wallets control. A phrase of one of these is refused:
  ///     whoever reads the master's words could spend from it.
  /// - Throws: ``WordsError``; `CryptoError`.
  public init(
    words: borrowing SecretBytes, id: MasterID, wallets: some Collection<SomaAddress>
  ) throws {
    let master = try Master(uncheckedWords: words, wallets: wallets)
    guard master.id == id else { throw WordsError.wrongWords(expected: id, found: master.id) }
    self = master
  }

  private init(
    uncheckedWords words: borrowing SecretBytes, wallets: some Collection<SomaAddress>
  ) throws {
    let mnemonic = try Self.mnemonic(words)
    // Before the number of words: the phrase of a wallet may have 12.
    let address = SomaAddress(try Ed25519SecretKey(mnemonic: mnemonic).publicKey)
    guard !wallets.contains(address) else { throw WordsError.isWallet(address) }
    guard mnemonic.wordCount == Self.wordCount else {
      throw WordsError.wrongWordCount(mnemonic.wordCount)
    }
    try self.init(mnemonic.entropy.copy(0..<mnemonic.entropy.count))
  }

  private static func mnemonic(_ words: borrowing SecretBytes) throws -> Mnemonic {
    let lowercase = try SecretBytes(count: words.count) { target in
      words.withUnsafeBytes { source in
        for index in source.indices {
          let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(source[index])
          target[index] = isUpper ? source[index] | 0x20 : source[index]
        }
      }
    }
    do {
      return try lowercase.withUnsafeBytes { try Mnemonic(phrase: $0) }
    } catch let error as MnemonicError {
      throw WordsError.badPhrase(error)
    }
  }
}

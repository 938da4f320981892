import COpenSSL
import CSodium

/// A BIP-39 phrase in English, kept as the entropy that its words stand for.
///
/// Source: BIP-39. SOMA uses no passphrase.
public struct Mnemonic: ~Copyable, Sendable {
  /// The lengths that BIP-39 allows, in words; 4/3 of a byte each.
  public static let wordCounts = [12, 15, 18, 21, 24]

  private static let bitsPerWord = 11

  /// 16, 20, 24, 28 or 32 bytes.
  public let entropy: SecretBytes

  /// The number of words.
  public var wordCount: Int { entropy.count * 3 / 4 }

  /// Reads words in lower case, split at any white space. Any bytes may be given.
  ///
  /// - Throws: ``MnemonicError``; ``CryptoError/noGuardedMemory``.
  public init(phrase: UnsafeRawBufferPointer) throws {
    let wordCount = TextWords(phrase).reduce(0) { count, _ in count + 1 }
    guard Self.wordCounts.contains(wordCount) else {
      throw MnemonicError.wrongWordCount(wordCount)
    }
    let entropyCount = wordCount * 4 / 3
    let bits = try SecretBytes(count: entropyCount + 1) { bits in
      for (index, range) in TextWords(phrase).enumerated() {
        let word = UnsafeRawBufferPointer(rebasing: phrase[range])
        guard let number = EnglishWords.number(of: word) else {
          throw MnemonicError.unknownWord(position: index + 1)
        }
        Self.write(number, at: index, into: bits)
      }
    }
    let entropy = try bits.copy(0..<entropyCount)
    let checksum = try Self.checksum(of: entropy)
    let isRight = bits.withUnsafeBytes { $0[entropyCount] == checksum }
    guard isRight else { throw MnemonicError.wrongChecksum }
    self.entropy = entropy
  }

  /// Takes the entropy itself.
  ///
  /// - Throws: ``MnemonicError/wrongEntropyCount(_:)`` unless it has 16, 20, 24, 28 or 32 bytes;
  ///   ``CryptoError/noGuardedMemory``.
  public init(entropy: borrowing SecretBytes) throws {
    guard Self.wordCounts.contains(where: { $0 * 4 / 3 == entropy.count }) else {
      throw MnemonicError.wrongEntropyCount(entropy.count)
    }
    self.entropy = try entropy.copy(0..<entropy.count)
  }

  /// The words with single spaces between them, in lower case.
  ///
  /// - Throws: ``CryptoError/noGuardedMemory``.
  public borrowing func phrase() throws -> SecretBytes {
    let checksum = try Self.checksum(of: entropy)
    let entropyCount = entropy.count
    let bits = try SecretBytes(count: entropyCount + 1) { bits in
      entropy.withUnsafeBytes { bits.copyMemory(from: $0) }
      bits[entropyCount] = checksum
    }
    let words = 0..<wordCount
    return try bits.withUnsafeBytes { bits in
      let count = words.reduce(words.count - 1) {
        $0 + EnglishWords.all[Self.number(at: $1, in: bits)].utf8.count
      }
      return try SecretBytes(count: count) { phrase in
        var rest = phrase[...]
        for index in words {
          let word = EnglishWords.all[Self.number(at: index, in: bits)].utf8
          UnsafeMutableRawBufferPointer(rebasing: rest).copyBytes(from: word)
          rest = rest.dropFirst(word.count)
          guard let space = rest.indices.first else { break }  // behind the last word
          rest[space] = UInt8(ascii: " ")
          rest = rest.dropFirst()
        }
      }
    }
  }

  /// The 64-byte seed: PBKDF2-HMAC-SHA512 of the phrase, salt "mnemonic", 2048 rounds.
  ///
  /// - Throws: ``CryptoError``.
  public borrowing func seed() throws -> SecretBytes {
    let phrase = try phrase()
    let salt = Array("mnemonic".utf8)
    return try SecretBytes(count: 64) { seed in
      let result = phrase.withUnsafeBytes { phrase in
        PKCS5_PBKDF2_HMAC(
          phrase.bindMemory(to: CChar.self).baseAddress, Int32(phrase.count),
          salt, Int32(salt.count), 2048, EVP_sha512(),
          Int32(seed.count), seed.bindMemory(to: UInt8.self).baseAddress)
      }
      guard result == 1 else { throw CryptoError.libraryFailed("PKCS5_PBKDF2_HMAC") }
    }
  }
}

extension Mnemonic {
  /// The first bits of SHA-256, one for every four bytes of entropy, in the upper bits of a byte.
  private static func checksum(of entropy: borrowing SecretBytes) throws -> UInt8 {
    try Sodium.start()
    let digest = try SecretBytes(count: Int(crypto_hash_sha256_BYTES)) { digest in
      guard let output = digest.bindMemory(to: UInt8.self).baseAddress else { return }
      // Cannot fail: the function has no failure.
      _ = entropy.withPointer { crypto_hash_sha256(output, $0, UInt64(entropy.count)) }
    }
    let bits = UInt8(entropy.count / 4)
    return digest.withUnsafeBytes { $0[0] } & ~UInt8(truncatingIfNeeded: 0xff >> UInt(bits))
  }

  private static func write(
    _ number: Int, at index: Int, into bits: UnsafeMutableRawBufferPointer
  ) {
    for bit in 0..<bitsPerWord where number >> (bitsPerWord - 1 - bit) & 1 == 1 {
      let position = index * bitsPerWord + bit
      bits[position / 8] |= 0x80 >> UInt8(position % 8)
    }
  }

  private static func number(at index: Int, in bits: UnsafeRawBufferPointer) -> Int {
    (index * bitsPerWord..<(index + 1) * bitsPerWord).reduce(0) { number, position in
      number << 1 | Int(bits[position / 8] >> UInt8(7 - position % 8) & 1)
    }
  }
}

public import SomaCrypto

/// The keys in a `soma.keystore`: a JSON array of strings, each Base64 of a flag byte and a seed.
///
/// The file is read once and never written. Its text and its keys are in guarded memory only.
/// Source: `soma-keys` of the chain.
public struct Keystore: ~Copyable, Sendable {
  /// The most bytes that a file may have: 1 MiB, more than 20 000 keys.
  public static let byteLimit = 1_048_576

  /// The public keys in the order of the file, each once.
  public let publicKeys: [Ed25519PublicKey]

  /// The seeds one after another, in the same order.
  private let seeds: SecretBytes

  /// Reads a file that only its owner can open.
  ///
  /// - Throws: ``KeystoreError``; `CancellationError`; `CryptoError`.
  public init(contentsOf path: String) throws {
    let text: SecretBytes
    do {
      text = try SecretFile(path: path).read(limit: Self.byteLimit, timeout: .seconds(30))
    } catch let reason as SecretFileError {
      throw KeystoreError.file(reason)
    }
    self = try text.withUnsafeBytes { try Keystore(parsing: $0, file: path) }
  }

  /// Reads the text of a file. Any bytes may be given; time and memory grow with their count.
  ///
  /// - Parameters:
  ///   - text: The text; not kept.
  ///   - file: What errors call it.
  /// - Throws: ``KeystoreError``; `CryptoError`.
  public init(parsing text: UnsafeRawBufferPointer, file: String) throws {
    guard text.count <= Self.byteLimit else {
      throw KeystoreError.file(.tooLong(file, limit: Self.byteLimit))
    }
    var entries = EntryReader(text, file: file)
    var publicKeys: [Ed25519PublicKey] = []
    var places: [Ed25519PublicKey: Int] = [:]
    let seedCount = Ed25519SecretKey.seedByteCount
    // An entry takes 46 bytes of text at least.
    let seeds = try SecretBytes(count: text.count / 46 * seedCount) { seeds in
      while let key = try entries.next() {
        if let first = places.updateValue(entries.number, forKey: key.publicKey) {
          throw KeystoreError.duplicateKey(entries.place, entry: entries.number, first: first)
        }
        let start = publicKeys.count * seedCount
        try key.seed().withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: seeds[start..<start + seedCount])
            .copyMemory(from: $0)
        }
        publicKeys.append(key.publicKey)
      }
    }
    self.publicKeys = publicKeys
    self.seeds = seeds
  }

  /// The secret key that belongs to a public one.
  ///
  /// - Returns: `nil` when the keystore does not have it.
  /// - Throws: `CryptoError.noGuardedMemory`.
  public borrowing func secretKey(
    for publicKey: Ed25519PublicKey
  ) throws -> Ed25519SecretKey? {
    guard let index = publicKeys.firstIndex(of: publicKey) else { return nil }
    let start = index * Ed25519SecretKey.seedByteCount
    return try Ed25519SecretKey(seed: seeds.copy(start..<start + Ed25519SecretKey.seedByteCount))
  }
}

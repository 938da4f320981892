import Foundation
public import SomaCrypto

/// The names that a `soma.aliases` gives to keys: a JSON array of objects with `alias` and
/// `public_key_base64`.
///
/// Public, never written, and optional. Source: `soma-keys` of the chain.
public struct AliasFile: Equatable, Sendable {
  /// A name and the key that it stands for.
  public struct Entry: Hashable, Sendable {
    /// Begins with a letter; then letters, digits, `-`, `_` and `.`.
    public let alias: String

    /// The key.
    public let publicKey: Ed25519PublicKey
  }

  /// The most bytes that a file may have: 8 MiB, for as many keys as a ``Keystore`` has. An entry
  /// takes about 108 bytes and its alias.
  public static let byteLimit = 8_388_608

  /// The entries in the order of the file; no alias and no key is there twice.
  public let entries: [Entry]

  // So that a wallet of many keys does not take the square of their number.
  private let keys: [String: Ed25519PublicKey]
  private let aliases: [Ed25519PublicKey: String]

  /// Reads a file. A missing one gives no names.
  ///
  /// - Throws: ``AliasFileError``; `CancellationError`; `CryptoError.noGuardedMemory`.
  public init(contentsOf path: String) throws {
    let text: [UInt8]
    do {
      text = try SecretFile(path: path, access: .anyone)
        .read(limit: Self.byteLimit, timeout: .seconds(30)).withUnsafeBytes { Array($0) }
    } catch SecretFileError.missing {
      text = Array("[]".utf8)
    } catch let reason as SecretFileError {
      throw AliasFileError.file(reason)
    }
    try self.init(parsing: text, file: path)
  }

  /// Reads the text of a file. Any bytes may be given.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - file: What errors call it.
  /// - Throws: ``AliasFileError``.
  public init(parsing text: [UInt8], file: String) throws(AliasFileError) {
    let rows: [Row]
    do { rows = try JSONDecoder().decode([Row].self, from: Data(text)) } catch {
      throw .notAliases(file)
    }
    var entries: [Entry] = []
    var aliases: [String: Int] = [:]
    var keys: [Ed25519PublicKey: Int] = [:]
    for (number, row) in zip(1..., rows) {
      guard Self.isAlias(row.alias) else { throw .badAlias(file, entry: number) }
      let key: Ed25519PublicKey
      do throws(EncodingError) { key = try Ed25519PublicKey(base64: row.key) } catch {
        throw .badKey(file, entry: number, error)
      }
      if let first = aliases.updateValue(number, forKey: row.alias) {
        throw .duplicateAlias(file, entry: number, first: first)
      }
      if let first = keys.updateValue(number, forKey: key) {
        throw .duplicateKey(file, entry: number, first: first)
      }
      entries.append(Entry(alias: row.alias, publicKey: key))
    }
    self.entries = entries
    self.keys = Dictionary(uniqueKeysWithValues: entries.map { ($0.alias, $0.publicKey) })
    self.aliases = Dictionary(uniqueKeysWithValues: entries.map { ($0.publicKey, $0.alias) })
  }

  /// The key that is called `alias`.
  public func publicKey(called alias: String) -> Ed25519PublicKey? {
    keys[alias]
  }

  /// What `publicKey` is called.
  public func alias(of publicKey: Ed25519PublicKey) -> String? {
    aliases[publicKey]
  }

  private static func isAlias(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z][-A-Za-z0-9_.]*/) != nil
  }

  private struct Row: Decodable {
    var alias: String
    var key: String

    enum CodingKeys: String, CodingKey {
      case alias
      case key = "public_key_base64"
    }
  }
}

extension AliasFile {
  /// Where the aliases of a keystore are: beside it, with the extension `aliases`.
  public static func path(beside keystore: String) -> String {
    let name = keystore.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else {
      return keystore + ".aliases"
    }
    return keystore[..<dot] + ".aliases"
  }
}

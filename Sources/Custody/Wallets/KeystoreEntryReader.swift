import Diagnostics
import SomaCrypto

extension Keystore {
  /// Reads the entries of a keystore's text, one key at a time.
  struct EntryReader {
    private let text: UnsafeRawBufferPointer
    private let file: String
    private var scanner: KeystoreScanner

    /// The number of the entry read last, counted from 1.
    private(set) var number = 0

    /// Where the reader stands.
    var place: Place { Place(file: file, line: scanner.line) }

    init(_ text: UnsafeRawBufferPointer, file: String) {
      self.text = text
      self.file = file
      scanner = KeystoreScanner(text)
    }

    /// Reads the next key; `nil` at the end.
    ///
    /// - Throws: ``KeystoreError``; `CryptoError`.
    mutating func next() throws -> Ed25519SecretKey? {
      number += 1
      guard let range = try nextRange() else { return nil }
      do {
        return try Self.key(from: UnsafeRawBufferPointer(rebasing: text[range]))
      } catch let reason as EncodingError {
        throw KeystoreError.badEntry(place, entry: number, reason)
      }
    }

    private mutating func nextRange() throws(KeystoreError) -> Range<Int>? {
      do throws(KeystoreScanner.Failure) { return try scanner.next() } catch {
        let place = Place(file: file, line: error.line)
        throw switch error.expected {
        case .openingBracket where scanner.isAtEnd: .empty(place)
        case .openingBracket: .notAnArray(place)
        case .entry: .noString(place, entry: number)
        case .commaOrClosingBracket: .notSeparated(place, after: number - 1)
        case .closingQuote: .unterminated(place, entry: number)
        case .end: .trailingText(place)
        }
      }
    }

    /// Base64 needs no escapes, but JSON lets writers put a backslash before a slash.
    private static func key(from characters: UnsafeRawBufferPointer) throws -> Ed25519SecretKey {
      let escape = Array("\\/".utf8)
      let escapes = zip(characters, characters.dropFirst()).count { [$0, $1] == escape }
      guard escapes > 0 else { return try Ed25519SecretKey(base64: characters) }
      let plain = try SecretBytes(count: characters.count - escapes) { plain in
        var count = 0
        for index in characters.indices
        where !characters[index...].prefix(2).elementsEqual(escape) {
          plain[count] = characters[index]
          count += 1
        }
      }
      return try plain.withUnsafeBytes { try Ed25519SecretKey(base64: $0) }
    }
  }
}

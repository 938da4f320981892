import Custody
import Diagnostics
import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("Keystores")
struct KeystoreTests {
  private static let rows = KeyPairRow.all
  private static let entry = KeyPairRow.all[0].keystoreBase64

  @Test("all keys of the golden vectors are found by their public keys")
  func reads() throws {
    let keystore = try parse(Self.pretty)
    #expect(keystore.publicKeys.map(\.bytes.description) == Self.rows.map(\.publicKeyHex))
    for row in Self.rows {
      let publicKey = try Ed25519PublicKey(base64: row.publicKeyBase64)
      let seed = try keystore.secretKey(for: publicKey)?.seed()
      #expect(seed?.withUnsafeBytes { Hex.encode($0) } == row.secretHex)
    }
    let stranger = try Ed25519SecretKey().publicKey
    let isMissing = try keystore.secretKey(for: stranger) == nil
    #expect(isMissing)
  }

  @Test(
    "any JSON form of the same array is read",
    arguments: [
      "[]", " [ ] \n", "\r\n\t[\n]",
      #"["\#(entry)"]"#, "\t[\r\n \"\(entry)\" ]\n\n",
    ])
  func forms(text: String) throws {
    let count = text.contains(Self.entry) ? 1 : 0
    #expect(try parse(text).publicKeys.count == count)
  }

  @Test("a slash may have a backslash before it")
  func escapes() throws {
    let row = try #require(Self.rows.first { $0.keystoreBase64.contains("//") })
    let escaped = row.keystoreBase64.replacingOccurrences(of: "/", with: "\\/")
    #expect(try parse("[\"\(escaped)\"]").publicKeys.map(\.base64) == [row.publicKeyBase64])
  }

  @Test(
    "a damaged keystore is refused with its file, entry and line",
    arguments: [
      ("", .empty(place(1))), ("\n \n", .empty(place(3))), ("\0", .notAnArray(place(1))),
      ("{}", .notAnArray(place(1))),
      ("\u{feff}[]", .notAnArray(place(1))),
      ("\"\(entry)\"", .notAnArray(place(1))),
      ("[", .noString(place(1), entry: 1)),
      ("[1]", .noString(place(1), entry: 1)),
      ("[null]", .noString(place(1), entry: 1)),
      ("[[\"\(entry)\"]]", .noString(place(1), entry: 1)),
      ("[,]", .noString(place(1), entry: 1)),
      ("['\(entry)']", .noString(place(1), entry: 1)),
      ("[\n\"\(entry)\",\n]", .noString(place(3), entry: 2)),
      ("[\n\"\(entry)\"\n\"\(entry)\"]", .notSeparated(place(3), after: 1)),
      ("[\n\"\(entry)\"\n", .notSeparated(place(3), after: 1)),
      ("[\"\(entry)\" // mine\n]", .notSeparated(place(1), after: 1)),
      ("[\n\"\(entry)", .unterminated(place(2), entry: 1)),
      ("[\"\(entry)\\\"]", .unterminated(place(1), entry: 1)),
      ("[\"\(entry)\\", .unterminated(place(1), entry: 1)),
      ("[\"\(entry)\n\"]", .unterminated(place(1), entry: 1)),
      ("[]\n[]", .trailingText(place(2))),
      ("[]\0", .trailingText(place(1))),
      ("[\"\(entry)\"]]", .trailingText(place(1))),
      ("[\"\"]", .badEntry(place(1), entry: 1, .wrongByteCount(expected: 33, actual: 0))),
      ("[\"AAAA\"]", .badEntry(place(1), entry: 1, .wrongByteCount(expected: 33, actual: 3))),
      (
        "[\n\n\"\(entry)AAAA\"]",
        .badEntry(place(3), entry: 1, .wrongByteCount(expected: 33, actual: 36))
      ),
      ("[\"\(entry.dropLast())\"]", .badEntry(place(1), entry: 1, .invalidPadding)),
      ("[\" \(entry)\"]", .badEntry(place(1), entry: 1, .invalidCharacter(at: 0))),
      ("[\"\(entry)\\n\"]", .badEntry(place(1), entry: 1, .invalidCharacter(at: 44))),
      (
        "[\"\(entry.dropLast())\\u0052\"]", .badEntry(place(1), entry: 1, .invalidCharacter(at: 43))
      ),
      ("[\"AR\(entry.dropFirst(2))\"]", .badEntry(place(1), entry: 1, .wrongFlag(1))),
      ("[\"/R\(entry.dropFirst(2))\"]", .badEntry(place(1), entry: 1, .wrongFlag(nil))),
      (
        "[\n\"\(entry)\",\n\"\(entry)\"\n]", .duplicateKey(place(3), entry: 2, first: 1)
      ),
    ] as [(String, KeystoreError)])
  func refuses(text: String, reason: KeystoreError) {
    #expect(throws: reason) { _ = try parse(text) }
  }

  @Test("each damage has a code of its own, and shows nothing of an entry")
  func codes() {
    let errors: [(KeystoreError, String)] = [
      (.notAnArray(Self.place(1)), "keystore.notAnArray"),
      (.badEntry(Self.place(1), entry: 1, .invalidPadding), "keystore.notBase64"),
      (.badEntry(Self.place(1), entry: 1, .wrongFlag(1)), "keystore.wrongFlag"),
      (
        .badEntry(Self.place(1), entry: 1, .wrongByteCount(expected: 33, actual: 32)),
        "keystore.wrongLength"
      ),
      (.file(.looseMode("k", mode: 0o644)), "keystore.looseMode"),
      (.file(.missing("k")), "keystore.missing"),
    ]
    for (error, code) in errors { #expect(error.diagnostic.code == code) }
    let loose = KeystoreError.file(.looseMode("k", mode: 0o644)).diagnostic
    #expect(loose.remedies == ["chmod 600 k"])
    #expect(loose.place == Place(file: "k"))
  }

  @Test("a file that only its owner can open is read, and left as it is")
  func file() async throws {
    try await withTemporaryDirectory { directory in
      let path = try write(Self.pretty.utf8, in: directory)
      let before = try FileManager.default.attributesOfItem(atPath: path)
      #expect(try Keystore(contentsOf: path).publicKeys.count == Self.rows.count)
      let after = try FileManager.default.attributesOfItem(atPath: path)
      #expect(before[.modificationDate] as? Date == after[.modificationDate] as? Date)
      #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.pretty)
    }
  }

  @Test("a file that others can open, that is missing or too long is refused")
  func badFile() async throws {
    try await withTemporaryDirectory { directory in
      let loose = try write(Self.pretty.utf8, mode: 0o640, in: directory)
      #expect(throws: KeystoreError.file(.looseMode(loose, mode: 0o640))) {
        _ = try Keystore(contentsOf: loose)
      }
      let missing = directory.path() + "none"
      #expect(throws: KeystoreError.file(.missing(missing))) {
        _ = try Keystore(contentsOf: missing)
      }
      let spaces = [UInt8](repeating: 0x20, count: Keystore.byteLimit - 1)
      let whole = try write("[".utf8 + spaces.dropLast() + "]".utf8, in: directory)
      #expect(try Keystore(contentsOf: whole).publicKeys.isEmpty)
      let long = try write("[]".utf8 + spaces, in: directory)
      #expect(throws: KeystoreError.file(.tooLong(long, limit: Keystore.byteLimit))) {
        _ = try Keystore(contentsOf: long)
      }
      #expect(throws: KeystoreError.file(.tooLong("m", limit: Keystore.byteLimit))) {
        _ = try SecretBytes("[]".utf8 + spaces)
          .withUnsafeBytes { _ = try Keystore(parsing: $0, file: "m") }
      }
    }
  }

  @Test("every cut of a keystore is refused")
  func cuts() throws {
    let text = Array("[\"\(Self.rows[2].keystoreBase64)\", \"\(Self.entry)\"]".utf8)
    for count in 0..<text.count {
      #expect(throws: KeystoreError.self) { try parse(text.prefix(count)) }
    }
    #expect(try parse(text).count == 2)
  }

  @Test("arbitrary bytes are refused or read, and nothing worse")
  func arbitrary() {
    var generator = Generator(state: 3)
    let pieces = [
      "[", "]", ",", "\"", "\\", "\\/", " ", "\n", "A", "=", "\0", "\u{e9}", Self.entry,
      "\"\(Self.entry)\"",
    ].map { Array($0.utf8) }
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...12, using: &generator)
      let text = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      do { _ = try parse(text) } catch { #expect(error is KeystoreError) }
    }
  }

  @Test("an input made of openings or entries without end takes no time to speak of")
  func large() {
    for piece in ["[", "\"", "\\/", "[\"\",", " ", "\n"] {
      let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
      #expect(throws: KeystoreError.self) { try parse(text.utf8) }
      #expect(throws: KeystoreError.self) { try parse(("[\"" + text).utf8) }
    }
  }

  private static let pretty =
    "[\n" + rows.map { "  \"\($0.keystoreBase64)\"" }.joined(separator: ",\n") + "\n]"

  private static func place(_ line: Int) -> Place { Place(file: "soma.keystore", line: line) }

  private func parse(_ text: String) throws -> Keystore {
    try SecretBytes(text.utf8)
      .withUnsafeBytes { try Keystore(parsing: $0, file: "soma.keystore") }
  }

  private func parse(_ text: some Collection<UInt8>) throws -> [Ed25519PublicKey] {
    try SecretBytes(text)
      .withUnsafeBytes { try Keystore(parsing: $0, file: "soma.keystore").publicKeys }
  }
}

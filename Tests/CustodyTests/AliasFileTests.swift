import Custody
import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("Alias files")
struct AliasFileTests {
  private static let rows = KeyPairRow.all
  private static let (first, second) = (rows[0].publicKeyBase64, rows[1].publicKeyBase64)

  @Test("names and keys are found by each other")
  func reads() throws {
    let entries = Self.rows.enumerated().map { number, row in
      #"{"alias": "a\#(number).B-_", "public_key_base64": "\#(row.publicKeyBase64)"}"#
    }
    let file = try parse("[\n" + entries.joined(separator: ",\n") + "\n]")
    #expect(file.entries.count == Self.rows.count)
    for (number, row) in Self.rows.enumerated() {
      let key = try Ed25519PublicKey(base64: row.publicKeyBase64)
      #expect(file.publicKey(called: "a\(number).B-_") == key)
      #expect(file.alias(of: key) == "a\(number).B-_")
    }
    #expect(file.publicKey(called: "nobody") == nil)
  }

  @Test("a file is read whatever its mode, and a missing one gives no names")
  func files() async throws {
    try await withTemporaryDirectory { directory in
      let text = #"[{"alias":"a","public_key_base64":"\#(Self.first)"}]"#
      let path = try write(text.utf8, mode: 0o644, in: directory)
      #expect(try AliasFile(contentsOf: path).entries.map(\.alias) == ["a"])
      #expect(try AliasFile(contentsOf: path + ".none").entries == [])
      #expect(throws: AliasFileError.file(.notAFile(directory.path()))) {
        try AliasFile(contentsOf: directory.path())
      }
    }
  }

  @Test(
    "a damaged file is refused with the number of the entry",
    arguments: [
      ("", .notAliases("f")), ("{}", .notAliases("f")), ("[] x", .notAliases("f")),
      (#"[{"alias":"a"}]"#, .notAliases("f")),
      (#"[{"alias":1,"public_key_base64":"\#(first)"}]"#, .notAliases("f")),
      (
        #"[{"alias":"a","public_key_base64":"AAAA"}]"#,
        .badKey("f", entry: 1, .wrongByteCount(expected: 33, actual: 3))
      ),
      (
        #"[{"alias":"a","public_key_base64":"AQ\#(first.dropFirst(2))"}]"#,
        .badKey("f", entry: 1, .wrongFlag(1))
      ),
      (row("", first), .badAlias("f", entry: 1)), (row("1a", first), .badAlias("f", entry: 1)),
      (row("a b", first), .badAlias("f", entry: 1)), (row("é", first), .badAlias("f", entry: 1)),
      (row("a\\n", first), .badAlias("f", entry: 1)),
      (row("a", first, "a", second), .duplicateAlias("f", entry: 2, first: 1)),
      (row("a", first, "b", first), .duplicateKey("f", entry: 2, first: 1)),
    ] as [(String, AliasFileError)])
  func refuses(text: String, reason: AliasFileError) {
    #expect(throws: reason) { try parse(text) }
  }

  @Test("more keys than fit into 1 MiB are read and found in time", .timeLimit(.minutes(1)))
  func many() async throws {
    try await withTemporaryDirectory { directory in
      let keys = (0..<12_000 as Range<UInt32>).map { number in
        let tail = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return Ed25519PublicKey(bytes: Bytes32 { $0[28...].copyBytes(from: tail) })
      }
      let columns = keys.enumerated().flatMap { ["an-alias-of-some-length-\($0)", $1.base64] }
      let path = try write(Self.row(columns).utf8, in: directory)
      let file = try AliasFile(contentsOf: path)
      #expect(file.entries.map(\.publicKey) == keys)
      #expect(
        file.entries.allSatisfy {
          file.publicKey(called: $0.alias) == $0.publicKey
            && file.alias(of: $0.publicKey) == $0.alias
        })
    }
  }

  @Test("deep nesting is refused")
  func deep() {
    let text = String(repeating: "[", count: AliasFile.byteLimit)
    #expect(throws: AliasFileError.notAliases("f")) { try parse(text) }
  }

  private static func row(_ columns: String...) -> String { row(columns) }

  private static func row(_ columns: [String]) -> String {
    let entries = stride(from: 0, to: columns.count, by: 2).map {
      #"{"alias":"\#(columns[$0])","public_key_base64":"\#(columns[$0 + 1])"}"#
    }
    return "[\(entries.joined(separator: ","))]"
  }

  private func parse(_ text: String) throws -> AliasFile {
    try AliasFile(parsing: Array(text.utf8), file: "f")
  }
}

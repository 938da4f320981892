import BCS
import Diagnostics
import SomaTypes
import TestSupport
import Testing

@Suite("urls.json: what the real SDK makes of URLs")
struct CanonicalURLTests {
  struct File: Decodable {
    struct Row: Decodable {
      let input: String
      let canonical: String?
      let refused: String?
      let code: String?
    }
    let urls: [Row]
    let refusedOnPurpose: [Row]
  }

  let file: File
  init() throws { file = try vectors("urls", in: .module) }

  @Test("what the node canonicalises has the same canonical form here, and keeps it")
  func canonical() throws {
    let rows = file.urls.filter { $0.canonical != nil }
    #expect(rows.count > 400)
    for row in rows {
      let url = Result { try CanonicalURL(row.input) }
      #expect((try? url.get())?.text == row.canonical, "\(row.input.debugDescription)")
      let again = Result { try CanonicalURL(canonical: row.canonical ?? "") }
      #expect((try? again.get())?.text == row.canonical, "\(row.input.debugDescription)")
    }
  }

  @Test("what the node refuses is refused here, for the same reason")
  func refused() throws {
    let codes: [String: Set<String>] = [
      "relative URL without a base": ["url.missingScheme"],
      "empty host": ["url.missingHost", "url.unconvertibleHost"],
      "invalid port number": ["url.invalidPort"],
      "invalid IPv4 address": ["url.invalidIPv4Address"],
      "invalid IPv6 address": ["url.invalidIPv6Address"],
      "invalid domain character": ["url.forbiddenInHost"],
      "invalid international domain name": [
        "url.forbiddenInHost", "url.unconvertibleHost", "url.invalidPunycode",
      ],
    ]
    let rows = file.urls.filter { $0.refused != nil }
    #expect(rows.count > 150)
    for row in rows {
      let error = #expect(throws: CanonicalURLError.self, "\(row.input.debugDescription)") {
        _ = try CanonicalURL(row.input)
      }
      let expected = try #require(codes[row.refused ?? ""])
      let code = try #require(error).diagnostic.code
      #expect(expected.contains(code), "\(row.input.debugDescription): \(code)")
    }
  }

  @Test("what programs disagree about is refused although the node takes it")
  func refusedOnPurpose() throws {
    #expect(file.refusedOnPurpose.count > 20)
    for row in file.refusedOnPurpose {
      #expect(row.canonical != nil)
      let error = #expect(throws: CanonicalURLError.self, "\(row.input.debugDescription)") {
        _ = try CanonicalURL(row.input)
      }
      #expect(error?.diagnostic.code == row.code, "\(row.input.debugDescription)")
    }
  }

  @Test("a text that is not canonical is refused where bytes are signed, with its canonical form")
  func strict() throws {
    let canonical = try CanonicalURL("https://example.com/b")
    #expect(throws: CanonicalURLError.notCanonical(canonical)) {
      _ = try CanonicalURL(canonical: "HTTPS://example.com/a/../b")
    }
    for row in file.urls where row.canonical != nil && row.canonical != row.input {
      #expect(throws: CanonicalURLError.self, "\(row.input.debugDescription)") {
        _ = try CanonicalURL(canonical: row.input)
      }
    }
  }

  @Test("BCS is the string, and only a canonical one is read")
  func bcs() throws {
    let url = try CanonicalURL("https://h/é")
    #expect(url.bcsBytes == [16] + Array("https://h/%C3%A9".utf8))
    #expect(try CanonicalURL(bcsBytes: url.bcsBytes) == url)
    let typed = Array("https://h".utf8)
    let error = #expect(throws: BCSError.self) {
      _ = try CanonicalURL(bcsBytes: [UInt8(typed.count)] + typed)
    }
    let reason = "Its canonical form is https://h/"
    #expect(error == BCSError(.invalidValue(type: "Url", reason: reason), at: 0))
  }
}

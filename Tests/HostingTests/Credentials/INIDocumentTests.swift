import Testing

@testable import Hosting

@Suite("Shared configuration files")
struct INIDocumentTests {
  private func read(_ text: String) throws -> [String: [String: String]] {
    let bytes = Array(text.utf8)
    let document = try bytes.withUnsafeBytes { try INIDocument(parsing: $0) }
    return document.sections.mapValues { settings in
      settings.mapValues { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  @Test("sections, settings, comments and nested settings")
  func reads() throws {
    let text =
      "; first\r\n[a]\r\nKey = value = more\r\n\r\n# no\r\nempty =\r\nnested =\r\n  x = 1\r\n"
      + "after: b # not a comment\n[ b ]\nc=d"
    #expect(
      try read(text) == [
        "a": ["key": "value = more", "empty": "", "nested": "", "after": "b # not a comment"],
        "b": ["c": "d"],
      ])
    #expect(try read("") == [:])
    #expect(try read("\u{FEFF}[x]\r\nk = v\r\n") == ["x": ["k": "v"]])
  }

  @Test(
    "what programs would disagree about is refused with its line",
    arguments: [
      ("k = v", INIFault(.noSection, line: 1)), ("[a]\nk", INIFault(.noSetting, line: 2)),
      ("[a]\n= v", INIFault(.noSetting, line: 2)), ("\n[a", INIFault(.badSection, line: 2)),
      ("[]", INIFault(.badSection, line: 1)), ("[a]\n[a]", INIFault(.duplicateSection, line: 2)),
      ("[a]\nk=1\nK=2", INIFault(.duplicateSetting, line: 3)),
    ])
  func refuses(text: String, fault: INIFault) {
    #expect(throws: fault) { try read(text) }
  }

  @Test("names that are no text are refused")
  func notText() {
    let bytes: [UInt8] = [UInt8(ascii: "["), 0xFF, UInt8(ascii: "]")]
    #expect(throws: INIFault(.invalidText, line: 1)) {
      try bytes.withUnsafeBytes { try INIDocument(parsing: $0) }
    }
  }

  @Test(
    "lines are split as a shell does",
    arguments: [
      ("a b  c", ["a", "b", "c"]), ("", []), ("'a b' \"c d\"", ["a b", "c d"]),
      ("a\\ b", ["a b"]), ("\"a\\\"b\\n\"", ["a\"b\\n"]), ("''", [""]), ("a'b'\"c\"", ["abc"]),
      ("'\u{301}a b'", ["\u{301}a b"]), ("'a", nil), ("a\\", nil),
      ("$HOME `x` ~ *", ["$HOME", "`x`", "~", "*"]),
    ] as [(String, [String]?)])
  func words(line: String, words: [String]?) {
    #expect(ShellWords.split(line) == words)
  }
}

import Testing

@testable import SomaClient

@Suite struct PrintableTextTests {
  @Test(
    "what could disturb a terminal or a reader is escaped",
    arguments: [
      ("Object 0x5 not found", "Object 0x5 not found"),
      ("é 日本 ✓", "é 日本 ✓"),
      ("a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"),
      ("\u{1b}[31mred\u{7f}\u{9b}", "\\u{1b}[31mred\\u{7f}\\u{9b}"),
      ("abc\u{202e}cba\u{200b}\u{2066}", "abc\\u{202e}cba\\u{200b}\\u{2066}"),
      ("a\u{2028}b\u{2029}c\u{85}", "a\\u{2028}b\\u{2029}c\\u{85}"),
      ("\\u{1b}", "\\u{5c}u{1b}"),
      ("", ""),
    ])
  func escapes(text: String, shown: String) {
    #expect(PrintableText(text).description == shown)
  }

  @Test("the length is bounded, and the rest is counted")
  func bounds() {
    #expect(PrintableText("abcd", limit: 4).description == "abcd")
    #expect(PrintableText("abcdef", limit: 4).description == "abcd… (2 characters more)")
    let long = PrintableText(String(repeating: "\u{1b}", count: 1_000_000)).description
    #expect(long.utf8.count < 3000)
  }
}

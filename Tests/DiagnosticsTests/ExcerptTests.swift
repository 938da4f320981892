import Diagnostics
import Testing

@Suite("Excerpt")
struct ExcerptTests {
  @Test(
    "shows one printable line of at most so many characters",
    arguments: [
      ("plain, größe, 日本 🙂", 80, "plain, größe, 日本 🙂"),
      ("", 80, ""),
      ("abc", 3, "abc"),
      ("abcd", 3, "abc…"),
      // Cursor, line break, NUL, C1, right-to-left override, zero-width, line separator, private.
      ("\u{1B}[2J", 80, "\u{FFFD}[2J"),
      ("a\r\nb\0", 80, "a\u{FFFD}\u{FFFD}b\u{FFFD}"),
      ("\u{9B}\u{202E}\u{200B}\u{2028}\u{E000}", 80, "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ])
  func printable(text: String, limit: Int, shown: String) {
    let description = Excerpt(text, limit: limit).description
    #expect(Array(description.unicodeScalars) == Array(shown.unicodeScalars))
  }
}

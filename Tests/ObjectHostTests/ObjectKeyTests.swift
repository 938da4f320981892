import ObjectHost
import Testing

@Suite("Keys of objects") struct ObjectKeyTests {
  @Test(
    "a path is decoded to a key",
    arguments: [
      ("a", "a"), ("weights/01ab-23cd", "weights/01ab-23cd"), ("a%20b%2Fc", "a b/c"),
      ("%C3%A4", "ä"), ("ä", "ä"), ("a+b", "a+b"), ("..a/b..", nil), ("x..a/b..", "x..a/b.."),
      ("a/.hidden", "a/.hidden"), ("%25", "%"), ("a%2fb", "a/b"),
    ])
  func decoded(path: String, key: String?) {
    #expect((try? ObjectKey(percentEncoded: path))?.text == key)
  }

  @Test(
    "a path that is no key is refused",
    arguments: [
      ("", ObjectKeyError.empty), ("/", .emptySegment), ("a/", .emptySegment),
      ("/a", .emptySegment), ("a//b", .emptySegment), ("..", .dotSegment), (".", .dotSegment),
      ("../etc/passwd", .dotSegment), ("a/../b", .dotSegment), ("a/..", .dotSegment),
      ("a/./b", .dotSegment), ("%2e%2e/etc", .dotSegment), ("%2E%2E%2Fetc", .dotSegment),
      ("a%2f..%2fb", .dotSegment), (".admin/faults", .reserved), (".objecthost/lock", .reserved),
      ("%2eobjecthost", .reserved), ("...", .reserved), ("a%00b", .controlCharacter(position: 2)),
      ("a%0ab", .controlCharacter(position: 2)), ("%7f", .controlCharacter(position: 1)),
      ("%", .badEscape(position: 1)), ("a%2", .badEscape(position: 2)),
      ("%zz", .badEscape(position: 1)), ("%+1", .badEscape(position: 1)), ("%ff", .notUTF8),
      ("%c0%ae%c0%ae/etc", .notUTF8), ("%ed%a0%80", .notUTF8),
      (String(repeating: "a", count: 256), .segmentTooLong(byteCount: 256)),
      (
        Array(repeating: "abcd", count: 206).joined(separator: "/"),
        ObjectKeyError.tooLong(byteCount: 1029)
      ),
    ])
  func refused(path: String, error: ObjectKeyError) {
    #expect(throws: error) { try ObjectKey(percentEncoded: path) }
  }

  @Test("the longest key and the longest segment are possible")
  func longest() throws {
    let segment = String(repeating: "ä", count: 127) + "a"
    let key = Array(repeating: segment, count: 4).joined(separator: "/") + "/a"
    #expect(key.utf8.count == 1025)
    #expect(throws: ObjectKeyError.tooLong(byteCount: 1025)) { try ObjectKey(key) }
    #expect(try ObjectKey(String(key.dropLast(2))).text.utf8.count == 1023)
  }

  @Test("a path with endless escapes is refused before it is decoded")
  func endless() {
    let path = String(repeating: "%61", count: 2000)
    #expect(throws: ObjectKeyError.tooLong(byteCount: 6000)) {
      try ObjectKey(percentEncoded: path)
    }
  }

  @Test("a key becomes one path", arguments: [("a b/c", "a%20b/c"), ("ä%?#", "%C3%A4%25%3F%23")])
  func encoded(key: String, path: String) throws {
    #expect(try ObjectKey(key).percentEncoded == path)
    #expect(try ObjectKey(percentEncoded: path).text == key)
  }
}

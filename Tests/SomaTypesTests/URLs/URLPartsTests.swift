import Diagnostics
import SomaTypes
import TestSupport
import Testing

@Suite("Parts, limits and messages of URLs")
struct URLPartsTests {
  @Test("the parts are those of the canonical text")
  func parts() throws {
    let url = try CanonicalURL("HTTPS://u:p@Bücher.example:8443/a/../b c/w.bin?q=é#f g")
    #expect(url.text == "https://u:p@xn--bcher-kva.example:8443/b%20c/w.bin?q=%C3%A9#f%20g")
    #expect(url.scheme == "https")
    #expect(url.host == "xn--bcher-kva.example")
    #expect(url.port == 8443)
    #expect(url.path == "/b%20c/w.bin")
    #expect(url.query == "q=%C3%A9")
    #expect(url.fragment == "f%20g")
    #expect(url.lastPathSegment == "w.bin")
    #expect(url.hasCredentials)
  }

  @Test(
    "a part that is not there is nil or empty",
    arguments: [
      ("https://h:443", "h", nil, "/", nil),
      ("https://h/a/", "h", nil, "/a/", nil),
      ("https://h/a", "h", nil, "/a", "a"),
      ("https://[::1]:80/a", "[::1]", 80, "/a", "a"),
      ("http://0x7f.1/%2F", "127.0.0.1", nil, "/%2F", "%2F"),
      ("s3://bucket", "bucket", nil, "", nil),
      ("s3:///key", "", nil, "/key", "key"),
      ("file:/a/b", "", nil, "/a/b", "b"),
      ("foo:/.//x", nil, nil, "//x", "x"),
      ("mailto:a@b/c", nil, nil, "a@b/c", nil),
    ] as [(String, String?, UInt16?, String, String?)])
  func missingParts(
    text: String, host: String?, port: UInt16?, path: String, lastSegment: String?
  ) throws {
    let url = try CanonicalURL(text)
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.path == path)
    #expect(url.query == nil)
    #expect(url.fragment == nil)
    #expect(url.lastPathSegment == lastSegment)
    #expect(!url.hasCredentials)
    #expect(url.description == url.text)
  }

  @Test("equal when the texts are")
  func equality() throws {
    let urls = try ["https://h", "HTTPS://H:443/", "https://h/."].map { try CanonicalURL($0) }
    #expect(Set(urls).count == 1)
    #expect(try CanonicalURL("https://h/?") != urls[0])
  }

  @Test(
    "a password shows in no description and no message",
    arguments: [
      "https://hunter2:hunter2@h/", "https://hunter2@h/", "ftp://u:hunter2@h",
      "https://u:hunter2@/", "https://u:hunter2/x@h/", "https://u:hunter2#x@h", "u:hunter2@h",
      "https://u:hunter2@h:x/", "https://u:hunter2@h<>/", "https://u:hunter2@[1]/",
      "https://u:hunter2@1.2.3.4.5/", "https://u:hunter2@xn--/", "https://u:hunter2@h/c:/..",
      "https://hunter2 /", "https://h:hunter2/", "https://hunter2.1/", "https://xn--hunter2-/",
    ])
  func secrets(text: String) {
    let typed = Result { try CanonicalURL(text) }
    let strict = Result { try CanonicalURL(canonical: text) }
    for result in [typed, strict] {
      switch result {
      case .success(let url):
        guard url.hasCredentials else { continue }  // what was typed is not a password then
        #expect(!url.description.contains("hunter2"))
        #expect(url.description.contains("<redacted>@h/"))
      case .failure(let error):
        let diagnostic = (error as? CanonicalURLError)?.diagnostic
        #expect(diagnostic != nil)
        #expect(!"\(String(describing: diagnostic))".contains("hunter2"))
      }
    }
  }

  @Test("the limit holds for what is typed and for what becomes of it")
  func limits() throws {
    let start = "https://h/"
    let maximum = CanonicalURL.maximumByteCount
    let fits = start + String(repeating: "a", count: maximum - start.utf8.count)
    #expect(try CanonicalURL(fits).text == fits)
    #expect(throws: CanonicalURLError.tooLong(maximum: maximum, actual: maximum + 1)) {
      _ = try CanonicalURL(fits + "a")
    }
    let shrinks = String(repeating: " ", count: maximum) + start
    #expect(throws: CanonicalURLError.tooLong(maximum: maximum, actual: maximum + 10)) {
      _ = try CanonicalURL(shrinks)
    }
    let grows = String(fits.dropLast()) + " "
    #expect(try CanonicalURL(grows).text == String(fits.dropLast()))
    let spaces = start + String(repeating: " ", count: 4000) + "a"
    #expect(throws: CanonicalURLError.tooLong(maximum: maximum, actual: 12_011)) {
      _ = try CanonicalURL(spaces)
    }
  }

  @Test(
    "long texts of every shape end, one way or the other",
    arguments: [
      "a", ".", "/..", "/c:", "@", ":", "[", "%2e", "xn--a.", "ü", "ü.", "0.", "0x", "\\", "?", "#",
      "\t", "é", "\u{301}", "a\u{200d}", "א", "[1:", "xn--tda.",
    ])
  func longTexts(piece: String) {
    let count = CanonicalURL.maximumByteCount / 2 / piece.utf8.count
    let long = String(repeating: piece, count: count)
    let texts = [
      "", "https://", "https://h/", "https:", "s3://", "file:", "file://", "https://xn--",
    ]
    for text in texts.map({ $0 + long }) {
      guard let url = try? CanonicalURL(text) else { continue }
      #expect((try? CanonicalURL(canonical: url.text)) == url)
    }
  }

  @Test("whatever random text is accepted has a form that stays")
  func randomTexts() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "http:", "https://", "s3://", "file:", "//", "/", "\\", "..", ".", "%2e", "@", ":", "[", "]",
      "::", "1", "0x", "?", "#", "c:", "c|", "xn--", "ü", "a", "。", "\t", " ", "\0", "%", "<", "^",
      "\u{ad}", "\u{301}", "א",
    ]
    var accepted = 0
    for _ in 0..<5000 {
      let count = Int.random(in: 1...12, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let url = try? CanonicalURL(text) else { continue }
      accepted += 1
      #expect(url.text.utf8.allSatisfy { $0 < 0x80 }, "\(text.debugDescription)")
      #expect((try? CanonicalURL(canonical: url.text)) == url, "\(text.debugDescription)")
    }
    #expect(accepted > 300)
  }
}

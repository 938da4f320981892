import Diagnostics
import Testing
import YAMLTree

/// What libyaml refuses, with the place and the words it gives.
@Suite("Malformed YAML")
struct YAMLSyntaxTests {
  /// One malformed input with everything that the error says about it.
  struct Malformed: Sendable, CustomTestStringConvertible {
    var input: [UInt8]
    var line: Int
    var column: Int
    var problem: String
    var context: (text: String, line: Int, column: Int)?

    init(
      _ input: String, _ line: Int, _ column: Int, _ problem: String,
      _ context: (text: String, line: Int, column: Int)? = nil
    ) {
      self.init(bytes: Array(input.utf8), line, column, problem, context)
    }

    init(
      bytes: [UInt8], _ line: Int, _ column: Int, _ problem: String,
      _ context: (text: String, line: Int, column: Int)? = nil
    ) {
      input = bytes
      self.line = line
      self.column = column
      self.problem = problem
      self.context = context
    }

    var testDescription: String { String(decoding: input, as: UTF8.self).debugDescription }

    var error: YAMLError {
      .syntax(
        problem: problem,
        context: context.map {
          .init(text: $0.text, place: Place(file: "f.yaml", line: $0.line, column: $0.column))
        },
        at: Place(file: "f.yaml", line: line, column: column))
    }
  }

  static let structure: [Malformed] = [
    // Unclosed; the end of the input counts as the line after the last.
    Malformed(
      "a: [1, 2", 2, 1, "did not find expected ',' or ']'",
      ("while parsing a flow sequence", 1, 4)),
    Malformed(
      "a: {b: 1", 2, 1, "did not find expected ',' or '}'",
      ("while parsing a flow mapping", 1, 4)),
    Malformed(
      "é: [\n", 2, 1, "did not find expected node content", ("while parsing a flow node", 2, 1)),
    Malformed(
      "a: 'x", 1, 6, "found unexpected end of stream", ("while scanning a quoted scalar", 1, 4)),
    Malformed(
      "a: \"x", 1, 6, "found unexpected end of stream", ("while scanning a quoted scalar", 1, 4)),
    Malformed(
      "a: 'it\n---\n'", 2, 1, "found unexpected document indicator",
      ("while scanning a quoted scalar", 1, 4)),
    // Closed without being open.
    Malformed(
      "}", 1, 1, "did not find expected node content", ("while parsing a block node", 1, 1)),
    Malformed(
      "a: ]", 1, 4, "did not find expected node content", ("while parsing a block node", 1, 4)),
    Malformed("[a]]", 1, 4, "did not find expected <document start>"),
    // Tabs.
    Malformed(
      "a:\n\t- b", 2, 1, "found character that cannot start any token",
      ("while scanning for the next token", 2, 1)),
    Malformed(
      "a: |\n\tx", 2, 1, "found a tab character where an indentation space is expected",
      ("while scanning a block scalar", 1, 4)),
    // Indentation and structure.
    Malformed("a: b: c", 1, 5, "mapping values are not allowed in this context"),
    Malformed("a: 1\n b: 2", 2, 3, "mapping values are not allowed in this context"),
    Malformed("key\nkey2: 1", 2, 5, "mapping values are not allowed in this context"),
    Malformed("--- a: b", 1, 6, "mapping values are not allowed in this context"),
    Malformed(
      "- a\nb: 1", 2, 1, "did not find expected '-' indicator",
      ("while parsing a block collection", 1, 1)),
    Malformed(
      "a: |\n  x\n y", 3, 2, "did not find expected key", ("while parsing a block mapping", 1, 1)),
    Malformed(
      "a: \"b\"c", 1, 7, "did not find expected key", ("while parsing a block mapping", 1, 1)),
    Malformed(
      "a: [b: c: d]", 1, 9, "did not find expected ',' or ']'",
      ("while parsing a flow sequence", 1, 4)),
  ]

  static let tokens: [Malformed] = [
    // Characters that begin nothing.
    Malformed(
      "a: @x", 1, 4, "found character that cannot start any token",
      ("while scanning for the next token", 1, 4)),
    Malformed(
      "ключ: `x", 1, 7, "found character that cannot start any token",
      ("while scanning for the next token", 1, 7)),
    Malformed(
      "a: *", 1, 5, "did not find expected alphabetic or numeric character",
      ("while scanning an alias", 1, 4)),
    Malformed(
      "a: &", 1, 5, "did not find expected alphabetic or numeric character",
      ("while scanning an anchor", 1, 4)),
    Malformed(
      "a: !y!z 1", 1, 4, "found undefined tag handle", ("while parsing a node", 1, 4)),
    Malformed(
      "a: |x\n", 1, 5, "did not find expected comment or line break",
      ("while scanning a block scalar", 1, 4)),
    // Escapes.
    Malformed(
      "a: \"\\q\"", 1, 5, "found unknown escape character",
      ("while parsing a quoted scalar", 1, 4)),
    Malformed(
      "a: \"\\ud800\"", 1, 7, "found invalid Unicode character escape code",
      ("while parsing a quoted scalar", 1, 4)),
    // Directives.
    Malformed("%YAML 1.3\n---\na", 1, 1, "found incompatible YAML document"),
    Malformed("%YAML 1.2\n%YAML 1.2\n---\na", 2, 1, "found duplicate %YAML directive"),
  ]

  static let bytes: [Malformed] = [
    Malformed(bytes: [0x61, 0x3A, 0x20, 0xFF], 1, 4, "invalid leading UTF-8 octet"),
    Malformed(bytes: [0x61, 0x3A, 0x20, 0xC0, 0x80], 1, 4, "invalid length of a UTF-8 sequence"),
    Malformed(bytes: [0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80], 1, 4, "invalid Unicode character"),
    Malformed(
      bytes: [0x61, 0x3A, 0x20, 0xF5, 0x80, 0x80, 0x80], 1, 4, "invalid Unicode character"),
    // The third byte is wrong; the place is that of the character, after one of two bytes.
    Malformed(
      bytes: Array("a: é\né: ".utf8) + [0xE2, 0x82, 0x41], 2, 4, "invalid trailing UTF-8 octet"),
    Malformed(
      bytes: Array("a: é\nb: x".utf8) + [0xC3], 2, 5, "incomplete UTF-8 octet sequence"),
    // UTF-16 with its byte order mark.
    Malformed(bytes: [0xFF, 0xFE, 0x61, 0x00], 1, 1, "invalid leading UTF-8 octet"),
    Malformed(bytes: [0x61, 0x00], 1, 2, "control characters are not allowed"),
    Malformed("a: \u{1B}[0m", 1, 4, "control characters are not allowed"),
    // All six line breaks, and two characters before the bad one.
    Malformed(
      "a\r\nb\rc\nd\u{85}e\u{2028}f\u{2029}€𝄞\u{7F}", 7, 3, "control characters are not allowed"),
    // A carriage return at the very end of what is looked at.
    Malformed(bytes: [0x61, 0x0D, 0xFF], 2, 1, "invalid leading UTF-8 octet"),
    // The byte order mark takes no column.
    Malformed(
      "\u{FEFF}a: @", 1, 4, "found character that cannot start any token",
      ("while scanning for the next token", 1, 4)),
    Malformed("\u{FEFF}a: \u{7F}", 1, 4, "control characters are not allowed"),
  ]

  @Test("is refused with the place and libyaml's reason", arguments: structure + tokens + bytes)
  func refused(_ malformed: Malformed) {
    #expect(throws: malformed.error) {
      _ = try YAMLReader().documents(in: malformed.input, file: "f.yaml")
    }
  }

  @Test("leaves no document behind", arguments: structure + tokens + bytes)
  func noDocument(_ malformed: Malformed) {
    let survey = YAMLReader().survey(malformed.input, file: "f.yaml")
    #expect(survey == YAMLSurvey(documents: [], problems: [malformed.error]))
  }

  @Test("whatever the bytes, the reader returns, and says why or reads all of it")
  func survivesMutations() {
    let sample = Array(
      """
      --- &a !t
      k: &b [1, "\\x41", 'c', {d: e}]
      ? |
        text
      : >-
        folded
      f: *b
      ...
      """.utf8)
    #expect(YAMLReader().survey(sample, file: "f.yaml").documents.count == 1)
    let bytes = Array("\0\t\n -?:,[]{}#&*!|>'\"%@`\u{7F}".utf8) + [0x80, 0xC3, 0xE2, 0xFF]
    var refusals = 0
    for position in sample.indices {
      for byte in bytes {
        var mutated = sample
        mutated[position] = byte
        let survey = YAMLReader().survey(mutated, file: "f.yaml")
        #expect(survey.problems.isEmpty != survey.documents.isEmpty)
        if !survey.problems.isEmpty { refusals += 1 }
      }
    }
    #expect(refusals > 100)
  }
}

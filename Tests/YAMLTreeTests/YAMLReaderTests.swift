import Diagnostics
import Testing
import YAMLTree

/// What a well-formed stream becomes.
@Suite("YAML reader")
struct YAMLReaderTests {
  static func place(_ line: Int, _ column: Int) -> Place {
    Place(file: "f.yaml", line: line, column: column)
  }

  static func scalar(
    _ text: String, _ style: YAMLScalar.Style = .plain, tag: String? = nil,
    at line: Int, _ column: Int
  ) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(text: text, style: style)), tag: tag, place: place(line, column))
  }

  static func documents(_ text: String) throws -> [YAMLDocument] {
    try YAMLReader().documents(in: Array(text.utf8), file: "f.yaml")
  }

  static func root(_ text: String) throws -> YAMLNode {
    let documents = try documents(text)
    try #require(documents.count == 1)
    return documents[0].root
  }

  @Test("every node knows its line and column, counted from 1 in characters")
  func places() throws {
    let root = try Self.root("größe: [1, 𝄞, x]\nb:\n  c: d\n  e:\n")
    let expected = YAMLNode(
      .mapping(
        YAMLMapping(entries: [
          .init(
            key: "größe", keyPlace: Self.place(1, 1),
            value: YAMLNode(
              .sequence([
                Self.scalar("1", at: 1, 9), Self.scalar("𝄞", at: 1, 12),
                Self.scalar("x", at: 1, 15),
              ]), place: Self.place(1, 8))),
          .init(
            key: "b", keyPlace: Self.place(2, 1),
            value: YAMLNode(
              .mapping(
                YAMLMapping(entries: [
                  .init(key: "c", keyPlace: Self.place(3, 3), value: Self.scalar("d", at: 3, 6)),
                  .init(key: "e", keyPlace: Self.place(4, 3), value: Self.scalar("", at: 4, 5)),
                ])), place: Self.place(3, 3))),
        ])), place: Self.place(1, 1))
    #expect(root == expected)
  }

  @Test(
    "a scalar keeps its style, so that a quoted ten is told from a ten",
    arguments: [
      ("10", YAMLScalar(text: "10", style: .plain)),
      ("'10'", YAMLScalar(text: "10", style: .singleQuoted)),
      ("\"10\"", YAMLScalar(text: "10", style: .doubleQuoted)),
      ("|-\n  10", YAMLScalar(text: "10", style: .literal)),
      (">-\n  1\n  0", YAMLScalar(text: "1 0", style: .folded)),
      ("\"a\\0b\"", YAMLScalar(text: "a\0b", style: .doubleQuoted)),
      ("'it''s'", YAMLScalar(text: "it's", style: .singleQuoted)),
      ("\"\\u20ac\"", YAMLScalar(text: "€", style: .doubleQuoted)),
    ])
  func styles(text: String, scalar: YAMLScalar) throws {
    #expect(try Self.root(text).content == .scalar(scalar))
  }

  @Test("tags are kept, resolved, and begin the node")
  func tags() throws {
    #expect(
      try Self.root("- !!str 10\n- !x y\n- !<tag:e,1:z> {}\n").sequence == [
        Self.scalar("10", tag: "tag:yaml.org,2002:str", at: 1, 3),
        Self.scalar("y", tag: "!x", at: 2, 3),
        YAMLNode(
          .mapping(YAMLMapping(entries: [])), tag: "tag:e,1:z", place: Self.place(3, 3)),
      ])
  }

  @Test(
    "null is an unquoted word, nothing at all, or what is tagged so",
    arguments: [
      ("~", true), ("null", true), ("Null", true), ("NULL", true), ("", true), ("!!null x", true),
      ("nULL", false), ("'~'", false), ("\"\"", false), ("!!str ~", false), ("0", false),
      ("[]", false), ("{}", false),
    ])
  func null(text: String, isNull: Bool) throws {
    #expect(try Self.root("--- \(text)").isNull == isNull)
  }

  @Test("the accessors return nothing for another kind of node")
  func accessors() throws {
    let root = try Self.root("s: 'x'\nn: ~\nl: [y]\nm: {z: 1}\n")
    let mapping = try #require(root.mapping)
    #expect(mapping["s"]?.text == "x")
    #expect(mapping["s"]?.sequence == nil)
    #expect(mapping["s"]?.mapping == nil)
    #expect(try #require(mapping["n"]).text == nil)
    #expect(mapping["l"]?.sequence?.map(\.text) == ["y"])
    #expect(try #require(mapping["l"]).text == nil)
    #expect(mapping["l"]?.mapping == nil)
    #expect(mapping["m"]?.mapping?["z"]?.text == "1")
    #expect(mapping["m"]?.sequence == nil)
    #expect(mapping["absent"] == nil)
  }

  @Test("a stream has as many documents as it says, each with its place")
  func severalDocuments() throws {
    let documents = try Self.documents("a\n---\nb\n...\n# note\n--- \n---\nc: d\n")
    #expect(
      documents.map(\.place) == [
        Self.place(1, 1), Self.place(2, 1), Self.place(6, 1), Self.place(7, 1),
      ])
    #expect(documents.map(\.root.text) == ["a", "b", nil, nil])
    #expect(documents[2].root.isNull)
    #expect(documents[3].root.mapping?["c"]?.text == "d")
  }

  @Test(
    "an input without content has no document",
    arguments: ["", "\u{FEFF}", "\n \n", "# comment", "# comment\n"])
  func nothing(text: String) throws {
    #expect(try Self.documents(text) == [])
  }

  @Test("line breaks of every system count as one")
  func lineBreaks() throws {
    let places = try Self.root("- a\r\n- b\r- c\n- d").sequence?.map(\.place.line)
    #expect(places == [1, 2, 3, 4])
  }
}

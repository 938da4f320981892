import Diagnostics
import Testing
import YAMLTree

/// What this reader refuses although YAML allows it, and what aliases do.
@Suite("YAML rules")
struct YAMLRulesTests {
  static func place(_ line: Int, _ column: Int) -> Place {
    Place(file: "f.yaml", line: line, column: column)
  }

  static func survey(_ text: String, limits: YAMLLimits = YAMLLimits()) -> YAMLSurvey {
    YAMLReader(limits: limits).survey(Array(text.utf8), file: "f.yaml")
  }

  @Test(
    "a document that breaks a rule is refused with every place concerned",
    arguments: [
      (
        "a: 1\nb: 2\na: 3\n",
        [YAMLError.duplicateKey("a", first: place(1, 1), again: place(3, 1))]
      ),
      // Quotes make no other key.
      (
        "x:\n  {a: 1, \"a\": 2}",
        [.duplicateKey("a", first: place(2, 4), again: place(2, 10))]
      ),
      // The third is told about the first.
      (
        "a:\na:\na:\n",
        [
          .duplicateKey("a", first: place(1, 1), again: place(2, 1)),
          .duplicateKey("a", first: place(1, 1), again: place(3, 1)),
        ]
      ),
      ("? &k a\n: 1\n? *k\n: 2", [.duplicateKey("a", first: place(1, 3), again: place(3, 3))]),
      ("b: &b {c: 1}\na:\n  <<: *b\n", [.mergeKey(at: place(3, 3))]),
      ("!!merge x: {}\n!!merge <<: {}\n", [.mergeKey(at: place(2, 1))]),
      ("? [a]\n: b\n", [.keyNotScalar(at: place(1, 3))]),
      ("{a: 1}: b\n", [.keyNotScalar(at: place(1, 1))]),
      ("- *a\n- &a x\n", [.unknownAlias(at: place(1, 3))]),
      ("--- &a x\n--- *a\n", [.unknownAlias(at: place(2, 5))]),
      ("a: &a [1, *a]\n", [.recursiveAlias(at: place(1, 11), anchor: place(1, 4))]),
      ("- &a 1\n- &a 2\n", [.duplicateAnchor(first: place(1, 3), again: place(2, 3))]),
    ])
  func refused(text: String, problems: [YAMLError]) {
    #expect(Self.survey(text).problems == problems)
    #expect(throws: problems[0]) {
      _ = try YAMLReader().documents(in: Array(text.utf8), file: "f.yaml")
    }
  }

  @Test(
    "what only looks like a breach is read",
    arguments: [
      "'<<': a", "\"<<\": a", "!!str <<: a", "- <<", "a: <<", "{a: 1, A: 2, 'a ': 3}",
      "- {a: 1}\n- {a: 1}", "--- {a: 1}\n--- {a: 1}", "--- &a x\n--- &a x",
    ])
  func allowed(text: String) {
    let survey = Self.survey(text)
    #expect(survey.problems == [])
    #expect(!survey.documents.isEmpty)
  }

  @Test("every problem is found at once, and only documents without one are handed out")
  func everyProblem() {
    let survey = Self.survey(
      "--- {a: 1, a: 2, <<: 3}\n--- good\n--- [*x]\n--- also good\n--- last\n--- ]\n--- unseen\n")
    #expect(
      survey.problems == [
        .duplicateKey("a", first: Self.place(1, 6), again: Self.place(1, 12)),
        .mergeKey(at: Self.place(1, 18)),
        .unknownAlias(at: Self.place(3, 6)),
        .syntax(
          problem: "did not find expected node content",
          context: .init(text: "while parsing a block node", place: Self.place(6, 5)),
          at: Self.place(6, 5)),
      ])
    #expect(survey.documents.map(\.root.text) == ["good", "also good", "last"])
  }

  @Test("an alias is the anchored value, placed where it is used; its parts where they are written")
  func alias() throws {
    let survey = Self.survey("- &a !x {k: v}\n- *a\n- {n: *a}\n")
    let items = try #require(survey.documents.first?.root.sequence)
    let anchored = YAMLNode(
      .mapping(
        YAMLMapping(entries: [
          .init(
            key: "k", keyPlace: Self.place(1, 10),
            value: YAMLNode(.scalar(YAMLScalar(text: "v")), place: Self.place(1, 13)))
        ])), tag: "!x", place: Self.place(1, 3))
    var used = anchored
    used.place = Self.place(2, 3)
    var nested = anchored
    nested.place = Self.place(3, 7)
    try #require(items.count == 3)
    #expect(items[0] == anchored)
    #expect(items[1] == used)
    #expect(items[2].mapping?["n"] == nested)
  }

  @Test("a few lines of aliases that stand for billions of values are refused")
  func billionLaughs() {
    var text = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*l\(level - 1)"
      text += "l\(level): &l\(level) [" + Array(repeating: alias, count: 10).joined(separator: ", ")
      text += "]\n"
    }
    // Level n stands for 11, 111, 1111, ... values. Before line 5 there are 12 349; its key and list
    // make 12 351, and the eighth alias to 11 111 values passes the limit.
    #expect(
      Self.survey(text).problems == [
        .overLimit(.nodes, maximum: 100_000, at: Self.place(5, 45))
      ])
  }

  @Test("long texts count as often as they are repeated")
  func repeatedText() {
    let text = "- &a xxxxx\n- *a\n- *a\n"
    #expect(Self.survey(text, limits: YAMLLimits(textBytes: 15)).problems == [])
    #expect(
      Self.survey(text, limits: YAMLLimits(textBytes: 14)).problems == [
        .overLimit(.textBytes, maximum: 14, at: Self.place(3, 3))
      ])
  }

  @Test(
    "the limits are exact",
    arguments: [
      ("[[[x]]]", YAMLLimits(depth: 4), nil),
      ("[[[x]]]", YAMLLimits(depth: 3), YAMLError.overLimit(.depth, maximum: 3, at: place(1, 4))),
      ("{a: {b: c}}", YAMLLimits(depth: 3), nil),
      ("{a: {b: c}}", YAMLLimits(depth: 2), .overLimit(.depth, maximum: 2, at: place(1, 6))),
      ("[]", YAMLLimits(depth: 1), nil),
      ("[[]]", YAMLLimits(depth: 1), .overLimit(.depth, maximum: 1, at: place(1, 2))),
      // An alias is as deep as what it stands for: [x] on level 2 reaches level 3.
      ("[&a [x], *a]", YAMLLimits(depth: 3), nil),
      ("[&a [x], [*a]]", YAMLLimits(depth: 4), nil),
      ("[&a [x], [*a]]", YAMLLimits(depth: 3), .overLimit(.depth, maximum: 3, at: place(1, 11))),
      // The mapping, two keys, two values.
      ("{a: b, c: d}", YAMLLimits(nodes: 5), nil),
      ("{a: b, c: d}", YAMLLimits(nodes: 4), .overLimit(.nodes, maximum: 4, at: place(1, 11))),
      // [x] is two nodes, each time.
      ("[&a [x], *a]", YAMLLimits(nodes: 5), nil),
      ("[&a [x], *a]", YAMLLimits(nodes: 4), .overLimit(.nodes, maximum: 4, at: place(1, 10))),
      // An anchored mapping: itself, a key and a value, each time.
      ("[&a {k: v}, *a]", YAMLLimits(nodes: 7), nil),
      ("[&a {k: v}, *a]", YAMLLimits(nodes: 6), .overLimit(.nodes, maximum: 6, at: place(1, 13))),
      // All documents together.
      ("--- a\n--- b\n", YAMLLimits(nodes: 2), nil),
      ("--- a\n--- b\n", YAMLLimits(nodes: 1), .overLimit(.nodes, maximum: 1, at: place(2, 5))),
      ("ab: cdé", YAMLLimits(textBytes: 6), nil),
      ("ab: cdé", YAMLLimits(textBytes: 5), .overLimit(.textBytes, maximum: 5, at: place(1, 5))),
      ("- ab", YAMLLimits(inputBytes: 4), nil),
      (
        "- abc", YAMLLimits(inputBytes: 4),
        .overLimit(.inputBytes, maximum: 4, at: Place(file: "f.yaml"))
      ),
    ] as [(String, YAMLLimits, YAMLError?)])
  func limits(text: String, limits: YAMLLimits, problem: YAMLError?) {
    #expect(Self.survey(text, limits: limits).problems.first == problem)
  }

  @Test("a value, an alias, an anchor or a tag never shows in an explanation, a key only printably")
  func explanations() {
    let problems = Self.survey(
      "--- *hunter2\n--- [&hunter2 1, &hunter2 2]\n--- {\"\\e[2Ja\": 1, \"\\e[2Ja\": hunter2}\n"
        + "--- &hunter2 [*hunter2]\n--- !hunter2!hunter2 hunter2\n"
    ).problems
    #expect(problems.count == 5)
    for problem in problems {
      let diagnostic = problem.diagnostic
      #expect(!"\(problem) \(diagnostic)".contains("hunter2"))
      #expect(!diagnostic.detail.contains("\u{1B}"))
      #expect(diagnostic.place != nil)
      #expect(!diagnostic.remedies.isEmpty)
    }
  }
}

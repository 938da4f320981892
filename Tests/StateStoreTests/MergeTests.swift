import GRDB
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import StateStore

/// Two copies of one state that went on apart, and what comes of joining them.
@Suite("Importing an export")
struct MergeTests {
  private static let now = Moment(milliseconds: 99)

  /// What both copies had when they parted.
  private static let common = """
    UPDATE store SET lineage = zeroblob(16);
    INSERT INTO specs VALUES ('alpha', 1, zeroblob(32), x'7b7d', 1);
    INSERT INTO releases VALUES (zeroblob(16), 'alpha', zeroblob(32), 3, zeroblob(32), 'found', NULL, NULL, NULL, 1);
    INSERT INTO packets VALUES ('p', zeroblob(32), zeroblob(16), zeroblob(32), 1);
    INSERT INTO attempts VALUES (5, 'alpha', zeroblob(16), 'p', zeroblob(32), 'packed', NULL, 1);

    """

  /// 32 bytes in SQL.
  private static func bytes(_ number: Int) -> String {
    let digits = String(number + 256, radix: 16).suffix(2)
    return "x'\(String(repeating: String(digits), count: 32))'"
  }

  /// An intent of the model alpha, in SQL.
  private static func intent(
    _ number: Int, _ kind: String = "commission", _ status: String = "sent", sends: Int = 1,
    executed: Int? = nil, attempt: Int? = nil, coin: Int? = nil
  ) -> String {
    let failure = status == "failed" ? "'f'" : "NULL"
    return """
      INSERT INTO intents VALUES (\(bytes(number)), zeroblob(32), 'alpha', '\(kind)',
        \(attempt.map { "\($0)" } ?? "NULL"), x'00', \(kind == "reveal" ? 1 : 0), '\(status)', \(failure),
        \(status == "prepared" ? 0 : sends), NULL, \(executed.map { "\($0)" } ?? "NULL"), NULL, 1, 1);
      INSERT INTO intent_inputs VALUES (\(bytes(number)), \(bytes(coin ?? number)), 1, zeroblob(32));

      """
  }

  private static func attempt(_ state: String, _ epoch: Int? = nil, at time: Int = 2) -> String {
    """
    UPDATE attempts SET state = '\(state)', commit_epoch = \(epoch.map { "\($0)" } ?? "NULL"),
      changed_at = \(time);
    """
  }

  private static func release(_ state: String, checksum: Int? = nil, url: String? = nil) -> String {
    """
    UPDATE releases SET state = '\(state)', checksum = \(checksum.map { bytes($0) } ?? "NULL"),
      url = \(url.map { "'\($0)'" } ?? "NULL"),
      rejection = \(state == "rejected" ? "'r'" : "NULL"), changed_at = 2;
    """
  }

  /// Runs `body` with two states that had ``common``, and what is theirs.
  private func withStates<Result>(
    _ ours: String, _ theirs: String,
    _ body: (_ ours: StateDatabase, _ theirs: StateDatabase) async throws -> Result
  ) async throws -> Result {
    try await withState { first in
      try await withState { second in
        for (state, sql) in [(first, ours), (second, theirs)] {
          try await state.write { try $0.db.execute(sql: Self.common + sql) }
        }
        return try await body(first, second)
      }
    }
  }

  /// All rows that leave the machine but events, as texts.
  private func rows(_ state: StateDatabase) async throws -> [String] {
    try await state.export(chain: nil).rows.filter { $0.table != "events" }.map { table, row in
      table + " "
        + row.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
  }

  private func text(_ state: StateDatabase, _ query: String) async throws -> String {
    try await state.read { state in
      try state.rows(query) { row in row.map { "\($0.1)" }.joined(separator: " ") }
        .joined(separator: "; ").replacing("\"", with: "")
    }
  }

  /// Two copies, a question, and its answer after either has imported the other.
  struct Joined: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var one: String
    var other: String
    var query: String
    var answer: String

    init(_ what: String, _ one: String, _ other: String, _ query: String, _ answer: String) {
      (testDescription, self.one, self.other, self.query, self.answer) = (
        what, one, other, query, answer
      )
    }
  }

  private static let status = "SELECT status FROM intents"
  private static let stage = "SELECT state, commit_epoch FROM attempts"
  private static let served = "SELECT state, url FROM releases"

  private static let joined: [Joined] = [
    Joined("nothing and nothing", "", "", "SELECT count(*) FROM intents", "0"),
    Joined("prepared and sent", intent(1, "stake", "prepared"), intent(1, "stake"), status, "sent"),
    Joined(
      "sent and succeeded", intent(1), intent(1, "commission", "succeeded", executed: 4),
      "SELECT status, executed_epoch FROM intents", "succeeded 4"),
    Joined(
      "sent and failed", intent(1, sends: 9), intent(1, "commission", "failed", executed: 4),
      "SELECT status, failure, send_count FROM intents", "failed f 9"),
    Joined(
      "prepared and dead", intent(1, "stake", "prepared"), intent(1, "stake", "dead"), status,
      "dead"),
    Joined(
      "what was noted of tries",
      intent(1)
        + "UPDATE intents SET last_sent_epoch = 3, not_before = 70, changed_at = 5;",
      intent(1, sends: 4) + "UPDATE intents SET last_sent_epoch = 2, changed_at = 4;",
      "SELECT send_count, last_sent_epoch, not_before, changed_at FROM intents", "4 3 70 5"),
    Joined(
      "an intent that only one has, with its coins", intent(1, "stake"), intent(2),
      "SELECT count(*) FROM intents JOIN intent_inputs ON intent = digest", "2"),
    Joined(
      "a create that failed and the next", intent(1, "create", "failed", executed: 3),
      intent(2, "create"), "SELECT status FROM intents ORDER BY digest", "failed; sent"),
    Joined(
      "a create of a model that was lost and the next",
      intent(1, "create", "succeeded", executed: 3) + attempt("lost"), intent(2, "create"),
      "SELECT status FROM intents ORDER BY digest", "succeeded; sent"),
    Joined(
      "two reveals over two coins", intent(1, "reveal"), intent(2, "reveal"),
      "SELECT count(*) FROM intents", "2"),
    Joined(
      "an intent and its abandonment", intent(1, coin: 7), intent(2, "abandonment", coin: 7),
      "SELECT count(*) FROM intents", "2"),
    Joined(
      "two first commits of which one has succeeded",
      intent(1, "firstCommit", "succeeded", executed: 2, attempt: 5),
      intent(2, "firstCommit", attempt: 5), "SELECT count(*) FROM intents", "2"),
    Joined("packed and live", "", attempt("live"), stage, "live NULL"),
    Joined(
      "committed and revealing", attempt("committed", 4), attempt("revealing", 4), stage,
      "revealing 4"),
    Joined(
      "revealing and lapsed", attempt("revealing", 4), attempt("lapsed"), stage, "lapsed NULL"),
    Joined("live and superseded", attempt("live"), attempt("superseded"), stage, "superseded NULL"),
    Joined("live and lost", attempt("live"), attempt("lost"), stage, "lost NULL"),
    Joined(
      "a state that was left later", attempt("live", at: 3), attempt("creating", at: 9),
      "SELECT state, changed_at FROM attempts", "live 9"),
    Joined(
      "found and verified", "", release("verified", checksum: 1, url: "u"), served, "verified u"),
    Joined(
      "rejected and sealed", release("rejected"), release("sealed", checksum: 1), served,
      "sealed NULL"),
    Joined(
      "a URL that changed", release("hosted", checksum: 1, url: "u"),
      release("hosted", checksum: 1, url: "v") + "UPDATE releases SET changed_at = 8;", served,
      "hosted v"),
    Joined(
      "a spec that only one has accepted", "",
      "INSERT INTO specs VALUES ('alpha', 2, \(bytes(1)), x'7b20', 2);",
      "SELECT max(generation) FROM specs", "2"),
    Joined(
      "approvals, each once",
      "INSERT INTO approvals VALUES (1, 'alpha', 'create', 1, '9', 4, 1);",
      """
      INSERT INTO approvals VALUES (3, 'alpha', 'stake', 1, '9', 4, 1), (4, 'alpha', 'create', 1, '9', 4, 1);
      """, "SELECT action FROM approvals ORDER BY action", "create; stake"),
    Joined(
      "a key that is public to one",
      "INSERT INTO keys VALUES (\(bytes(1)), 'imported', NULL, NULL, 9, 1);",
      "INSERT INTO keys VALUES (\(bytes(1)), 'imported', NULL, NULL, 7, 1);",
      "SELECT public_since FROM keys", "7"),
    Joined(
      "a key that is not public to one",
      "INSERT INTO keys VALUES (\(bytes(1)), 'imported', NULL, NULL, NULL, 1);",
      "INSERT INTO keys VALUES (\(bytes(1)), 'imported', NULL, NULL, 7, 1);",
      "SELECT public_since FROM keys", "7"),
    Joined(
      "places on hosts", "INSERT INTO packet_places VALUES ('p', 'https://a', 'a', 4);",
      "INSERT INTO packet_places VALUES ('p', 'https://a', 'a', 6), ('p', 'https://b', 'b', 1);",
      "SELECT place, verified_at FROM packet_places", "https://a 6; https://b 1"),
    Joined(
      "a sealing that only one has", "",
      "INSERT INTO sealings VALUES (\(bytes(1)), \(bytes(2)), 3, 1);",
      "SELECT count(*) FROM sealings", "1"),
  ]

  @Test("never loses what either has come to, whichever imports the other", arguments: joined)
  func join(joined: Joined) async throws {
    for (one, other) in [(joined.one, joined.other), (joined.other, joined.one)] {
      try await withStates(one, other) { ours, theirs in
        let (mine, export) = try await (ours.export(chain: nil), theirs.export(chain: nil))
        let result = try await ours.merge(export, chain: nil, at: Self.now)
        #expect(try await text(ours, joined.query) == joined.answer)
        #expect(!result.isAdopted)
        // Both come to the same, and to nothing more when it is done again.
        _ = try await theirs.merge(mine, chain: nil, at: Self.now)
        #expect(try await text(theirs, joined.query) == joined.answer)
        if !joined.testDescription.hasPrefix("approvals") {
          #expect(try await rows(ours) == rows(theirs))
        }
        let again = try await ours.merge(export, chain: nil, at: Self.now)
        #expect((again.added, again.advanced) == (0, 0))
        #expect(try await ours.firstBrokenEvent() == nil)
        try await ours.close()
        let opened = try await StateDatabase.open(ours.directory)
        #expect(try await opened.lineage() == Array(repeating: 0, count: 16))
      }
    }
  }

  /// Two copies that cannot both be right.
  struct Contradiction: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var one: String
    var other: String

    init(_ what: String, _ one: String, _ other: String) {
      (testDescription, self.one, self.other) = (what, one, other)
    }
  }

  private static let contradictions: [Contradiction] = [
    Contradiction(
      "two outcomes", intent(1, "stake", "succeeded", executed: 4),
      intent(1, "stake", "failed", executed: 4)),
    Contradiction(
      "an outcome of what was dead", intent(1, "stake", "succeeded", executed: 4),
      intent(1, "stake", "dead")),
    Contradiction(
      "one outcome in two epochs", intent(1, "stake", "succeeded", executed: 4),
      intent(1, "stake", "succeeded", executed: 5)),
    Contradiction("one digest for two things", intent(1, "stake"), intent(1, "commission")),
    Contradiction(
      "one intent over two versions of its coin", intent(1),
      intent(1) + "UPDATE intent_inputs SET version = 2;"),
    Contradiction("two creates", intent(1, "create"), intent(2, "create")),
    Contradiction(
      "two creates that were not sent", intent(1, "create", "prepared"),
      intent(2, "create", "prepared")),
    Contradiction(
      "a create after one that has succeeded", intent(1, "create", "succeeded", executed: 1),
      intent(2, "create")),
    Contradiction(
      "two creates that have succeeded", intent(1, "create", "succeeded", executed: 1),
      intent(2, "create", "succeeded", executed: 1)),
    Contradiction("two stakes", intent(1, "stake"), intent(2, "stake")),
    Contradiction("two update commits", intent(1, "updateCommit"), intent(2, "updateCommit")),
    Contradiction(
      "an update commit of what another has committed",
      intent(1, "updateCommit", "succeeded", executed: 1, attempt: 5),
      intent(2, "updateCommit", attempt: 5)),
    Contradiction(
      "three reveals", intent(1, "reveal") + intent(2, "reveal"), intent(3, "reveal")),
    Contradiction("two abandonments", intent(1, "abandonment"), intent(2, "abandonment")),
    Contradiction("two uses of a coin", intent(1, coin: 7), intent(2, "stake", coin: 7)),
    Contradiction("live and lapsed", attempt("live"), attempt("lapsed")),
    Contradiction("lapsed and superseded", attempt("lapsed"), attempt("superseded")),
    Contradiction("superseded and lost", attempt("superseded"), attempt("lost")),
    Contradiction("two commit epochs", attempt("committed", 4), attempt("committed", 5)),
    Contradiction(
      "two ciphertexts", release("sealed", checksum: 1), release("verified", checksum: 2, url: "u")),
    Contradiction(
      "two plaintexts under one key",
      "INSERT INTO sealings VALUES (\(bytes(1)), \(bytes(2)), 3, 1);",
      "INSERT INTO sealings VALUES (\(bytes(1)), \(bytes(3)), 3, 1);"),
    Contradiction(
      "a key that was imported and has sealed",
      "INSERT INTO sealings VALUES (\(bytes(1)), \(bytes(2)), 3, 1);",
      "INSERT INTO keys VALUES (\(bytes(1)), 'imported', NULL, NULL, 7, 1);"),
    Contradiction(
      "two keys of one release",
      "INSERT INTO keys VALUES (\(bytes(1)), 'derived', x'01020304', zeroblob(16), 7, 1);",
      "INSERT INTO keys VALUES (\(bytes(2)), 'derived', x'01020304', zeroblob(16), 7, 1);"),
    Contradiction(
      "two specs of one generation",
      "INSERT INTO specs VALUES ('alpha', 2, \(bytes(1)), x'7b20', 2);",
      "INSERT INTO specs VALUES ('alpha', 2, \(bytes(2)), x'7b21', 2);"),
    Contradiction("two packets of one name", "", "UPDATE packets SET digest = \(bytes(1));"),
  ]

  @Test("is refused when both cannot be right, and changes nothing", arguments: contradictions)
  func refuse(contradiction: Contradiction) async throws {
    let (one, other) = (contradiction.one, contradiction.other)
    for (one, other) in [(one, other), (other, one)] {
      try await withStates(one, other) { ours, theirs in
        let before = try await ours.export(chain: nil)
        let export = try await theirs.export(chain: nil)
        let error = await #expect(throws: StateError.self) {
          _ = try await ours.merge(export, chain: nil, at: Self.now)
        }
        guard case .conflict = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(try await ours.export(chain: nil) == before)
      }
    }
  }

  @Test("an attempt has a number of its own in each state, and its intents follow it")
  func numbers() async throws {
    let begun =
      "INSERT INTO attempts VALUES (9, 'alpha', zeroblob(16), 'p', zeroblob(32), 'packed', NULL, 1);"
    try await withStates(
      Self.attempt("lapsed") + begun,
      "UPDATE attempts SET id = 2;" + Self.attempt("lapsed")
        + begun.replacing("(9,", with: "(3,") + Self.intent(1, attempt: 2)
        + Self.intent(2, "stake", attempt: 3)
        + "INSERT INTO attempts VALUES (4, 'beta', zeroblob(16), 'p', zeroblob(32), 'live', NULL, 1);"
    ) { ours, theirs in
      let export = try await theirs.export(chain: nil)
      _ = try await ours.merge(export, chain: nil, at: Self.now)
      #expect(
        try await text(ours, "SELECT id, model, state FROM attempts ORDER BY id")
          == "5 alpha lapsed; 9 alpha packed; 10 beta live")
      #expect(try await text(ours, "SELECT attempt FROM intents ORDER BY digest") == "5; 9")
    }
  }

  @Test("events go on after those that both have, each once, and stay linked")
  func events() async throws {
    func event(_ number: Int, _ kind: String, in state: StateDatabase) async throws {
      try await state.recordEvent(kind, body: "{\"n\":\(number)}", at: Self.now)
    }
    try await withStates("", "") { ours, theirs in
      for state in [ours, theirs] {
        for number in 1...3 { try await event(number, "both", in: state) }
      }
      let common = try await theirs.export(chain: nil)
      try await event(4, "theirs", in: theirs)
      try await event(4, "theirs", in: theirs)
      let longer = try await theirs.export(chain: nil)
      // What goes on from ours keeps its hashes.
      let result = try await ours.merge(longer, chain: nil, at: Self.now)
      #expect(result.added == 2)
      #expect(
        try await ours.events(limit: 9).dropFirst().map(\.hash)
          == theirs.events(limit: 9).map(\.hash))
      // Then both go on apart.
      try await event(5, "ours", in: ours)
      try await event(5, "later", in: theirs)
      for export in [common, longer, try await theirs.export(chain: nil)] {
        _ = try await ours.merge(export, chain: nil, at: Self.now)
      }
      #expect(
        try await ours.events(limit: 20).reversed().map(\.kind) == [
          "both", "both", "both", "theirs", "theirs", "state.imported", "ours", "later",
          "state.imported",
        ])
      #expect(try await ours.firstBrokenEvent() == nil)
    }
  }

  @Test("events that were changed by hand are refused")
  func brokenEvents() async throws {
    try await withStates("", "") { ours, theirs in
      try await theirs.recordEvent("a", at: Self.now)
      var export = try await theirs.export(chain: nil)
      let index = export.rows.count - 1
      export.rows[index].row["body"] = .text("[]")
      await #expect(
        throws: StateError.conflict("event 1 of the export", reason: "it was changed")
      ) { _ = try await ours.merge(export, chain: nil, at: Self.now) }
    }
  }

  @Test("an empty state takes the lineage; another one refuses what is not of its own")
  func lineage() async throws {
    try await withStates(Self.intent(1), "") { theirs, other in
      let export = try await theirs.export(chain: nil)
      try await withState { empty in
        let result = try await empty.merge(export, chain: nil, at: Self.now)
        #expect(result.isAdopted)
        #expect(try await empty.lineage() == theirs.lineage())
        #expect(try await rows(empty).count == rows(theirs).count)
        let again = try await empty.merge(export, chain: nil, at: Self.now)
        #expect(!again.isAdopted)
      }
      try await other.write { _ = try $0.run("UPDATE store SET lineage = randomblob(16)") }
      let ours = try await other.lineage()
      let zeros = String(repeating: "0", count: 32)
      await #expect(
        throws: StateExportError.otherLineage(zeros, ours: Hex.encode(ours))
      ) { _ = try await other.merge(export, chain: nil, at: Self.now) }
      await #expect(throws: StateExportError.self) {
        _ = try await other.merge(export, chain: nil, acceptingLineage: [1], at: Self.now)
      }
      let result = try await other.merge(
        export, chain: nil, acceptingLineage: export.lineage, at: Self.now)
      #expect(result.added == 2)
      #expect(try await other.lineage() == ours)
    }
  }

  @Test("of another chain is refused; of one that is not known it is not")
  func chain() async throws {
    let (one, other) = (
      CheckpointDigest(Bytes32(repeating: 1)), CheckpointDigest(Bytes32(repeating: 2))
    )
    try await withStates("", "") { ours, theirs in
      let export = try await theirs.export(chain: one)
      await #expect(throws: StateExportError.otherChain("\(one)", ours: "\(other)")) {
        _ = try await ours.merge(
          export, chain: other, acceptingLineage: export.lineage, at: Self.now)
      }
      for known in [one, nil] { _ = try await ours.merge(export, chain: known, at: Self.now) }
    }
  }

  @Test("rows that no state can have are refused")
  func rules() async throws {
    let rows: [(String, PortableRow)] = [
      (
        "specs",
        [
          "model": .text("a"), "generation": .integer(0), "digest": .bytes([1]), "body": .bytes([]),
          "accepted_at": .integer(1),
        ]
      ),
      ("specs", ["model": .text("a"), "generation": .integer(1), "name": .null]),
      ("specs", ["model": .text("a")]),
      ("intents", ["digest": .bytes(Array(repeating: 1, count: 32)), "attempt": .integer(77)]),
      ("events", ["number": .integer(-1)]),
    ]
    try await withStates("", "") { ours, _ in
      let before = try await ours.export(chain: nil)
      for row in rows {
        var export = before
        export.rows.append((row.0, row.1))
        let error = await #expect(throws: StateError.self) {
          _ = try await ours.merge(export, chain: nil, at: Self.now)
        }
        guard case .conflict = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
      var twice = before
      twice.rows.append(try #require(before.rows.first { $0.table == "specs" }))
      await #expect(
        throws: StateError.conflict("the row alpha 1 of specs", reason: "the export has it twice")
      ) { _ = try await ours.merge(twice, chain: nil, at: Self.now) }
      #expect(try await ours.export(chain: nil) == before)
    }
  }
}

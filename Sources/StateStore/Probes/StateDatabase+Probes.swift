import GRDB

extension StateDatabase {
  /// Records a probe.
  ///
  /// - Throws: ``StateError``.
  public func recordProbe(_ probe: ProbeRecord) async throws(StateError) {
    try await write(isRoutine: true) { state in
      let number = try state.insert(
        "INSERT INTO probes (url, kind, verdict, at) VALUES (?, ?, ?, ?)",
        [probe.url, probe.kind.rawValue, probe.verdict.rawValue, probe.at])
      for (position, code) in probe.findings.enumerated() {
        try state.run(
          "INSERT INTO probe_findings (probe, position, code) VALUES (?, ?, ?)",
          [number, position, code])
      }
    }
  }

  /// The probes of a URL, the latest first.
  ///
  /// - Parameters:
  ///   - url: The URL, as it was recorded.
  ///   - limit: How many at most.
  /// - Returns: Possibly none.
  /// - Throws: ``StateError``.
  public func probes(of url: String, limit: Int) async throws(StateError) -> [ProbeRecord] {
    try await read { state in
      try state.rows(
        "SELECT * FROM probes WHERE url = ? ORDER BY id DESC LIMIT ?", [url, max(0, limit)]
      ) { try ProbeRecord(row: $0, in: state) }
    }
  }

  /// The latest probe of a URL whose verdict was good, and that fetched so much.
  ///
  /// - Throws: ``StateError``.
  public func lastGoodProbe(
    of url: String, kind: ProbeRecord.Kind
  ) async throws(StateError) -> ProbeRecord? {
    try await read { state in
      try state.row(
        """
        SELECT * FROM probes WHERE url = ? AND kind = ? AND verdict = 'good'
        ORDER BY id DESC LIMIT 1
        """, [url, kind.rawValue]
      ).map { try ProbeRecord(row: $0, in: state) }
    }
  }
}

extension ProbeRecord {
  init(row: Row, in state: StateTransaction) throws {
    self.init(
      url: try row.text("url"), kind: try row.word("kind"), verdict: try row.word("verdict"),
      findings: try state.rows(
        "SELECT code FROM probe_findings WHERE probe = ? ORDER BY position",
        [try row.integer("id")]
      ) { try $0.text("code") },
      at: try row.moment("at"))
  }
}

import GRDB
import SomaTypes

extension StateDatabase {
  /// Records a drill.
  ///
  /// - Throws: ``StateError/unknown(_:)`` when the packet of a release drill is not on record.
  public func recordDrill(_ drill: DrillRecord) async throws(StateError) {
    try await write { state in
      var name: String?
      var commitments: Checksum?
      if case .release(let packet, let digest) = drill.kind {
        (name, commitments) = (packet, digest)
        guard try state.row("SELECT 1 FROM packets WHERE name = ?", [packet]) != nil else {
          throw StateError.unknown("packet \(packet)")
        }
      }
      try state.run(
        "INSERT INTO drills (kind, packet, commitments, failure, at) VALUES (?, ?, ?, ?, ?)",
        [name == nil ? "words" : "release", name, commitments, drill.failure, drill.at])
    }
  }

  /// The latest drill of a packet: what counts is how that one ended.
  ///
  /// - Throws: ``StateError``.
  public func lastReleaseDrill(
    ofPacket name: String
  ) async throws(StateError) -> DrillRecord? {
    try await read { state in
      try state.row("SELECT * FROM drills WHERE packet = ? ORDER BY id DESC LIMIT 1", [name])
        .map(DrillRecord.init(row:))
    }
  }

  /// The latest words drill; `nil` when there was none.
  ///
  /// - Throws: ``StateError``.
  public func lastWordsDrill() async throws(StateError) -> DrillRecord? {
    try await read { state in
      try state.row("SELECT * FROM drills WHERE kind = 'words' ORDER BY id DESC LIMIT 1")
        .map(DrillRecord.init(row:))
    }
  }
}

extension DrillRecord {
  fileprivate init(row: Row) throws {
    let kind: Kind
    switch try row.text("kind") {
    case "release":
      kind = .release(
        packet: try row.text("packet"), commitments: try row.digest("commitments"))
    case "words": kind = .words
    default: throw UnreadableColumn(name: "kind")
    }
    self.init(
      kind: kind, failure: try row.optional("failure", row.text), at: try row.moment("at"))
  }
}

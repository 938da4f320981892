import GRDB
import SomaTypes

extension StateDatabase {
  /// Records what a node said. What lies behind what it said before is not recorded.
  ///
  /// - Returns: Whether it was recorded.
  /// - Throws: ``StateError``.
  @discardableResult
  public func recordObservation(
    _ observation: ObservationRecord
  ) async throws(StateError) -> Bool {
    try await write { state in
      try state.run(
        """
        INSERT INTO observations (rpc, epoch, version, checkpoint, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (rpc) DO UPDATE SET
          epoch = excluded.epoch, version = excluded.version, checkpoint = excluded.checkpoint,
          at = excluded.at
        WHERE excluded.epoch >= epoch AND excluded.version >= version
          AND excluded.checkpoint >= checkpoint
        """,
        [
          observation.rpc, observation.epoch, observation.version.rawValue,
          observation.checkpoint, observation.at,
        ]) > 0
    }
  }

  /// The latest that each node said, by their names.
  ///
  /// - Throws: ``StateError``.
  public func observations() async throws(StateError) -> [ObservationRecord] {
    try await read { state in
      try state.rows("SELECT * FROM observations ORDER BY rpc") { row in
        ObservationRecord(
          rpc: try row.text("rpc"), epoch: Epoch(try row.unsigned("epoch")),
          version: ObjectVersion(try row.unsigned("version")),
          checkpoint: try row.unsigned("checkpoint"), at: try row.moment("at"))
      }
    }
  }
}

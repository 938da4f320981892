extension StateDatabase {
  /// 16 random bytes that this state got when it was made: a copy has the same, a new one has others.
  ///
  /// - Throws: ``StateError``.
  public func lineage() async throws(StateError) -> [UInt8] {
    try await read { state in
      guard let row = try state.row("SELECT lineage FROM store") else {
        throw StateError.unknown("lineage")
      }
      return try row.bytes("lineage")
    }
  }
}

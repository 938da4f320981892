import GRDB
import SomaCrypto

extension StateDatabase {
  /// Accepts a declaration. The one that holds already is not a new generation.
  ///
  /// - Parameters:
  ///   - body: The declaration, in the caller's encoding.
  ///   - model: The model's key name.
  ///   - moment: Now.
  /// - Returns: What holds now.
  /// - Throws: ``StateError``.
  public func acceptSpec(
    _ body: [UInt8], of model: String, at moment: Moment
  ) async throws(StateError) -> SpecRecord {
    try await write { state in try state.acceptSpec(body, of: model, at: moment) }
  }

  /// What holds for a model; `nil` when nothing was accepted.
  ///
  /// - Throws: ``StateError``.
  public func spec(of model: String) async throws(StateError) -> SpecRecord? {
    try await read { state in try state.spec(of: model) }
  }

  /// What holds for each model, by their names.
  ///
  /// - Throws: ``StateError``.
  public func specs() async throws(StateError) -> [SpecRecord] {
    try await read { state in
      try state.rows(
        """
        SELECT * FROM specs WHERE generation =
          (SELECT max(generation) FROM specs AS other WHERE other.model = specs.model)
        ORDER BY model
        """
      ) { try SpecRecord(row: $0) }
    }
  }
}

extension StateTransaction {
  func acceptSpec(_ body: [UInt8], of model: String, at moment: Moment) throws -> SpecRecord {
    let digest = body.withUnsafeBytes { Blake2b256.hash($0) }
    let latest = try spec(of: model)
    if let latest, latest.digest == digest { return latest }
    let spec = SpecRecord(
      model: model, generation: (latest?.generation ?? 0) + 1, digest: digest, body: body,
      acceptedAt: moment)
    try run(
      "INSERT INTO specs (model, generation, digest, body, accepted_at) VALUES (?, ?, ?, ?, ?)",
      [model, spec.generation, digest, body, moment])
    return spec
  }

  func spec(of model: String) throws -> SpecRecord? {
    try row("SELECT * FROM specs WHERE model = ? ORDER BY generation DESC LIMIT 1", [model])
      .map(SpecRecord.init(row:))
  }
}

extension SpecRecord {
  fileprivate init(row: Row) throws {
    model = try row.text("model")
    generation = try row.unsigned("generation")
    digest = try row.bytes32("digest")
    body = try row.bytes("body")
    acceptedAt = try row.moment("accepted_at")
  }
}

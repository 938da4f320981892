import GRDB
import SomaTypes

extension StateDatabase {
  /// Records an approval.
  ///
  /// - Throws: ``StateError/unknown(_:)`` when no such spec was accepted.
  public func recordApproval(_ approval: ApprovalRecord) async throws(StateError) {
    try await write { state in try state.recordApproval(approval) }
  }

  /// The approvals of a model, the latest first.
  ///
  /// - Throws: ``StateError``.
  public func approvals(of model: String) async throws(StateError) -> [ApprovalRecord] {
    try await read { state in try state.approvals(of: model) }
  }
}

extension StateTransaction {
  func recordApproval(_ approval: ApprovalRecord) throws {
    let spec = try row(
      "SELECT 1 FROM specs WHERE model = ? AND generation = ?",
      [approval.model, approval.generation])
    guard spec != nil else {
      throw StateError.unknown("generation \(approval.generation) of \(approval.model)")
    }
    try run(
      """
      INSERT INTO approvals (model, action, generation, cap, last_epoch, granted_at, model_id)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        approval.model, approval.action.rawValue, approval.generation,
        String(approval.cap.shannons), approval.lastEpoch, approval.grantedAt, approval.modelID,
      ])
  }

  func approvals(of model: String) throws -> [ApprovalRecord] {
    try rows("SELECT * FROM approvals WHERE model = ? ORDER BY id DESC", [model]) { row in
      guard let cap = UInt64(try row.text("cap")) else { throw UnreadableColumn(name: "cap") }
      return ApprovalRecord(
        model: try row.text("model"), action: try row.word("action"),
        generation: try row.unsigned("generation"), cap: Amount(shannons: cap),
        lastEpoch: Epoch(try row.unsigned("last_epoch")),
        modelID: try row.optional("model_id", row.identifier),
        grantedAt: try row.moment("granted_at"))
    }
  }
}

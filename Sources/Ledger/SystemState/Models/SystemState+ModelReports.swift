public import SomaTypes

// Source: chain `types/src/system_state/mod.rs`; CHAIN.md 1.3 and 5.

extension SystemState {
  /// Reports an Active model; a second report of the same validator changes nothing.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator``; ``ExecutionFailure/modelNotActive``, also for a
  ///   model that does not exist.
  public mutating func reportModel(
    _ modelID: ModelID, by reporter: SomaAddress
  ) throws(ExecutionFailure) {
    try requireReportable(modelID, by: reporter)
    modelRegistry.modelReportRecords[modelID, default: []].insert(reporter)
  }

  /// Takes a report back.
  ///
  /// - Throws: As ``reportModel(_:by:)``; ``ExecutionFailure/reportRecordNotFound``.
  public mutating func undoReportModel(
    _ modelID: ModelID, by reporter: SomaAddress
  ) throws(ExecutionFailure) {
    try requireReportable(modelID, by: reporter)
    guard var reporters = modelRegistry.modelReportRecords[modelID],
      reporters.remove(reporter) != nil
    else { throw .reportRecordNotFound }
    modelRegistry.modelReportRecords[modelID] = reporters.isEmpty ? nil : reporters
  }

  private func requireReportable(
    _ modelID: ModelID, by reporter: SomaAddress
  ) throws(ExecutionFailure) {
    guard validators.isActive(reporter) else { throw .notAValidator }
    guard modelRegistry.models[modelID]?.isActive == true else { throw .modelNotActive }
  }
}

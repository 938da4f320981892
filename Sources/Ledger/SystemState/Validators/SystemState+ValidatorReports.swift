public import SomaTypes

// Source: chain `types/src/system_state/mod.rs`.

extension SystemState {
  /// Reports a validator; a second report of the same reporter changes nothing.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator`` for either side,
  ///   ``ExecutionFailure/cannotReportOneself``.
  public mutating func reportValidator(
    _ reported: SomaAddress, by reporter: SomaAddress
  ) throws(ExecutionFailure) {
    guard validators.isActive(reporter), validators.isActive(reported) else {
      throw .notAValidator
    }
    guard reporter != reported else { throw .cannotReportOneself }
    validatorReportRecords[reported, default: []].insert(reporter)
  }

  /// Takes a report back.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator`` for the reporter,
  ///   ``ExecutionFailure/reportRecordNotFound``.
  public mutating func undoReportValidator(
    _ reported: SomaAddress, by reporter: SomaAddress
  ) throws(ExecutionFailure) {
    guard validators.isActive(reporter) else { throw .notAValidator }
    guard var reporters = validatorReportRecords[reported], reporters.remove(reporter) != nil
    else { throw .reportRecordNotFound }
    validatorReportRecords[reported] = reporters.isEmpty ? nil : reporters
  }
}

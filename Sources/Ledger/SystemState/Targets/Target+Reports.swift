public import SomaTypes

// Source: chain `types/src/target.rs` and `authority/src/execution/submission.rs`; CHAIN.md 5.

extension Target {
  /// Reports the hit of a filled target.
  ///
  /// - Throws: ``ExecutionFailure/notAValidator``, ``ExecutionFailure/targetNotFilled``,
  ///   ``ExecutionFailure/targetAlreadyClaimed``; ``ExecutionFailure/auditWindowClosed`` in any
  ///   epoch but the one after the fill.
  public mutating func report(
    by reporter: SomaAddress, in state: SystemState
  ) throws(ExecutionFailure) {
    try requireReportable(by: reporter, in: state)
    submissionReports.insert(reporter)
  }

  /// Takes a report back.
  ///
  /// - Throws: As ``report(by:in:)``; ``ExecutionFailure/reportRecordNotFound``.
  public mutating func undoReport(
    by reporter: SomaAddress, in state: SystemState
  ) throws(ExecutionFailure) {
    try requireReportable(by: reporter, in: state)
    guard submissionReports.remove(reporter) != nil else { throw .reportRecordNotFound }
  }

  /// The reporters that are validators now, ascending, if together they have a quorum.
  public func reportQuorum(in validators: ValidatorSet) -> [SomaAddress]? {
    let reporters = submissionReports.filter(validators.isActive)
    return validators.isQuorum(reporters) ? reporters.sorted() : nil
  }

  private func requireReportable(
    by reporter: SomaAddress, in state: SystemState
  ) throws(ExecutionFailure) {
    guard state.validators.isActive(reporter) else { throw .notAValidator }
    switch status {
    case .open:
      throw .targetNotFilled
    case .claimed:
      throw .targetAlreadyClaimed
    case .filled(let fillEpoch):
      guard state.epoch == fillEpoch.next else {
        throw .auditWindowClosed(fillEpoch: fillEpoch, currentEpoch: state.epoch)
      }
    }
  }
}

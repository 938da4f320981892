import SomaTypes

// Source: `authority/src/execution/validator.rs`.

extension Execution {
  /// What validators do to themselves and to each other.
  mutating func executeValidatorKind(_ kind: TransactionKind) throws(ExecutionFailure) {
    switch kind {
    case .addValidator(let registration):
      try state.addValidator(registration, poolID: nextID(), by: sender)
    case .removeValidator:
      try state.removeValidator(by: sender)
    case .reportValidator(let reportee):
      try state.reportValidator(reportee, by: sender)
    case .undoReportValidator(let reportee):
      try state.undoReportValidator(reportee, by: sender)
    case .updateValidatorMetadata(let update):
      try state.updateValidatorMetadata(update, by: sender)
    case .setCommissionRate(let newRate):
      try state.setCommissionRate(newRate, by: sender)
    default:
      throw .invalidTransactionType
    }
    saveState()
  }
}

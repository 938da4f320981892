public import SomaTypes
public import SomaWire

/// Targets and submissions. Every call throws what ``Wallet/submit(journal:_:)`` throws.
extension Wallet {
  /// Submits data that hit a target. The bond is the data's size times the protocol's rate.
  @discardableResult
  public func submitData(
    _ submission: DataSubmission, bondFrom coin: ObjectID? = nil
  ) async throws -> ExecutedTransaction {
    try await submit { [chain] in
      try await $0.submitData(submission, bondFrom: coin, on: chain)
    }
  }

  /// Collects the reward of a filled target once its audit is over, or the rest of an expired one.
  @discardableResult
  public func claimRewards(_ id: TargetID) async throws -> ExecutedTransaction {
    try await submit { [chain] in try await $0.claimRewards(id, on: chain) }
  }

  /// Reports the submission that filled a target; for validators.
  @discardableResult
  public func reportSubmission(_ id: TargetID) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.reportSubmission(targetID: id)) }
  }

  /// Takes such a report back.
  @discardableResult
  public func undoReportSubmission(_ id: TargetID) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.undoReportSubmission(targetID: id)) }
  }
}

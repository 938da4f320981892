import Diagnostics
import SomaTypes

/// What must hold before a transaction is signed by hand. The one place for such rules.
///
/// Here a wallet will be refused that a Steward state manages, as soon as there are states: a transaction
/// by hand over its coins could take the lock that a reveal needs (promises P2 and P8).
enum SigningRules {
  /// Refuses transactions that a newer protocol could give another meaning, where a mistake lasts.
  ///
  /// - Parameters:
  ///   - data: What is to be signed.
  ///   - protocolVersion: The live one, if the node says it.
  /// - Throws: `CommandFailure` with status 5.
  static func check(_ data: TransactionData, protocolVersion: UInt64?) throws {
    guard let protocolVersion, protocolVersion > Version.knownProtocolVersion,
      data.kind.isBinding
    else { return }
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "chain.unknownProtocol", summary: "The chain runs a newer protocol",
        detail: "It is at version \(protocolVersion); this Steward knows the rules up to "
          + "\(Version.knownProtocolVersion). \(data.kind.name) could mean something else by now. "
          + "Nothing was signed.",
        remedies: ["Update Steward.", "See what the node makes of it: add --dry-run."]))
  }
}

extension TransactionKind {
  /// Whether it ties up money or changes a model for longer than a moment.
  fileprivate var isBinding: Bool {
    switch self {
    case .createModel, .commitModel, .addStake, .addStakeToModel, .setModelCommissionRate,
      .setCommissionRate, .deactivateModel, .submitData, .addValidator, .removeValidator,
      .updateValidatorMetadata:
      true
    case .genesis, .consensusCommitPrologue, .changeEpoch, .reportValidator, .undoReportValidator,
      .transferCoin, .payCoins, .transferObjects, .withdrawStake, .revealModel, .reportModel,
      .undoReportModel, .claimRewards, .reportSubmission, .undoReportSubmission:
      false
    }
  }
}

public import Diagnostics

extension ExecutionFailure: Explainable {
  /// The explanation for the owner of the transaction.
  ///
  /// The code is `execution.` and the chain's name, such as `execution.modelRevealEpochMismatch`.
  public var diagnostic: Diagnostic {
    let (summary, facts) = explanation
    return Diagnostic(
      code: "execution.\(name.prefix(1).lowercased())\(name.dropFirst())", summary: summary,
      detail: "The chain says \(name). \(facts)", remedies: remedies)
  }

  private var explanation: (summary: String, facts: String) {
    switch self {
    case .insufficientGas:
      (
        "The gas coin cannot pay",
        "The fees are more than it holds. It has paid the base fee, or all that it held."
      )
    // Replies of nodes name the object only; readers put it, and one type twice, for what is lost.
    case .invalidOwnership(let object, let expected, _) where expected.bytes == object.bytes:
      (
        "An input belongs to someone else",
        "Object \(object) does not belong to the account that it must."
      )
    case .invalidObjectType(let object, let expected, let actual) where expected == actual:
      ("An input is of the wrong type", "Object \(object) is not of the type that it must be.")
    case .invalidOwnership(let object, let expected, let actual):
      (
        "An input belongs to someone else",
        "Object \(object) belongs to \(actual.map { "\($0)" } ?? "no one account"), "
          + "not to \(expected)."
      )
    case .objectNotFound(let object):
      ("An input does not exist", "There is no object \(object).")
    case .invalidObjectType(let object, let expected, let actual):
      (
        "An input is of the wrong type",
        "Object \(object) is a \(actual.rawValue), not a \(expected.rawValue)."
      )
    case .invalidTransactionType:
      ("The node took a transaction for another", "Its executor is not made for this kind.")
    case .invalidArguments(let reason):
      ("A transaction has invalid arguments", "Its reason: \(reason)")

    case .duplicateValidator:
      ("The account is a validator already", "It is active, or joins with the next epoch.")
    case .duplicateValidatorMetadata(let field):
      ("Another validator has the same key or address", "The field is \(field).")
    case .missingProofOfPossession:
      ("A proof of possession is missing", "A new protocol key needs one.")
    case .invalidProofOfPossession(let reason):
      ("A proof of possession is wrong", "Its reason: \(reason)")
    case .notAValidator:
      ("An account is not an active validator", "The sender must be one, and whom it reports.")
    case .validatorAlreadyRemoved:
      ("The validator is leaving already", "It leaves with the next epoch.")
    case .advancedToWrongEpoch:
      ("An epoch does not follow the last one", "The network is going into safe mode.")

    case .modelNotFound:
      ("The model does not exist", "No model on this chain has the id in the transaction.")
    case .notModelOwner:
      ("The model belongs to another account", "Only its owner can do this.")
    case .modelNotActive:
      (
        "The model is not Active",
        "Commission, deactivation, reports and submissions need an Active model."
      )
    case .modelNotPending:
      ("The model is not Pending", "Only a Pending model can do this.")
    case .modelNotCreated:
      ("The model is not Created", "Only a Created model can do this.")
    case .modelInvalidState:
      (
        "The model cannot do this where it stands",
        "A commit needs a Created or an Active model, a reveal a Pending or an Active one."
      )
    case .modelAlreadyInactive:
      ("The model has ended", "An Inactive model takes no stake and never becomes Active again.")
    case .modelRevealEpochMismatch:
      (
        "A reveal came in the wrong epoch",
        "A commit of epoch c can be revealed in epoch c+1, and in no other. "
          + "The model is as it was."
      )
    case .modelEmbeddingCommitmentMismatch:
      (
        "The revealed embedding is not the committed one",
        "Its hash differs from the commitment. The model is as it was: "
          + "another reveal in this epoch can still succeed."
      )
    case .modelDecryptionKeyCommitmentMismatch:
      (
        "The revealed key is not the committed one",
        "Its hash differs from the commitment. The model is as it was: "
          + "another reveal in this epoch can still succeed."
      )
    case .modelNoPendingUpdate:
      (
        "There is no update to reveal",
        "The model is Active and nothing waits: an update was revealed before, dropped after its "
          + "epoch, or never committed."
      )
    case .modelArchitectureVersionMismatch:
      (
        "The architecture is not the network's",
        "It differs from the live parameter model_architecture_version."
      )
    case .modelCommissionRateTooHigh:
      ("The commission is too high", "It is above 10000 basis points, which are 100 %.")
    case .modelMinStakeNotMet:
      ("The stake is too small", "It is below the live parameter model_min_stake.")

    case .noActiveModels:
      ("No model is Active", "There can be no target without one.")
    case .targetNotFound:
      ("The target does not exist", "It has another id, or was claimed and deleted.")
    case .targetNotOpen:
      ("The target is not open", "Someone has filled or claimed it.")
    case .targetExpired(let generationEpoch, let currentEpoch):
      (
        "The target has expired",
        "It was open in epoch \(generationEpoch) only; this was epoch \(currentEpoch)."
      )
    case .targetNotFilled:
      ("The target is not filled", "It can be claimed once its epoch has ended.")
    case .auditWindowOpen(let fillEpoch, let currentEpoch):
      (
        "The target is still being audited",
        "It was filled in epoch \(fillEpoch) and can be claimed two epochs later; "
          + "this was epoch \(currentEpoch)."
      )
    case .targetAlreadyClaimed:
      ("The target was claimed before", "Its reward is paid.")

    case .modelNotInTarget(let modelID, let targetID):
      (
        "The model is not one of the target's",
        "Model \(modelID) is not among those of target \(targetID)."
      )
    case .embeddingDimensionMismatch(let expected, let actual):
      (
        "The embedding has the wrong length",
        "It has \(actual) floats; the target's has \(expected)."
      )
    case .distanceExceedsThreshold(let score, let threshold):
      (
        "The data are too far from the target",
        "Their distance is \(Self.text(score)); it can be \(Self.text(threshold)) at most."
      )
    case .insufficientBond(let required, let provided):
      (
        "The bond is too small",
        "The bond coin holds \(provided); \(required) are needed."
      )
    case .dataExceedsMaxSize(let size, let maxSize):
      ("The data are too large", "They have \(size) bytes; \(maxSize) are possible.")
    case .insufficientEmissionBalance:
      ("The emission pool is empty", "It cannot pay for another target.")
    case .auditWindowClosed(let fillEpoch, let currentEpoch):
      (
        "The submission can no longer be reported, or not yet",
        "It was made in epoch \(fillEpoch) and can be reported in the next one only; "
          + "this was epoch \(currentEpoch)."
      )

    case .insufficientCoinBalance:
      ("A coin holds too little", "What is to be taken from it, with fees, is more.")
    case .coinBalanceOverflow:
      ("A coin would hold too much", "The most is 18446744073.709551615 SOMA.")
    case .arithmeticOverflow:
      ("A sum does not fit", "The result is negative, or above 18446744073709551615.")
    case .validatorNotFound:
      ("The validator does not exist", "No validator has the address to stake with.")
    case .stakingPoolNotFound:
      ("The staking pool does not exist", "The receipt names a pool that nobody has.")
    case .cannotReportOneself:
      ("A validator reported itself", "Reports are about others.")
    case .reportRecordNotFound:
      ("There is no such report", "The sender made none in this epoch.")
    case .inputObjectDeleted:
      ("An input was deleted too early", "Another transaction came first.")
    case .certificateDenied:
      ("Validators refuse the transaction", "It is on their deny list.")
    case .executionCancelledDueToSharedObjectCongestion:
      ("The network was too busy", "Too many transactions wanted the same shared object.")
    case .somaError(let error):
      (
        "A node failed at a transaction",
        ([error.name] + error.texts).joined(separator: ": ") + "."
      )
    }
  }

  /// A scalar as a number; of anything else only the size, which is all that fits in a sentence.
  private static func text(_ tensor: SomaTensor) -> String {
    tensor.bits.count == 1 ? "\(tensor.values[0])" : "\(tensor.bits.count) floats"
  }
}

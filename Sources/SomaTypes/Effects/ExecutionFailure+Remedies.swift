extension ExecutionFailure {
  /// What owners with manifests do next, most likely first.
  var remedies: [String] {
    switch self {
    case .insufficientGas, .insufficientCoinBalance:
      [
        "Put more money into the wallet, or merge its coins: steward chain merge",
        "Then run: steward reconcile",
      ]
    case .invalidOwnership, .notModelOwner:
      ["Check that `wallet` in the manifest is the owner's, then run: steward plan"]
    case .objectNotFound, .invalidObjectType, .inputObjectDeleted, .stakingPoolNotFound:
      ["What the plan was made from has changed. Make a new one: steward plan"]
    case .invalidArguments:
      ["Correct what the reason names, then run: steward plan"]

    case .modelNotFound:
      ["Check `network` and `modelId` in the manifest: the chain may have been reset."]
    case .modelNotActive, .modelNotPending, .modelNotCreated, .modelInvalidState:
      ["See where the model stands and what it needs next: steward status"]
    case .modelAlreadyInactive:
      ["Declare another model, with `replaces:` naming this one, then run: steward plan"]
    case .modelRevealEpochMismatch:
      [
        "See when the window opens, or that it has passed: steward status",
        "If it is yet to open, run in that epoch: steward reconcile",
      ]
    case .modelEmbeddingCommitmentMismatch, .modelDecryptionKeyCommitmentMismatch:
      [
        "Find the packet that the commitment was made from: steward recover",
        "Then, before this epoch ends: steward reconcile",
      ]
    case .modelNoPendingUpdate:
      [
        "See which weights are live: steward status",
        "To commit again, run: steward apply manifests/",
      ]
    case .modelArchitectureVersionMismatch:
      ["Set `architecture` in the manifest to the live value, then run: steward plan"]
    case .modelCommissionRateTooHigh:
      ["Lower `commission` in the manifest to 100% or less, then run: steward plan"]
    case .modelMinStakeNotMet:
      ["Raise `stake.initial` in the manifest to the live minimum, then run: steward plan"]

    case .targetNotFound, .targetNotOpen, .targetExpired, .targetAlreadyClaimed, .noActiveModels,
      .modelNotInTarget:
      ["Choose another target or model: steward chain targets"]
    case .targetNotFilled, .auditWindowOpen, .auditWindowClosed:
      ["Compare the epochs, and try again in the right one: steward chain targets"]
    case .embeddingDimensionMismatch, .distanceExceedsThreshold, .dataExceedsMaxSize:
      ["Submit other data, or aim at another target: steward chain targets"]
    case .insufficientBond:
      ["Use a coin that holds the bond, or merge coins: steward chain merge"]
    case .insufficientEmissionBalance:
      ["Nothing can be done but to wait for fees to fill the pool."]

    case .notAValidator, .validatorNotFound, .cannotReportOneself, .reportRecordNotFound,
      .duplicateValidator, .validatorAlreadyRemoved:
      ["Compare with the validators of this epoch: steward chain validators"]
    case .duplicateValidatorMetadata, .missingProofOfPossession, .invalidProofOfPossession:
      ["Make the validator's keys and proof again with the network's own tools."]

    case .coinBalanceOverflow, .arithmeticOverflow:
      ["Use smaller amounts, or coins that hold less."]
    case .executionCancelledDueToSharedObjectCongestion:
      ["Try again with a new transaction: steward reconcile"]
    case .certificateDenied:
      ["Ask those who run the network why, with the transaction's digest."]
    case .advancedToWrongEpoch, .invalidTransactionType, .somaError:
      [
        "See whether anything of yours is at risk: steward status",
        "Report it to those who run the network, with the transaction's digest.",
      ]
    }
  }

  /// What to do next after a transaction that somebody made by hand: there is no manifest to change,
  /// and nothing that plans again.
  public var remediesByHand: [String] {
    switch self {
    case .insufficientGas, .insufficientCoinBalance:
      ["Put more money into the wallet, or merge its coins: steward chain merge"]
    case .invalidOwnership, .notModelOwner:
      ["Send it from the owner's account."]
    case .objectNotFound, .invalidObjectType, .inputObjectDeleted, .stakingPoolNotFound:
      ["What it was made from has changed. Make it again."]
    case .invalidArguments:
      ["Correct what the reason names."]

    case .modelNotFound:
      ["Check the model's id and the network: the chain may have been reset."]
    case .modelNotActive, .modelNotPending, .modelNotCreated, .modelInvalidState,
      .modelNoPendingUpdate:
      ["See where the model stands: steward chain model"]
    case .modelAlreadyInactive:
      ["Choose another model: steward chain models"]
    case .modelRevealEpochMismatch:
      ["Compare the epoch with that of the commit: steward chain model"]
    case .modelEmbeddingCommitmentMismatch, .modelDecryptionKeyCommitmentMismatch:
      ["Find the packet that the commitment was made from: steward recover"]
    case .modelArchitectureVersionMismatch, .modelMinStakeNotMet:
      ["See the live value: steward chain params"]
    case .modelCommissionRateTooHigh:
      ["Name a commission of 100% or less."]
    case .executionCancelledDueToSharedObjectCongestion:
      ["Try again with a new transaction."]
    case .advancedToWrongEpoch, .invalidTransactionType, .somaError:
      ["Report it to those who run the network, with the transaction's digest."]

    case .targetNotFound, .targetNotOpen, .targetExpired, .targetAlreadyClaimed, .noActiveModels,
      .modelNotInTarget, .targetNotFilled, .auditWindowOpen, .auditWindowClosed,
      .embeddingDimensionMismatch, .distanceExceedsThreshold, .dataExceedsMaxSize,
      .insufficientBond, .insufficientEmissionBalance, .notAValidator, .validatorNotFound,
      .cannotReportOneself, .reportRecordNotFound, .duplicateValidator, .validatorAlreadyRemoved,
      .duplicateValidatorMetadata, .missingProofOfPossession, .invalidProofOfPossession,
      .coinBalanceOverflow, .arithmeticOverflow, .certificateDenied:
      remedies
    }
  }
}

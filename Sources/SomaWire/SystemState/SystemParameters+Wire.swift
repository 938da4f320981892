import SomaProto
import SomaTypes

extension SystemParameters {
  /// Reads the parameters; all of them are needed. The bond of challengers is not one of them.
  init(_ message: Soma_Rpc_SystemParameters) throws(WireError) {
    self.init(
      epochDurationMs: try Field(
        "epoch_duration_ms", message.hasEpochDurationMs, message.epochDurationMs
      ).value,
      validatorRewardAllocationBps: try Field(
        "validator_reward_allocation_bps", message.hasValidatorRewardAllocationBps,
        message.validatorRewardAllocationBps
      ).number(),
      modelMinStake: try Field("model_min_stake", message.hasModelMinStake, message.modelMinStake)
        .number(),
      modelArchitectureVersion: try Field(
        "model_architecture_version", message.hasModelArchitectureVersion,
        message.modelArchitectureVersion
      ).value,
      modelRevealSlashRateBps: try Field(
        "model_reveal_slash_rate_bps", message.hasModelRevealSlashRateBps,
        message.modelRevealSlashRateBps
      ).number(),
      modelTallySlashRateBps: try Field(
        "model_tally_slash_rate_bps", message.hasModelTallySlashRateBps,
        message.modelTallySlashRateBps
      ).number(),
      targetEpochFeeCollection: try Field(
        "target_epoch_fee_collection", message.hasTargetEpochFeeCollection,
        message.targetEpochFeeCollection
      ).number(),
      baseFee: try Field("base_fee", message.hasBaseFee, message.baseFee).number(),
      writeObjectFee: try Field(
        "write_object_fee", message.hasWriteObjectFee, message.writeObjectFee
      ).number(),
      valueFeeBps: try Field("value_fee_bps", message.hasValueFeeBps, message.valueFeeBps).number(),
      minValueFeeBps: try Field(
        "min_value_fee_bps", message.hasMinValueFeeBps, message.minValueFeeBps
      ).number(),
      maxValueFeeBps: try Field(
        "max_value_fee_bps", message.hasMaxValueFeeBps, message.maxValueFeeBps
      ).number(),
      feeAdjustmentRateBps: try Field(
        "fee_adjustment_rate_bps", message.hasFeeAdjustmentRateBps, message.feeAdjustmentRateBps
      ).number(),
      targetModelsPerTarget: try Field(
        "target_models_per_target", message.hasTargetModelsPerTarget, message.targetModelsPerTarget
      ).value,
      targetEmbeddingDim: try Field(
        "target_embedding_dim", message.hasTargetEmbeddingDim, message.targetEmbeddingDim
      ).value,
      targetInitialDistanceThreshold: SomaTensor(
        scalar: try Field(
          "target_initial_distance_threshold", message.hasTargetInitialDistanceThreshold,
          message.targetInitialDistanceThreshold
        ).value),
      targetRewardAllocationBps: try Field(
        "target_reward_allocation_bps", message.hasTargetRewardAllocationBps,
        message.targetRewardAllocationBps
      ).number(),
      targetHitsPerEpoch: try Field(
        "target_hits_per_epoch", message.hasTargetHitsPerEpoch, message.targetHitsPerEpoch
      ).value,
      targetHitsEmaDecayBps: try Field(
        "target_hits_ema_decay_bps", message.hasTargetHitsEmaDecayBps,
        message.targetHitsEmaDecayBps
      ).number(),
      targetDifficultyAdjustmentRateBps: try Field(
        "target_difficulty_adjustment_rate_bps", message.hasTargetDifficultyAdjustmentRateBps,
        message.targetDifficultyAdjustmentRateBps
      ).number(),
      targetMaxDistanceThreshold: SomaTensor(
        scalar: try Field(
          "target_max_distance_threshold", message.hasTargetMaxDistanceThreshold,
          message.targetMaxDistanceThreshold
        ).value),
      targetMinDistanceThreshold: SomaTensor(
        scalar: try Field(
          "target_min_distance_threshold", message.hasTargetMinDistanceThreshold,
          message.targetMinDistanceThreshold
        ).value),
      targetInitialTargetsPerEpoch: try Field(
        "target_initial_targets_per_epoch", message.hasTargetInitialTargetsPerEpoch,
        message.targetInitialTargetsPerEpoch
      ).value,
      targetSubmitterRewardShareBps: try Field(
        "target_submitter_reward_share_bps", message.hasTargetSubmitterRewardShareBps,
        message.targetSubmitterRewardShareBps
      ).number(),
      targetModelRewardShareBps: try Field(
        "target_model_reward_share_bps", message.hasTargetModelRewardShareBps,
        message.targetModelRewardShareBps
      ).number(),
      targetClaimerIncentiveBps: try Field(
        "target_claimer_incentive_bps", message.hasTargetClaimerIncentiveBps,
        message.targetClaimerIncentiveBps
      ).number(),
      submissionBondPerByte: try Field(
        "submission_bond_per_byte", message.hasSubmissionBondPerByte,
        message.submissionBondPerByte
      ).number(),
      maxSubmissionDataSize: try Field(
        "max_submission_data_size", message.hasMaxSubmissionDataSize, message.maxSubmissionDataSize
      ).value)
  }
}

extension Soma_Rpc_SystemParameters {
  /// Writes the parameters.
  init(_ parameters: SystemParameters) {
    self.init()
    epochDurationMs = parameters.epochDurationMs
    validatorRewardAllocationBps = parameters.validatorRewardAllocationBps.rawValue
    modelMinStake = parameters.modelMinStake.shannons
    modelArchitectureVersion = parameters.modelArchitectureVersion
    modelRevealSlashRateBps = parameters.modelRevealSlashRateBps.rawValue
    modelTallySlashRateBps = parameters.modelTallySlashRateBps.rawValue
    targetEpochFeeCollection = parameters.targetEpochFeeCollection.shannons
    baseFee = parameters.baseFee.shannons
    writeObjectFee = parameters.writeObjectFee.shannons
    valueFeeBps = parameters.valueFeeBps.rawValue
    minValueFeeBps = parameters.minValueFeeBps.rawValue
    maxValueFeeBps = parameters.maxValueFeeBps.rawValue
    feeAdjustmentRateBps = parameters.feeAdjustmentRateBps.rawValue
    targetModelsPerTarget = parameters.targetModelsPerTarget
    targetEmbeddingDim = parameters.targetEmbeddingDim
    targetInitialDistanceThreshold = parameters.targetInitialDistanceThreshold.scalar
    targetRewardAllocationBps = parameters.targetRewardAllocationBps.rawValue
    targetHitsPerEpoch = parameters.targetHitsPerEpoch
    targetHitsEmaDecayBps = parameters.targetHitsEmaDecayBps.rawValue
    targetDifficultyAdjustmentRateBps = parameters.targetDifficultyAdjustmentRateBps.rawValue
    targetMaxDistanceThreshold = parameters.targetMaxDistanceThreshold.scalar
    targetMinDistanceThreshold = parameters.targetMinDistanceThreshold.scalar
    targetInitialTargetsPerEpoch = parameters.targetInitialTargetsPerEpoch
    targetSubmitterRewardShareBps = parameters.targetSubmitterRewardShareBps.rawValue
    targetModelRewardShareBps = parameters.targetModelRewardShareBps.rawValue
    targetClaimerIncentiveBps = parameters.targetClaimerIncentiveBps.rawValue
    submissionBondPerByte = parameters.submissionBondPerByte.shannons
    maxSubmissionDataSize = parameters.maxSubmissionDataSize
  }
}

import SomaTypes

extension SystemParameters {
  /// All of them, in the chain's order.
  var outputFields: [OutputValue.Field] {
    let rates: (BasisPoints) -> OutputValue = { .number($0.rawValue) }
    return [
      .init("epochDurationMs", .duration(epochDurationMs)),
      .init("validatorRewardAllocationBps", rates(validatorRewardAllocationBps)),
      .init("modelMinStake", modelMinStake.output),
      .init("modelArchitectureVersion", .number(modelArchitectureVersion)),
      .init("modelRevealSlashRateBps", rates(modelRevealSlashRateBps)),
      .init("modelTallySlashRateBps", rates(modelTallySlashRateBps)),
      .init("targetEpochFeeCollection", targetEpochFeeCollection.output),
      .init("baseFee", baseFee.output), .init("writeObjectFee", writeObjectFee.output),
      .init("valueFeeBps", rates(valueFeeBps)), .init("minValueFeeBps", rates(minValueFeeBps)),
      .init("maxValueFeeBps", rates(maxValueFeeBps)),
      .init("feeAdjustmentRateBps", rates(feeAdjustmentRateBps)),
      .init("targetModelsPerTarget", .number(targetModelsPerTarget)),
      .init("targetEmbeddingDim", .number(targetEmbeddingDim)),
      .init("targetInitialDistanceThreshold", targetInitialDistanceThreshold.scalarOutput),
      .init("targetRewardAllocationBps", rates(targetRewardAllocationBps)),
      .init("targetHitsPerEpoch", .number(targetHitsPerEpoch)),
      .init("targetHitsEmaDecayBps", rates(targetHitsEmaDecayBps)),
      .init("targetDifficultyAdjustmentRateBps", rates(targetDifficultyAdjustmentRateBps)),
      .init("targetMaxDistanceThreshold", targetMaxDistanceThreshold.scalarOutput),
      .init("targetMinDistanceThreshold", targetMinDistanceThreshold.scalarOutput),
      .init("targetInitialTargetsPerEpoch", .number(targetInitialTargetsPerEpoch)),
      .init("targetSubmitterRewardShareBps", rates(targetSubmitterRewardShareBps)),
      .init("targetModelRewardShareBps", rates(targetModelRewardShareBps)),
      .init("targetClaimerIncentiveBps", rates(targetClaimerIncentiveBps)),
      .init("submissionBondPerByte", submissionBondPerByte.output),
      .init("maxSubmissionDataSize", .number(maxSubmissionDataSize)),
    ]
  }
}

extension SomaTensor {
  /// One float, as the shortest text that stands for it and no other.
  var scalarOutput: OutputValue { bits.count == 1 ? .text("\(values[0])") : output }
}

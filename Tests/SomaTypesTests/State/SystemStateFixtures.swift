import SomaTypes

extension SystemParameters {
  /// 1001, 1002 and so on in the chain's order, but three thresholds.
  static let vectors = SystemParameters(
    epochDurationMs: 1001, validatorRewardAllocationBps: 1002, modelMinStake: 1003,
    modelArchitectureVersion: 1004, modelRevealSlashRateBps: 1005, modelTallySlashRateBps: 1006,
    targetEpochFeeCollection: 1007, baseFee: 1008, writeObjectFee: 1009, valueFeeBps: 1010,
    minValueFeeBps: 1011, maxValueFeeBps: 1012, feeAdjustmentRateBps: 1013,
    targetModelsPerTarget: 1014, targetEmbeddingDim: 1015,
    targetInitialDistanceThreshold: SomaTensor(scalar: 1.05), targetRewardAllocationBps: 1017,
    targetHitsPerEpoch: 1018, targetHitsEmaDecayBps: 1019,
    targetDifficultyAdjustmentRateBps: 1020, targetMaxDistanceThreshold: SomaTensor(scalar: 2),
    targetMinDistanceThreshold: SomaTensor(scalar: 0.95), targetInitialTargetsPerEpoch: 1023,
    targetSubmitterRewardShareBps: 1024, targetModelRewardShareBps: 1025,
    targetClaimerIncentiveBps: 1026, submissionBondPerByte: 1027, maxSubmissionDataSize: 1028)
}

extension SystemState {
  /// The state of the vectors with something everywhere.
  static func everything() throws -> SystemState {
    SystemState(
      epoch: 41, protocolVersion: 5, validators: try .vectors(), parameters: .vectors,
      epochStartTimestampMs: 1_767_225_600_000,
      validatorReportRecords: [
        SomaAddress(seed: 0xE0): [SomaAddress(seed: 0x30)],
        SomaAddress(seed: 0x30): [SomaAddress(seed: 0xE0), SomaAddress(seed: 0x40)],
      ],
      modelRegistry: try .vectors(),
      emissionPool: EmissionPool(balance: 680_000, emissionPerEpoch: 1_370),
      targetState: TargetState(
        distanceThreshold: SomaTensor(scalar: 0.978), targetsGeneratedThisEpoch: 51,
        hitsThisEpoch: 52, hitsEma: 53, rewardPerTarget: 54),
      safeMode: true, safeModeAccumulatedFees: 55, safeModeAccumulatedEmissions: 56)
  }

  /// The state of the vectors with nothing in it.
  static let nothing = SystemState(
    epoch: 0, protocolVersion: 5, validators: ValidatorSet(totalStake: 0, validators: []),
    parameters: .vectors,
    epochStartTimestampMs: 0, emissionPool: EmissionPool(balance: 0, emissionPerEpoch: 0),
    targetState: TargetState(distanceThreshold: SomaTensor(scalar: 0)))
}

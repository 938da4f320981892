public import SomaTypes

extension SystemParameters {
  /// The protocol versions that the ledger knows. Source: CHAIN.md 6.1.
  public static let knownProtocolVersions: ClosedRange<UInt64> = 1...5

  /// The parameters that a protocol version begins with.
  ///
  /// Source: chain `protocol-config/src/lib.rs`; CHAIN.md 6.1. The same for the public test network
  /// and for local ones.
  ///
  /// - Parameter version: One of ``knownProtocolVersions``; any above is taken for the last.
  public init(protocolVersion version: UInt64) {
    let isThird = version >= 3
    let threshold: Float = version >= 5 ? 1.05 : isThird ? 0.978 : 2
    let oneSoma = Amount(shannons: Amount.shannonsPerSoma)
    self.init(
      epochDurationMs: 86_400_000, validatorRewardAllocationBps: 7000, modelMinStake: oneSoma,
      modelArchitectureVersion: 1, modelRevealSlashRateBps: 5000, modelTallySlashRateBps: 9500,
      targetEpochFeeCollection: oneSoma, baseFee: Amount(shannons: 1000),
      writeObjectFee: Amount(shannons: 300), valueFeeBps: 10, minValueFeeBps: 1,
      maxValueFeeBps: 50, feeAdjustmentRateBps: 1250, targetModelsPerTarget: 3,
      targetEmbeddingDim: 2048, targetInitialDistanceThreshold: SomaTensor(scalar: threshold),
      targetRewardAllocationBps: 8000, targetHitsPerEpoch: isThird ? 86_400 : 16,
      targetHitsEmaDecayBps: isThird ? 9000 : 7000,
      targetDifficultyAdjustmentRateBps: version >= 4 ? 10_000 : isThird ? 200 : 1000,
      targetMaxDistanceThreshold: SomaTensor(scalar: 2),
      targetMinDistanceThreshold: SomaTensor(scalar: isThird ? 0.95 : 0.1),
      targetInitialTargetsPerEpoch: version >= 5 ? 100 : 20,
      targetSubmitterRewardShareBps: 4975, targetModelRewardShareBps: 4975,
      targetClaimerIncentiveBps: 50, submissionBondPerByte: Amount(shannons: isThird ? 65 : 10),
      maxSubmissionDataSize: 1_048_576)
  }

  /// What a validator loses of an epoch's reward when a quorum of the others reports it; the same
  /// in all versions. Source: chain `reward_slashing_rate_bps`.
  static let rewardSlashingRateBps: BasisPoints = 5000
}

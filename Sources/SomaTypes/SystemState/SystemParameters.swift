public import BCS

/// The live parameters of the chain: what owners pay, risk and must match.
///
/// BCS: the fields in order. They can change at every boundary between epochs, so read them in the
/// epoch in which they are used. Source: chain type `SystemParameters`.
public struct SystemParameters: Hashable, Sendable {
  /// How long an epoch lasts at least, in milliseconds.
  public var epochDurationMs: UInt64
  /// The validators' share of an epoch's rewards.
  public var validatorRewardAllocationBps: BasisPoints
  /// The least stake that a model can be created with.
  public var modelMinStake: Amount
  /// The only architecture that a model can be created with.
  public var modelArchitectureVersion: UInt64
  /// What a model loses that is not revealed, or not committed, in time.
  public var modelRevealSlashRateBps: BasisPoints
  /// What a model loses that a quorum of validators reports.
  public var modelTallySlashRateBps: BasisPoints
  /// The fees of an epoch that ``valueFeeBps`` is adjusted towards.
  public var targetEpochFeeCollection: Amount
  /// For each transaction, kept also when it fails.
  public var baseFee: Amount
  /// For each object that a transaction writes.
  public var writeObjectFee: Amount
  /// Of what is transferred; half of it of what is staked, withdrawn or claimed.
  public var valueFeeBps: BasisPoints
  /// The least that ``valueFeeBps`` can become.
  public var minValueFeeBps: BasisPoints
  /// The most that ``valueFeeBps`` can become.
  public var maxValueFeeBps: BasisPoints
  /// How far ``valueFeeBps`` can move in an epoch, as a part of itself.
  public var feeAdjustmentRateBps: BasisPoints
  /// How many models a target is given to.
  public var targetModelsPerTarget: UInt64
  /// How many floats an embedding has; the chain does not check those of models.
  public var targetEmbeddingDim: UInt64
  /// The distance threshold at genesis, a scalar.
  public var targetInitialDistanceThreshold: SomaTensor
  /// The targets' share of an epoch's emissions.
  public var targetRewardAllocationBps: BasisPoints
  /// The hits of an epoch that the difficulty is adjusted towards.
  public var targetHitsPerEpoch: UInt64
  /// How much of the smoothed hits survives an epoch.
  public var targetHitsEmaDecayBps: BasisPoints
  /// How far the difficulty can move in an epoch.
  public var targetDifficultyAdjustmentRateBps: BasisPoints
  /// The easiest that targets can become, a scalar.
  public var targetMaxDistanceThreshold: SomaTensor
  /// The hardest that targets can become, a scalar.
  public var targetMinDistanceThreshold: SomaTensor
  /// How many targets an epoch begins with.
  public var targetInitialTargetsPerEpoch: UInt64
  /// The submitter's share of a target's reward.
  public var targetSubmitterRewardShareBps: BasisPoints
  /// The model owner's share of a target's reward.
  public var targetModelRewardShareBps: BasisPoints
  /// The claimer's share of a target's reward.
  public var targetClaimerIncentiveBps: BasisPoints
  /// The bond for each byte of submitted data.
  public var submissionBondPerByte: Amount
  /// The most data that can be submitted, in bytes.
  public var maxSubmissionDataSize: UInt64

  /// Creates parameters.
  public init(
    epochDurationMs: UInt64, validatorRewardAllocationBps: BasisPoints, modelMinStake: Amount,
    modelArchitectureVersion: UInt64, modelRevealSlashRateBps: BasisPoints,
    modelTallySlashRateBps: BasisPoints, targetEpochFeeCollection: Amount, baseFee: Amount,
    writeObjectFee: Amount, valueFeeBps: BasisPoints, minValueFeeBps: BasisPoints,
    maxValueFeeBps: BasisPoints, feeAdjustmentRateBps: BasisPoints, targetModelsPerTarget: UInt64,
    targetEmbeddingDim: UInt64, targetInitialDistanceThreshold: SomaTensor,
    targetRewardAllocationBps: BasisPoints, targetHitsPerEpoch: UInt64,
    targetHitsEmaDecayBps: BasisPoints, targetDifficultyAdjustmentRateBps: BasisPoints,
    targetMaxDistanceThreshold: SomaTensor, targetMinDistanceThreshold: SomaTensor,
    targetInitialTargetsPerEpoch: UInt64, targetSubmitterRewardShareBps: BasisPoints,
    targetModelRewardShareBps: BasisPoints, targetClaimerIncentiveBps: BasisPoints,
    submissionBondPerByte: Amount, maxSubmissionDataSize: UInt64
  ) {
    self.epochDurationMs = epochDurationMs
    self.validatorRewardAllocationBps = validatorRewardAllocationBps
    self.modelMinStake = modelMinStake
    self.modelArchitectureVersion = modelArchitectureVersion
    self.modelRevealSlashRateBps = modelRevealSlashRateBps
    self.modelTallySlashRateBps = modelTallySlashRateBps
    self.targetEpochFeeCollection = targetEpochFeeCollection
    self.baseFee = baseFee
    self.writeObjectFee = writeObjectFee
    self.valueFeeBps = valueFeeBps
    self.minValueFeeBps = minValueFeeBps
    self.maxValueFeeBps = maxValueFeeBps
    self.feeAdjustmentRateBps = feeAdjustmentRateBps
    self.targetModelsPerTarget = targetModelsPerTarget
    self.targetEmbeddingDim = targetEmbeddingDim
    self.targetInitialDistanceThreshold = targetInitialDistanceThreshold
    self.targetRewardAllocationBps = targetRewardAllocationBps
    self.targetHitsPerEpoch = targetHitsPerEpoch
    self.targetHitsEmaDecayBps = targetHitsEmaDecayBps
    self.targetDifficultyAdjustmentRateBps = targetDifficultyAdjustmentRateBps
    self.targetMaxDistanceThreshold = targetMaxDistanceThreshold
    self.targetMinDistanceThreshold = targetMinDistanceThreshold
    self.targetInitialTargetsPerEpoch = targetInitialTargetsPerEpoch
    self.targetSubmitterRewardShareBps = targetSubmitterRewardShareBps
    self.targetModelRewardShareBps = targetModelRewardShareBps
    self.targetClaimerIncentiveBps = targetClaimerIncentiveBps
    self.submissionBondPerByte = submissionBondPerByte
    self.maxSubmissionDataSize = maxSubmissionDataSize
  }
}

extension SystemParameters: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    epochDurationMs = try reader.readInteger()
    validatorRewardAllocationBps = try reader.read()
    modelMinStake = try reader.read()
    modelArchitectureVersion = try reader.readInteger()
    modelRevealSlashRateBps = try reader.read()
    modelTallySlashRateBps = try reader.read()
    targetEpochFeeCollection = try reader.read()
    baseFee = try reader.read()
    writeObjectFee = try reader.read()
    valueFeeBps = try reader.read()
    minValueFeeBps = try reader.read()
    maxValueFeeBps = try reader.read()
    feeAdjustmentRateBps = try reader.read()
    targetModelsPerTarget = try reader.readInteger()
    targetEmbeddingDim = try reader.readInteger()
    targetInitialDistanceThreshold = try reader.read()
    targetRewardAllocationBps = try reader.read()
    targetHitsPerEpoch = try reader.readInteger()
    targetHitsEmaDecayBps = try reader.read()
    targetDifficultyAdjustmentRateBps = try reader.read()
    targetMaxDistanceThreshold = try reader.read()
    targetMinDistanceThreshold = try reader.read()
    targetInitialTargetsPerEpoch = try reader.readInteger()
    targetSubmitterRewardShareBps = try reader.read()
    targetModelRewardShareBps = try reader.read()
    targetClaimerIncentiveBps = try reader.read()
    submissionBondPerByte = try reader.read()
    maxSubmissionDataSize = try reader.readInteger()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(epochDurationMs)
    writer.write(validatorRewardAllocationBps)
    writer.write(modelMinStake)
    writer.write(modelArchitectureVersion)
    writer.write(modelRevealSlashRateBps)
    writer.write(modelTallySlashRateBps)
    writer.write(targetEpochFeeCollection)
    writer.write(baseFee)
    writer.write(writeObjectFee)
    writer.write(valueFeeBps)
    writer.write(minValueFeeBps)
    writer.write(maxValueFeeBps)
    writer.write(feeAdjustmentRateBps)
    writer.write(targetModelsPerTarget)
    writer.write(targetEmbeddingDim)
    writer.write(targetInitialDistanceThreshold)
    writer.write(targetRewardAllocationBps)
    writer.write(targetHitsPerEpoch)
    writer.write(targetHitsEmaDecayBps)
    writer.write(targetDifficultyAdjustmentRateBps)
    writer.write(targetMaxDistanceThreshold)
    writer.write(targetMinDistanceThreshold)
    writer.write(targetInitialTargetsPerEpoch)
    writer.write(targetSubmitterRewardShareBps)
    writer.write(targetModelRewardShareBps)
    writer.write(targetClaimerIncentiveBps)
    writer.write(submissionBondPerByte)
    writer.write(maxSubmissionDataSize)
  }
}

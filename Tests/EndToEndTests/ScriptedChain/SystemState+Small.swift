import SomaCrypto
import SomaTypes
import SomaWire
import Testing

extension SystemState {
  /// Epoch 7 of a small chain, with a model in every state.
  static func small() throws -> SystemState {
    SystemState(
      epoch: 7, protocolVersion: 5,
      validators: ValidatorSet(totalStake: 20_000_000_000, validators: [try .small()]),
      parameters: .small, epochStartTimestampMs: 1_760_000_000_250,
      modelRegistry: ModelRegistry(
        models: try Model.all(), totalModelStake: Amount(shannons: 3_000_000_000)),
      emissionPool: EmissionPool(
        balance: Amount(shannons: 10_000_000_000_000_000),
        emissionPerEpoch: Amount(shannons: 1_370_000_000_000)),
      targetState: TargetState(
        distanceThreshold: SomaTensor(scalar: 1.05), targetsGeneratedThisEpoch: 120,
        hitsThisEpoch: 20, rewardPerTarget: Amount(shannons: 12_700_000)))
  }
}

extension Model {
  /// Created, Pending, Active, Active with an update, Inactive.
  fileprivate static func all() throws -> [ModelID: Model] {
    let commitments = ModelCommitments(
      manifest: ContentManifest(
        url: try CanonicalURL("https://weights.example/w"),
        checksum: Checksum(Bytes32(repeating: 1)), sizeInBytes: 2_000_000),
      weightsCommitment: .init(Bytes32(repeating: 1)),
      embeddingCommitment: .init(Bytes32(repeating: 2)),
      decryptionKeyCommitment: .init(Bytes32(repeating: 3)))
    let revealed = RevealedModel(
      commitments: commitments, decryptionKey: DecryptionKey(Bytes32(repeating: 4)),
      embedding: SomaTensor([0.5, -1, 0.25, 0]))
    let update = PendingModelUpdate(commitments: commitments, commitEpoch: 6)
    let states: [UInt8: ModelState] = [
      0xb1: .created(createEpoch: 6), 0xb2: .pending(update),
      0xb3: .active(revealed, pendingUpdate: nil), 0xb4: .active(revealed, pendingUpdate: update),
      0xb5: .inactive(revealed),
    ]
    return Dictionary(
      uniqueKeysWithValues: states.map { seed, state in
        (
          ModelID(seed: seed),
          Model(
            owner: seed == 0xb4 ? SomaAddress(seed: 0x0e) : ChainContents.owner,
            architectureVersion: 1,
            stakingPool: StakingPool(
              id: StakingPoolID(seed: seed), activationEpoch: 4,
              somaBalance: Amount(shannons: 1_500_000_000), poolTokenBalance: 1_500_000_000),
            commissionRate: 500, nextEpochCommissionRate: 600, state: state)
        )
      })
  }
}

extension Validator {
  fileprivate static func small() throws -> Validator {
    let address = "/dns/validator.example"
    return Validator(
      metadata: ValidatorMetadata(
        somaAddress: SomaAddress(seed: 0xee),
        protocolPubkey: try #require(BLSPublicKey([UInt8](repeating: 1, count: 96))),
        networkPubkey: .init(bytes: Bytes32(repeating: 2)),
        workerPubkey: .init(bytes: Bytes32(repeating: 3)), netAddress: address + "/tcp/8080/http",
        p2pAddress: address + "/udp/8084", primaryAddress: address + "/udp/8081",
        proxyAddress: address + "/tcp/8090/http",
        proofOfPossession: try #require(BLSSignature([UInt8](repeating: 4, count: 48)))),
      votingPower: 10_000,
      stakingPool: StakingPool(
        id: StakingPoolID(seed: 0xef), activationEpoch: 0,
        somaBalance: Amount(shannons: 20_000_000_000)),
      commissionRate: 200, nextEpochStake: Amount(shannons: 20_000_000_000),
      nextEpochCommissionRate: 250)
  }
}

extension SystemParameters {
  fileprivate static let small = SystemParameters(
    epochDurationMs: 86_400_000, validatorRewardAllocationBps: 7000,
    modelMinStake: Amount(shannons: 1_000_000_000), modelArchitectureVersion: 1,
    modelRevealSlashRateBps: 5000, modelTallySlashRateBps: 9500,
    targetEpochFeeCollection: Amount(shannons: 1_000_000_000), baseFee: Amount(shannons: 1000),
    writeObjectFee: Amount(shannons: 300), valueFeeBps: 10, minValueFeeBps: 1, maxValueFeeBps: 50,
    feeAdjustmentRateBps: 1250, targetModelsPerTarget: 3, targetEmbeddingDim: 4,
    targetInitialDistanceThreshold: SomaTensor(scalar: 1.05), targetRewardAllocationBps: 8000,
    targetHitsPerEpoch: 86_400, targetHitsEmaDecayBps: 9000,
    targetDifficultyAdjustmentRateBps: 10_000, targetMaxDistanceThreshold: SomaTensor(scalar: 2),
    targetMinDistanceThreshold: SomaTensor(scalar: 0.95), targetInitialTargetsPerEpoch: 100,
    targetSubmitterRewardShareBps: 4975, targetModelRewardShareBps: 4975,
    targetClaimerIncentiveBps: 50, submissionBondPerByte: Amount(shannons: 65),
    maxSubmissionDataSize: 1_048_576)
}

extension CertifiedCheckpoint {
  /// Number 42, of epoch 7.
  static func latest() throws -> CertifiedCheckpoint {
    CertifiedCheckpoint(
      summary: CheckpointSummary(
        epoch: 7, sequenceNumber: 42, networkTotalTransactions: 1000,
        contentDigest: .init(Bytes32(repeating: 5)), previousDigest: .init(Bytes32(repeating: 6)),
        epochRollingTransactionFees: TransactionFee(
          baseFee: Amount(shannons: 1000), operationFee: Amount(shannons: 300), valueFee: .zero,
          totalFee: Amount(shannons: 1300)),
        timestampMs: 1_760_000_000_123),
      signature: CheckpointSignature(
        epoch: 7, signature: try #require(BLSSignature([UInt8](repeating: 7, count: 48))),
        signers: [0]))
  }
}

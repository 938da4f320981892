import Ledger
import SomaTypes
import SomaWire

extension ProtocolConfig {
  /// The constants of a protocol version. Source: `protocol-config/src/lib.rs`; WIRE.md 6.9.
  init(protocolVersion version: UInt64) {
    let parameters = SystemParameters(protocolVersion: version)
    let numbers: [String: UInt64] = [
      "base_fee": parameters.baseFee.shannons,
      "buffer_stake_for_protocol_upgrade_bps": 5000,
      "consensus_bad_nodes_stake_threshold": 30,
      "consensus_commit_rate_estimation_window_size": 10,
      "consensus_gc_depth": 60,
      "consensus_max_num_transactions_in_block": 512,
      "consensus_max_transaction_size_bytes": 262_144,
      "consensus_max_transactions_in_block_bytes": 524_288,
      "epoch_duration_ms": parameters.epochDurationMs,
      "execution_version": version >= 3 ? 2 : version >= 2 ? 1 : 0,
      "fee_adjustment_rate_bps": parameters.feeAdjustmentRateBps.rawValue,
      "initial_value_fee_bps": parameters.valueFeeBps.rawValue,
      "max_checkpoint_size_bytes": 31_457_280,
      "max_submission_data_size": parameters.maxSubmissionDataSize,
      "max_transactions_per_checkpoint": 20_000,
      "max_value_fee_bps": parameters.maxValueFeeBps.rawValue,
      "min_checkpoint_interval_ms": 200,
      "min_value_fee_bps": parameters.minValueFeeBps.rawValue,
      "model_architecture_version": parameters.modelArchitectureVersion,
      "model_min_stake": parameters.modelMinStake.shannons,
      "model_reveal_slash_rate_bps": parameters.modelRevealSlashRateBps.rawValue,
      "model_tally_slash_rate_bps": parameters.modelTallySlashRateBps.rawValue,
      "mysticeti_num_leaders_per_round": 1,
      "reward_slashing_rate_bps": 5000,
      "submission_bond_per_byte": parameters.submissionBondPerByte.shannons,
      "target_claimer_incentive_bps": parameters.targetClaimerIncentiveBps.rawValue,
      "target_difficulty_adjustment_rate_bps":
        parameters.targetDifficultyAdjustmentRateBps.rawValue,
      "target_embedding_dim": parameters.targetEmbeddingDim,
      "target_epoch_fee_collection": parameters.targetEpochFeeCollection.shannons,
      "target_hits_ema_decay_bps": parameters.targetHitsEmaDecayBps.rawValue,
      "target_hits_per_epoch": parameters.targetHitsPerEpoch,
      "target_initial_targets_per_epoch": parameters.targetInitialTargetsPerEpoch,
      "target_model_reward_share_bps": parameters.targetModelRewardShareBps.rawValue,
      "target_models_per_target": parameters.targetModelsPerTarget,
      "target_reward_allocation_bps": parameters.targetRewardAllocationBps.rawValue,
      "target_submitter_reward_share_bps": parameters.targetSubmitterRewardShareBps.rawValue,
      "validator_reward_allocation_bps": parameters.validatorRewardAllocationBps.rawValue,
      "write_object_fee": parameters.writeObjectFee.shannons,
    ]
    let thresholds: [String: SomaTensor] = [
      "target_initial_distance_threshold": parameters.targetInitialDistanceThreshold,
      "target_max_distance_threshold": parameters.targetMaxDistanceThreshold,
      "target_min_distance_threshold": parameters.targetMinDistanceThreshold,
    ]
    var attributes = numbers.mapValues(\.description)
    for (name, tensor) in thresholds {
      // Whole numbers are written without a fraction.
      let text = (tensor.values.first ?? 0).description
      attributes[name] = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    self.init(protocolVersion: version, attributes: attributes)
  }
}

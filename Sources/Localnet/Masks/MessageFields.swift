/// The fields that the messages of replies have, for checking masks.
///
/// Fields of a map, of a number or of a text have nothing below them. Source: the .proto files;
/// `rpc/src/utils/field/field_mask_util.rs`, `validate`.
struct MessageFields {
  private let name: String

  /// The message of GetObject and of a listing.
  static let object = MessageFields(name: "Object")
  /// The message of GetTarget and of a listing.
  static let target = MessageFields(name: "Target")
  /// The message of GetTransaction and ExecuteTransaction.
  static let executedTransaction = MessageFields(name: "ExecutedTransaction")
  /// The message of GetCheckpoint.
  static let checkpoint = MessageFields(name: "Checkpoint")
  /// The message of GetEpoch.
  static let epoch = MessageFields(name: "Epoch")

  /// Whether the message has a field at this path.
  func contains(_ path: String) -> Bool {
    var message = name
    var components = path.split(separator: ".", omittingEmptySubsequences: false)
    // A dot at the end is not noticed.
    if components.count > 1, components.last == "" { components.removeLast() }
    for (index, component) in components.enumerated() {
      guard let below = Self.table[message]?[String(component)] else { return false }
      if index == components.count - 1 { return true }
      guard let next = below else { return false }
      message = next
    }
    return false
  }

  /// By message and field: the message of the field, if it is one.
  private static let table: [String: [String: String?]] = {
    var table: [String: [String: String?]] = [:]
    var message = ""
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if let name = words.first, words.last == "=" {
        message = String(name)
        continue
      }
      for word in words {
        let parts = word.split(separator: ":").map(String.init)
        table[message, default: [:]][parts[0]] = .some(parts.count > 1 ? parts[1] : nil)
      }
    }
    return table
  }()

  private static let text = """
    AddStake =
      address coin_ref:ObjectReference amount
    AddStakeToModel =
      model_id coin_ref:ObjectReference amount
    AddValidator =
      pubkey_bytes network_pubkey_bytes worker_pubkey_bytes net_address p2p_address
      primary_address proxy_address proof_of_possession
    BalanceChange =
      address amount
    ChangeEpoch =
      epoch epoch_start_timestamp protocol_version fees epoch_randomness
    ChangedObject =
      object_id input_state input_version input_digest input_owner:Owner output_state
      output_version output_digest output_owner:Owner id_operation object_type
    Checkpoint =
      sequence_number digest summary:CheckpointSummary
      signature:ValidatorAggregatedSignature contents:CheckpointContents
      transactions:ExecutedTransaction objects:ObjectSet
    CheckpointCommitment =
      kind digest
    CheckpointContents =
      digest version transactions:CheckpointedTransactionInfo
    CheckpointSummary =
      digest epoch sequence_number total_network_transactions content_digest
      previous_digest epoch_rolling_transaction_fees:TransactionFee timestamp
      commitments:CheckpointCommitment end_of_epoch_data:EndOfEpochData
    CheckpointedTransactionInfo =
      transaction effects signatures:UserSignature
    ClaimChallengeBond =
      challenge_id
    ClaimRewards =
      target_id
    CommitModel =
      model_id manifest:Manifest weights_commitment embedding_commitment
      decryption_key_commitment
    ConsensusCommitPrologue =
      epoch round sub_dag_index commit_timestamp consensus_commit_digest
      additional_state_digest
    CreateModel =
      stake_amount commission_rate architecture_version
    DeactivateModel =
      model_id
    EmissionPool =
      balance emission_per_epoch
    EndOfEpochData =
      next_epoch_validator_committee:ValidatorCommittee next_epoch_protocol_version
      epoch_commitments:CheckpointCommitment
    Epoch =
      epoch committee:ValidatorCommittee system_state:SystemState first_checkpoint
      last_checkpoint start end protocol_config:ProtocolConfig
    ExecutedTransaction =
      digest transaction:Transaction signatures:UserSignature effects:TransactionEffects
      checkpoint timestamp balance_changes:BalanceChange objects:ObjectSet
    ExecutionError =
      description kind object_id other_error
    ExecutionStatus =
      success error:ExecutionError
    GenesisTransaction =
      objects:Object
    InitiateChallenge =
      target_id challenge_type model_id bond_coin:ObjectReference
    Manifest =
      v1:ManifestV1
    ManifestV1 =
      url metadata:Metadata
    Metadata =
      v1:MetadataV1
    MetadataV1 =
      checksum size
    ModelRegistry =
      staking_pool_mappings total_model_stake model_report_records models
    MultisigAggregatedSignature =
      signatures:MultisigMemberSignature bitmap committee:MultisigCommittee
    MultisigCommittee =
      members:MultisigMember threshold
    MultisigMember =
      public_key:MultisigMemberPublicKey weight
    MultisigMemberPublicKey =
      scheme public_key
    MultisigMemberSignature =
      scheme signature
    Object =
      object_id version digest owner:Owner object_type contents previous_transaction
    ObjectReference =
      object_id version digest
    ObjectSet =
      objects:Object
    Owner =
      kind address version
    PayCoins =
      coins:ObjectReference amounts recipients
    ProtocolConfig =
      protocol_version feature_flags attributes
    RemoveValidator =
      pubkey_bytes
    ReportChallenge =
      challenge_id
    ReportModel =
      model_id
    ReportSubmission =
      target_id challenger
    ReportValidator =
      reportee
    RevealModel =
      model_id decryption_key embedding
    SetCommissionRate =
      new_rate
    SetModelCommissionRate =
      model_id new_rate
    SimpleSignature =
      scheme signature public_key
    StakingPool =
      id activation_epoch deactivation_epoch soma_balance rewards_pool pool_token_balance
      exchange_rates pending_stake pending_total_soma_withdraw pending_pool_token_withdraw
    SubmissionManifest =
      manifest:Manifest
    SubmitData =
      target_id data_manifest:SubmissionManifest model_id embedding distance_score
      bond_coin:ObjectReference loss_score
    SystemParameters =
      epoch_duration_ms validator_reward_allocation_bps model_min_stake
      model_architecture_version model_reveal_slash_rate_bps model_tally_slash_rate_bps
      target_epoch_fee_collection base_fee write_object_fee value_fee_bps
      min_value_fee_bps max_value_fee_bps fee_adjustment_rate_bps target_models_per_target
      target_embedding_dim target_initial_distance_threshold target_reward_allocation_bps
      target_hits_per_epoch target_hits_ema_decay_bps
      target_difficulty_adjustment_rate_bps target_max_distance_threshold
      target_min_distance_threshold target_initial_targets_per_epoch
      target_submitter_reward_share_bps target_model_reward_share_bps
      target_claimer_incentive_bps submission_bond_per_byte challenger_bond_per_byte
      max_submission_data_size
    SystemState =
      epoch epoch_start_timestamp_ms protocol_version parameters:SystemParameters
      validators:ValidatorSet validator_report_records emission_pool:EmissionPool
      model_registry:ModelRegistry target_state:TargetState submission_report_records
      safe_mode safe_mode_accumulated_fees safe_mode_accumulated_emissions
    Target =
      id embedding model_ids distance_threshold reward_pool generation_epoch status
      fill_epoch submitter winning_model_id winning_model_owner bond_amount data_url
    TargetState =
      distance_threshold targets_generated_this_epoch hits_this_epoch hits_ema
      reward_per_target
    Transaction =
      digest kind:TransactionKind sender gas_payment:ObjectReference
    TransactionEffects =
      status:ExecutionStatus epoch fee:TransactionFee transaction_digest gas_object_index
      dependencies lamport_version changed_objects:ChangedObject
      unchanged_shared_objects:UnchangedSharedObject
    TransactionFee =
      base_fee operation_fee value_fee total_fee
    TransactionKind =
      genesis:GenesisTransaction consensus_commit_prologue:ConsensusCommitPrologue
      change_epoch:ChangeEpoch add_validator:AddValidator remove_validator:RemoveValidator
      report_validator:ReportValidator undo_report_validator:UndoReportValidator
      update_validator_metadata:UpdateValidatorMetadata
      set_commission_rate:SetCommissionRate transfer_coin:TransferCoin pay_coins:PayCoins
      transfer_objects:TransferObjects add_stake:AddStake withdraw_stake:WithdrawStake
      commit_model:CommitModel reveal_model:RevealModel add_stake_to_model:AddStakeToModel
      set_model_commission_rate:SetModelCommissionRate deactivate_model:DeactivateModel
      report_model:ReportModel undo_report_model:UndoReportModel submit_data:SubmitData
      claim_rewards:ClaimRewards initiate_challenge:InitiateChallenge
      report_submission:ReportSubmission undo_report_submission:UndoReportSubmission
      report_challenge:ReportChallenge undo_report_challenge:UndoReportChallenge
      claim_challenge_bond:ClaimChallengeBond create_model:CreateModel
    TransferCoin =
      coin:ObjectReference amount recipient
    TransferObjects =
      objects:ObjectReference recipient
    UnchangedSharedObject =
      kind object_id version digest object_type
    UndoReportChallenge =
      challenge_id
    UndoReportModel =
      model_id
    UndoReportSubmission =
      target_id
    UndoReportValidator =
      reportee
    UpdateValidatorMetadata =
      next_epoch_network_address next_epoch_p2p_address next_epoch_primary_address
      next_epoch_proxy_address next_epoch_protocol_pubkey next_epoch_worker_pubkey
      next_epoch_network_pubkey next_epoch_proof_of_possession
    UserSignature =
      scheme simple:SimpleSignature multisig:MultisigAggregatedSignature
    Validator =
      soma_address protocol_pubkey network_pubkey worker_pubkey net_address p2p_address
      primary_address voting_power commission_rate next_epoch_stake
      next_epoch_commission_rate staking_pool:StakingPool next_epoch_protocol_pubkey
      next_epoch_network_pubkey next_epoch_worker_pubkey next_epoch_net_address
      next_epoch_p2p_address next_epoch_primary_address proxy_address
      next_epoch_proxy_address proof_of_possession next_epoch_proof_of_possession
    ValidatorAggregatedSignature =
      epoch signature bitmap
    ValidatorCommittee =
      epoch members:ValidatorCommitteeMember
    ValidatorCommitteeMember =
      authority_key weight network_metadata:ValidatorNetworkMetadata
    ValidatorNetworkMetadata =
      consensus_address hostname protocol_key network_key
    ValidatorSet =
      total_stake validators:Validator pending_validators:Validator pending_removals
      staking_pool_mappings inactive_validators at_risk_validators
    WithdrawStake =
      staked_soma:ObjectReference
    """
}

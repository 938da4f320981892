import FoundationEssentials
import SomaProto
import SomaTypes

extension TransactionKind {
  /// Reads any of the 26 kinds.
  ///
  /// - Throws: ``WireError``; ``WireError/Reason/challenge`` for the kinds of challenges, which
  ///   nodes refuse too.
  init(_ message: Soma_Rpc_TransactionKind) throws(WireError) {
    guard let kind = message.kind else { throw WireError(.missing) }
    self =
      switch kind {
      case .genesis(let value):
        .genesis(
          objects: try inside("genesis", value) { (value) throws(WireError) in
            try each("objects", value.objects, SomaObject.init(_:))
          })
      case .consensusCommitPrologue(let value):
        .consensusCommitPrologue(
          try inside("consensus_commit_prologue", value, ConsensusCommitPrologue.init(_:)))
      case .changeEpoch(let value):
        .changeEpoch(try inside("change_epoch", value, ChangeEpoch.init(_:)))
      case .addValidator(let value):
        .addValidator(try inside("add_validator", value, AddValidator.init(_:)))
      case .removeValidator(let value):
        .removeValidator(
          pubkey: try Field(
            "remove_validator.pubkey_bytes", value.hasPubkeyBytes, value.pubkeyBytes
          )
          .bytes)
      case .reportValidator(let value):
        .reportValidator(
          reportee: try Field("report_validator.reportee", value.hasReportee, value.reportee)
            .map(SomaAddress.init(protobuf:)))
      case .undoReportValidator(let value):
        .undoReportValidator(
          reportee: try Field("undo_report_validator.reportee", value.hasReportee, value.reportee)
            .map(SomaAddress.init(protobuf:)))
      case .updateValidatorMetadata(let value):
        .updateValidatorMetadata(UpdateValidatorMetadata(value))
      case .setCommissionRate(let value):
        .setCommissionRate(
          newRate: try Field("set_commission_rate.new_rate", value.hasNewRate, value.newRate)
            .number())
      case .transferCoin(let value):
        .transferCoin(try inside("transfer_coin", value, TransferCoin.init(_:)))
      case .payCoins(let value):
        .payCoins(try inside("pay_coins", value, PayCoins.init(_:)))
      case .transferObjects(let value):
        .transferObjects(try inside("transfer_objects", value, TransferObjects.init(_:)))
      case .addStake(let value):
        .addStake(try inside("add_stake", value, AddStake.init(_:)))
      case .withdrawStake(let value):
        .withdrawStake(
          stakedSoma: try Field("withdraw_stake.staked_soma", value.hasStakedSoma, value.stakedSoma)
            .map(ObjectRef.init(_:)))
      case .createModel(let value):
        .createModel(try inside("create_model", value, CreateModel.init(_:)))
      case .commitModel(let value):
        .commitModel(try inside("commit_model", value, CommitModel.init(_:)))
      case .revealModel(let value):
        .revealModel(try inside("reveal_model", value, RevealModel.init(_:)))
      case .addStakeToModel(let value):
        .addStakeToModel(try inside("add_stake_to_model", value, AddStakeToModel.init(_:)))
      case .setModelCommissionRate(let value):
        .setModelCommissionRate(
          try inside("set_model_commission_rate", value, SetModelCommissionRate.init(_:)))
      case .deactivateModel(let value):
        .deactivateModel(
          modelID: try Field("deactivate_model.model_id", value.hasModelID, value.modelID)
            .map(ModelID.init(protobuf:)))
      case .reportModel(let value):
        .reportModel(
          modelID: try Field("report_model.model_id", value.hasModelID, value.modelID)
            .map(ModelID.init(protobuf:)))
      case .undoReportModel(let value):
        .undoReportModel(
          modelID: try Field("undo_report_model.model_id", value.hasModelID, value.modelID)
            .map(ModelID.init(protobuf:)))
      case .submitData(let value):
        .submitData(try inside("submit_data", value, SubmitData.init(_:)))
      case .claimRewards(let value):
        .claimRewards(
          targetID: try Field("claim_rewards.target_id", value.hasTargetID, value.targetID)
            .map(TargetID.init(protobuf:)))
      case .reportSubmission(let value):
        .reportSubmission(
          targetID: try Field("report_submission.target_id", value.hasTargetID, value.targetID)
            .map(TargetID.init(protobuf:)))
      case .undoReportSubmission(let value):
        .undoReportSubmission(
          targetID: try Field("undo_report_submission.target_id", value.hasTargetID, value.targetID)
            .map(TargetID.init(protobuf:)))
      case .initiateChallenge: throw WireError("initiate_challenge", .challenge)
      case .reportChallenge: throw WireError("report_challenge", .challenge)
      case .undoReportChallenge: throw WireError("undo_report_challenge", .challenge)
      case .claimChallengeBond: throw WireError("claim_challenge_bond", .challenge)
      }
  }
}

extension Soma_Rpc_TransactionKind {
  /// Writes any of the 26 kinds.
  init(_ kind: TransactionKind, form: IdentifierForm) {
    self.init()
    switch kind {
    case .genesis(let objects):
      genesis.objects = objects.map { Soma_Rpc_Object($0, form: form) }
    case .consensusCommitPrologue(let value):
      consensusCommitPrologue = Soma_Rpc_ConsensusCommitPrologue(value)
    case .changeEpoch(let value): changeEpoch = Soma_Rpc_ChangeEpoch(value)
    case .addValidator(let value): addValidator = Soma_Rpc_AddValidator(value)
    case .removeValidator(let pubkey): removeValidator.pubkeyBytes = Data(pubkey)
    case .reportValidator(let reportee): reportValidator.reportee = reportee.text(form)
    case .undoReportValidator(let reportee): undoReportValidator.reportee = reportee.text(form)
    case .updateValidatorMetadata(let value):
      updateValidatorMetadata = Soma_Rpc_UpdateValidatorMetadata(value)
    case .setCommissionRate(let newRate): setCommissionRate.newRate = newRate.rawValue
    case .transferCoin(let value): transferCoin = Soma_Rpc_TransferCoin(value, form: form)
    case .payCoins(let value): payCoins = Soma_Rpc_PayCoins(value, form: form)
    case .transferObjects(let value):
      transferObjects = Soma_Rpc_TransferObjects(value, form: form)
    case .addStake(let value): addStake = Soma_Rpc_AddStake(value, form: form)
    case .withdrawStake(let receipt):
      withdrawStake.stakedSoma = Soma_Rpc_ObjectReference(receipt, form: form)
    case .createModel(let value): createModel = Soma_Rpc_CreateModel(value)
    case .commitModel(let value): commitModel = Soma_Rpc_CommitModel(value)
    case .revealModel(let value): revealModel = Soma_Rpc_RevealModel(value)
    case .addStakeToModel(let value):
      addStakeToModel = Soma_Rpc_AddStakeToModel(value, form: form)
    case .setModelCommissionRate(let value):
      setModelCommissionRate = Soma_Rpc_SetModelCommissionRate(value)
    case .deactivateModel(let id): deactivateModel.modelID = id.text(.prefixed)
    case .reportModel(let id): reportModel.modelID = id.text(.prefixed)
    case .undoReportModel(let id): undoReportModel.modelID = id.text(.prefixed)
    case .submitData(let value): submitData = Soma_Rpc_SubmitData(value, form: form)
    case .claimRewards(let id): claimRewards.targetID = id.text(.prefixed)
    case .reportSubmission(let id): reportSubmission.targetID = id.text(.prefixed)
    case .undoReportSubmission(let id): undoReportSubmission.targetID = id.text(.prefixed)
    }
  }
}

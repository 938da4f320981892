import TestSupport
import WireVectors
import SomaClient
import SomaTypes

extension RecordedCall {
  /// Asks our wallet what the real SDK was asked.
  ///
  /// - Returns: Whether there is such a call; the one that is refused on purpose has none.
  func submit(by wallet: Wallet) async throws -> Bool {
    switch name {
    case "create_model":
      let made = try await wallet.createModel(
        stake: amount("stake_amount_soma"),
        commission: BasisPoints(UInt64(number("commission_rate"))))
      return made.id.description == modelID
    case _ where name.hasPrefix("commit_model"):
      try await wallet.commit(release, to: id("model_id"))
    case "reveal_model", "reveal_model_2048":
      try await wallet.reveal(
        id("model_id"), decryptionKey: key, embedding: tensor("embedding"))
    case "deactivate_model": try await wallet.deactivateModel(id("model_id"))
    case "report_model": try await wallet.reportModel(id("model_id"))
    case "undo_report_model": try await wallet.undoReportModel(id("model_id"))
    case "set_model_commission_rate":
      try await wallet.setModelCommissionRate(
        id("model_id"), to: BasisPoints(UInt64(number("new_rate"))))
    case "add_stake_to_model":
      try await wallet.addStake(to: id("model_id"), amount: amount("amount_soma"))
    case "add_stake", "add_stake_3_coins":
      try await wallet.addStake(with: id("validator"), amount: amount("amount_soma"))
    case "add_stake_whole_coin":
      try await wallet.addStake(with: id("validator"), amount: nil)
    case "transfer_coin":
      try await wallet.transferCoin(amount("amount_soma"), to: id("recipient"))
    case "pay_coins":
      try await wallet.payCoins(payments)
    case "submit_data_1_coins", "submit_data_empty_loss":
      try await wallet.submitData(submission)
    case "submit_data_2_coins":
      try await wallet.submitData(submission, bondFrom: signed.data.kind.ownedInputs[0].id)
    case "report_submission": try await wallet.reportSubmission(id("target_id"))
    case "undo_report_submission": try await wallet.undoReportSubmission(id("target_id"))
    case "claim_rewards": try await wallet.claimRewards(id("target_id"))
    case "merge_coins": try await wallet.mergeCoins()
    // The contents of the receipt are not in the recordings, only its reference.
    case "withdraw_stake":
      try await wallet.submit { [objects = signed.data.kind.ownedInputs] in
        try $0.withdrawStake(objects[0], principal: 1)
      }
    case "transfer_objects":
      try await wallet.submit { [recipient = try id("recipient") as SomaAddress, signed] in
        try $0.transferObjects(signed.data.kind.ownedInputs, to: recipient)
      }
    default: return try await submitAsValidator(by: wallet)
    }
    return true
  }

  private func submitAsValidator(by wallet: Wallet) async throws -> Bool {
    switch name {
    case "add_validator":
      try await wallet.addValidator(
        AddValidator(
          pubkey: inputs.bytes("pubkey_bytes"), networkPubkey: inputs.bytes("network_pubkey_bytes"),
          workerPubkey: inputs.bytes("worker_pubkey_bytes"),
          proofOfPossession: inputs.bytes("proof_of_possession"),
          netAddress: inputs.bytes("net_address"), p2pAddress: inputs.bytes("p2p_address"),
          primaryAddress: inputs.bytes("primary_address"),
          proxyAddress: inputs.bytes("proxy_address")))
    case "remove_validator":
      try await wallet.removeValidator(pubkey: inputs.bytes("pubkey_bytes"))
    case _ where name.hasPrefix("update_validator_metadata"):
      try await wallet.updateValidatorMetadata(
        UpdateValidatorMetadata(
          networkAddress: bytes("next_epoch_network_address"),
          p2pAddress: bytes("next_epoch_p2p_address"),
          primaryAddress: bytes("next_epoch_primary_address"),
          proxyAddress: bytes("next_epoch_proxy_address"),
          protocolPubkey: bytes("next_epoch_protocol_pubkey"),
          workerPubkey: bytes("next_epoch_worker_pubkey"),
          networkPubkey: bytes("next_epoch_network_pubkey"),
          proofOfPossession: bytes("next_epoch_proof_of_possession")))
    case "set_validator_commission_rate":
      // 2^64 - 1, which no floating-point number of the recording can hold.
      try await wallet.setValidatorCommissionRate(BasisPoints(.max))
    case "report_validator": try await wallet.reportValidator(id("reportee"))
    case "undo_report_validator": try await wallet.undoReportValidator(id("reportee"))
    default: return false
    }
    return true
  }

  private var payments: [(recipient: SomaAddress, amount: Amount)] {
    get throws {
      let recipients = try inputs["recipients"].elements.map {
        try SomaAddress($0.string ?? "", spelling: .argument)
      }
      let amounts = inputs["amounts_soma"].elements.compactMap(\.double).map(Self.amount)
      return zip(recipients, amounts).map { ($0, $1) }
    }
  }
}

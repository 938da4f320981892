import SomaProto

// How far down a mask counts differs from message to message; what is deeper comes whole. Source:
// `rpc/src/proto/soma`, the `Merge` implementations.

extension Soma_Rpc_Object {
  /// The object with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("object_id") { message.clearObjectID() }
    if !mask.contains("version") { message.clearVersion() }
    if !mask.contains("digest") { message.clearDigest() }
    if !mask.contains("owner") { message.clearOwner() }
    if !mask.contains("object_type") { message.clearObjectType() }
    if !mask.contains("contents") { message.clearContents() }
    if !mask.contains("previous_transaction") { message.clearPreviousTransaction() }
    return message
  }
}

extension Soma_Rpc_Target {
  /// The target with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("id") { message.clearID() }
    if !mask.contains("embedding") { message.embedding = [] }
    if !mask.contains("model_ids") { message.modelIds = [] }
    if !mask.contains("distance_threshold") { message.clearDistanceThreshold() }
    if !mask.contains("reward_pool") { message.clearRewardPool() }
    if !mask.contains("generation_epoch") { message.clearGenerationEpoch() }
    if !mask.contains("status") { message.clearStatus() }
    if !mask.contains("fill_epoch") { message.clearFillEpoch() }
    if !mask.contains("submitter") { message.clearSubmitter() }
    if !mask.contains("winning_model_id") { message.clearWinningModelID() }
    if !mask.contains("winning_model_owner") { message.clearWinningModelOwner() }
    if !mask.contains("bond_amount") { message.clearBondAmount() }
    if !mask.contains("data_url") { message.clearDataURL() }
    return message
  }
}

extension Soma_Rpc_Transaction {
  /// The transaction with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("digest") { message.clearDigest() }
    if !mask.contains("kind") { message.clearKind() }
    if !mask.contains("sender") { message.clearSender() }
    if !mask.contains("gas_payment") { message.gasPayment = [] }
    return message
  }
}

extension Soma_Rpc_UserSignature {
  /// The signature with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("scheme") { message.clearScheme() }
    switch signature {
    case .simple: if !mask.contains("simple") { message.signature = nil }
    case .multisig: if !mask.contains("multisig") { message.signature = nil }
    case nil: break
    }
    return message
  }
}

extension Soma_Rpc_TransactionEffects {
  /// The effects with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("status") { message.clearStatus() }
    if !mask.contains("epoch") { message.clearEpoch() }
    if !mask.contains("fee") { message.clearFee() }
    if !mask.contains("transaction_digest") { message.clearTransactionDigest() }
    if !mask.contains("gas_object_index") { message.clearGasObjectIndex() }
    if !mask.contains("dependencies") { message.dependencies = [] }
    if !mask.contains("lamport_version") { message.clearLamportVersion() }
    if !mask.contains("changed_objects") { message.changedObjects = [] }
    if !mask.contains("unchanged_shared_objects") { message.unchangedSharedObjects = [] }
    return message
  }
}

extension Soma_Rpc_ExecutedTransaction {
  /// The transaction with what the mask asks for, but for the objects: which of those are sent is
  /// decided before they are read.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("digest") { message.clearDigest() }
    if let submask = mask.subtree("transaction") {
      if hasTransaction { message.transaction = transaction.masked(submask) }
    } else {
      message.clearTransaction()
    }
    message.signatures =
      mask.subtree("signatures").map { submask in signatures.map { $0.masked(submask) } } ?? []
    if let submask = mask.subtree("effects") {
      message.effects = effects.masked(submask)
    } else {
      message.clearEffects()
    }
    if !mask.contains("checkpoint") { message.clearCheckpoint() }
    if !mask.contains("timestamp") { message.clearTimestamp() }
    if !mask.contains("balance_changes") { message.balanceChanges = [] }
    return message
  }
}

extension Soma_Rpc_CheckpointSummary {
  /// The summary with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("digest") { message.clearDigest() }
    if !mask.contains("epoch") { message.clearEpoch() }
    if !mask.contains("sequence_number") { message.clearSequenceNumber() }
    if !mask.contains("total_network_transactions") { message.clearTotalNetworkTransactions() }
    if !mask.contains("content_digest") { message.clearContentDigest() }
    if !mask.contains("previous_digest") { message.clearPreviousDigest() }
    if !mask.contains("epoch_rolling_transaction_fees") {
      message.clearEpochRollingTransactionFees()
    }
    if !mask.contains("timestamp") { message.clearTimestamp() }
    if !mask.contains("commitments") { message.commitments = [] }
    if !mask.contains("end_of_epoch_data") { message.clearEndOfEpochData() }
    return message
  }
}

extension Soma_Rpc_CheckpointContents {
  /// The contents with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("digest") { message.clearDigest() }
    if !mask.contains("version") { message.clearVersion() }
    if !mask.contains("transactions") { message.transactions = [] }
    return message
  }
}

extension Soma_Rpc_Checkpoint {
  /// The checkpoint with what the mask asks for. Objects have been chosen before.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("sequence_number") { message.clearSequenceNumber() }
    if !mask.contains("digest") { message.clearDigest() }
    if let submask = mask.subtree("summary") {
      message.summary = summary.masked(submask)
    } else {
      message.clearSummary()
    }
    if !mask.contains("signature") { message.clearSignature() }
    if let submask = mask.subtree("contents") {
      message.contents = contents.masked(submask)
    } else {
      message.clearContents()
    }
    message.transactions =
      mask.subtree("transactions").map { submask in transactions.map { $0.masked(submask) } } ?? []
    return message
  }
}

extension Soma_Rpc_ProtocolConfig {
  /// The constants with what the mask asks for.
  func masked(_ mask: FieldMaskTree) -> Self {
    var message = self
    if !mask.contains("protocol_version") { message.clearProtocolVersion() }
    if !mask.contains("feature_flags") { message.featureFlags = [:] }
    if !mask.contains("attributes") { message.attributes = [:] }
    return message
  }
}

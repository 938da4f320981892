public import SomaProto
public import SomaTypes
import SwiftProtobuf

extension CheckpointSummary {
  /// Reads a summary. Its `digest` is not looked at: ``digest`` is computed from the rest.
  ///
  /// - Throws: ``WireError``, with paths as seen from the summary.
  public init(_ message: Soma_Rpc_CheckpointSummary) throws(WireError) {
    self.init(
      epoch: try Field("epoch", message.hasEpoch, message.epoch).number(),
      sequenceNumber: try Field(
        "sequence_number", message.hasSequenceNumber, message.sequenceNumber
      ).number(),
      networkTotalTransactions: try Field(
        "total_network_transactions", message.hasTotalNetworkTransactions,
        message.totalNetworkTransactions
      ).value,
      contentDigest: try Field("content_digest", message.hasContentDigest, message.contentDigest)
        .map(CheckpointContentsDigest.init(wire:)),
      previousDigest: try Field(
        "previous_digest", message.hasPreviousDigest, message.previousDigest
      ).mapIfPresent(CheckpointDigest.init(wire:)),
      epochRollingTransactionFees: try Field(
        "epoch_rolling_transaction_fees", message.hasEpochRollingTransactionFees,
        message.epochRollingTransactionFees
      ).map(TransactionFee.init(_:)),
      timestampMs: try Field("timestamp", message.hasTimestamp, message.timestamp)
        .map(UInt64.init(milliseconds:)),
      checkpointCommitments: try each(
        "commitments", message.commitments, CheckpointCommitment.init(_:)),
      endOfEpochData: try Field(
        "end_of_epoch_data", message.hasEndOfEpochData, message.endOfEpochData
      ).mapIfPresent(EndOfEpochData.init(_:)))
  }
}

extension Soma_Rpc_CheckpointSummary {
  /// Writes a summary with its digest.
  public init(_ summary: CheckpointSummary) {
    self.init()
    digest = summary.digest.description
    epoch = summary.epoch.rawValue
    sequenceNumber = summary.sequenceNumber.rawValue
    totalNetworkTransactions = summary.networkTotalTransactions
    contentDigest = summary.contentDigest.description
    if let previous = summary.previousDigest { previousDigest = previous.description }
    epochRollingTransactionFees = Soma_Rpc_TransactionFee(summary.epochRollingTransactionFees)
    timestamp = Google_Protobuf_Timestamp(milliseconds: summary.timestampMs)
    commitments = summary.checkpointCommitments.map(Soma_Rpc_CheckpointCommitment.init(_:))
    if let data = summary.endOfEpochData { endOfEpochData = Soma_Rpc_EndOfEpochData(data) }
  }
}

extension EndOfEpochData {
  fileprivate init(_ message: Soma_Rpc_EndOfEpochData) throws(WireError) {
    self.init(
      nextEpochValidatorCommittee: try Field(
        "next_epoch_validator_committee", message.hasNextEpochValidatorCommittee,
        message.nextEpochValidatorCommittee
      ).map(Committee.init(_:)),
      nextEpochProtocolVersion: try Field(
        "next_epoch_protocol_version", message.hasNextEpochProtocolVersion,
        message.nextEpochProtocolVersion
      ).value,
      epochCommitments: try each(
        "epoch_commitments", message.epochCommitments, CheckpointCommitment.init(_:)))
  }
}

extension Soma_Rpc_EndOfEpochData {
  fileprivate init(_ data: EndOfEpochData) {
    self.init()
    nextEpochValidatorCommittee = Soma_Rpc_ValidatorCommittee(data.nextEpochValidatorCommittee)
    nextEpochProtocolVersion = data.nextEpochProtocolVersion
    epochCommitments = data.epochCommitments.map(Soma_Rpc_CheckpointCommitment.init(_:))
  }
}

public import BCS

/// What the validators sign of a checkpoint.
///
/// BCS: the fields in order, without a version tag. Source: chain type `CheckpointSummary`.
public struct CheckpointSummary: Hashable, Sendable {
  /// Its epoch.
  public var epoch: Epoch
  /// Its number.
  public var sequenceNumber: CheckpointSequenceNumber
  /// How many transactions there were since genesis, those of this checkpoint included.
  public var networkTotalTransactions: UInt64
  /// See ``CheckpointContents/digest``.
  public var contentDigest: CheckpointContentsDigest
  /// The checkpoint before; `nil` for number 0.
  public var previousDigest: CheckpointDigest?
  /// Fees of the epoch up to and with this checkpoint.
  public var epochRollingTransactionFees: TransactionFee
  /// Milliseconds since 1970 in UTC; never less than before, but it can be the same.
  public var timestampMs: UInt64
  /// What the signers vouch for beside the transactions.
  public var checkpointCommitments: [CheckpointCommitment]
  /// Only on the last checkpoint of an epoch.
  public var endOfEpochData: EndOfEpochData?
  /// Whatever a later protocol version adds; empty now. Protobuf does not carry it.
  public var versionSpecificData: [UInt8]

  /// Creates a summary.
  public init(
    epoch: Epoch, sequenceNumber: CheckpointSequenceNumber, networkTotalTransactions: UInt64,
    contentDigest: CheckpointContentsDigest, previousDigest: CheckpointDigest?,
    epochRollingTransactionFees: TransactionFee, timestampMs: UInt64,
    checkpointCommitments: [CheckpointCommitment] = [], endOfEpochData: EndOfEpochData? = nil,
    versionSpecificData: [UInt8] = []
  ) {
    self.epoch = epoch
    self.sequenceNumber = sequenceNumber
    self.networkTotalTransactions = networkTotalTransactions
    self.contentDigest = contentDigest
    self.previousDigest = previousDigest
    self.epochRollingTransactionFees = epochRollingTransactionFees
    self.timestampMs = timestampMs
    self.checkpointCommitments = checkpointCommitments
    self.endOfEpochData = endOfEpochData
    self.versionSpecificData = versionSpecificData
  }

  /// The digest: BLAKE2b-256 of `CheckpointSummary::` and the BCS. That of number 0 is the chain id.
  public var digest: CheckpointDigest { Digest(prefixed: "CheckpointSummary", self) }
}

extension CheckpointSummary: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    epoch = try reader.read()
    sequenceNumber = try reader.read()
    networkTotalTransactions = try reader.readInteger()
    contentDigest = try reader.read()
    previousDigest = try reader.readOption()
    epochRollingTransactionFees = try reader.read()
    timestampMs = try reader.readInteger()
    checkpointCommitments = try reader.readSequence()
    endOfEpochData = try reader.readOption()
    versionSpecificData = try reader.readByteString()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(epoch)
    writer.write(sequenceNumber)
    writer.write(networkTotalTransactions)
    writer.write(contentDigest)
    writer.writeOption(previousDigest)
    writer.write(epochRollingTransactionFees)
    writer.write(timestampMs)
    writer.writeSequence(checkpointCommitments)
    writer.writeOption(endOfEpochData)
    writer.writeByteString(versionSpecificData)
  }
}

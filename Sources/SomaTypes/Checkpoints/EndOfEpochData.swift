public import BCS

/// What the last checkpoint of an epoch says of the next one.
public struct EndOfEpochData: Hashable, Sendable {
  /// Who will validate.
  public var nextEpochValidatorCommittee: Committee
  /// The protocol version that will be in force.
  public var nextEpochProtocolVersion: UInt64
  /// What the signers vouch for beside it.
  public var epochCommitments: [CheckpointCommitment]

  /// Creates the data.
  public init(
    nextEpochValidatorCommittee: Committee, nextEpochProtocolVersion: UInt64,
    epochCommitments: [CheckpointCommitment]
  ) {
    self.nextEpochValidatorCommittee = nextEpochValidatorCommittee
    self.nextEpochProtocolVersion = nextEpochProtocolVersion
    self.epochCommitments = epochCommitments
  }
}

extension EndOfEpochData: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    nextEpochValidatorCommittee = try reader.read()
    nextEpochProtocolVersion = try reader.readInteger()
    epochCommitments = try reader.readSequence()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(nextEpochValidatorCommittee)
    writer.write(nextEpochProtocolVersion)
    writer.writeSequence(epochCommitments)
  }
}

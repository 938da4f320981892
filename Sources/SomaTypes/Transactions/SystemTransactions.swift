public import BCS

/// What validators agree on at the start of a consensus commit.
public struct ConsensusCommitPrologue: Hashable, Sendable {
  /// The epoch of the commit.
  public var epoch: Epoch
  /// The consensus round.
  public var round: UInt64
  /// Position among several commits of one round.
  public var subDAGIndex: UInt64?
  /// Milliseconds since 1970 in UTC.
  public var commitTimestampMs: UInt64
  /// Digest of the commit.
  public var consensusCommitDigest: ConsensusCommitDigest
  /// Digest of state that consensus agrees on beside it.
  public var additionalStateDigest: AdditionalConsensusStateDigest

  /// Creates the payload.
  public init(
    epoch: Epoch, round: UInt64, subDAGIndex: UInt64?, commitTimestampMs: UInt64,
    consensusCommitDigest: ConsensusCommitDigest,
    additionalStateDigest: AdditionalConsensusStateDigest
  ) {
    self.epoch = epoch
    self.round = round
    self.subDAGIndex = subDAGIndex
    self.commitTimestampMs = commitTimestampMs
    self.consensusCommitDigest = consensusCommitDigest
    self.additionalStateDigest = additionalStateDigest
  }
}

extension ConsensusCommitPrologue: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    epoch = try reader.read()
    round = try reader.readInteger()
    subDAGIndex = try reader.readOption { (reader) throws(BCSError) in try reader.readInteger() }
    commitTimestampMs = try reader.readInteger()
    consensusCommitDigest = try reader.read()
    additionalStateDigest = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(epoch)
    writer.write(round)
    writer.writeOption(subDAGIndex) { $0.write($1) }
    writer.write(commitTimestampMs)
    writer.write(consensusCommitDigest)
    writer.write(additionalStateDigest)
  }
}

/// The boundary between two epochs.
public struct ChangeEpoch: Hashable, Sendable {
  /// The epoch that begins.
  public var epoch: Epoch
  /// When it begins, in milliseconds since 1970 in UTC.
  public var epochStartTimestampMs: UInt64
  /// The protocol version from now on.
  public var protocolVersion: UInt64
  /// Fees collected in the epoch that ends.
  public var fees: Amount
  /// Randomness that validators made together.
  public var epochRandomness: [UInt8]

  /// Creates the payload.
  public init(
    epoch: Epoch, epochStartTimestampMs: UInt64, protocolVersion: UInt64, fees: Amount,
    epochRandomness: [UInt8]
  ) {
    self.epoch = epoch
    self.epochStartTimestampMs = epochStartTimestampMs
    self.protocolVersion = protocolVersion
    self.fees = fees
    self.epochRandomness = epochRandomness
  }
}

extension ChangeEpoch: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    epoch = try reader.read()
    epochStartTimestampMs = try reader.readInteger()
    protocolVersion = try reader.readInteger()
    fees = try reader.read()
    epochRandomness = try reader.readByteString()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(epoch)
    writer.write(epochStartTimestampMs)
    writer.write(protocolVersion)
    writer.write(fees)
    writer.writeByteString(epochRandomness)
  }
}

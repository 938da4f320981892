public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What a node says of itself and of its chain.
public struct ServiceInfo: Equatable, Sendable {
  /// Which chain: the digest of checkpoint 0.
  public var chainID: CheckpointDigest
  /// What people call the chain, such as `testnet`. Several chains can have one name.
  public var chain: String
  /// The epoch of the latest checkpoint.
  public var epoch: Epoch?
  /// The latest checkpoint.
  public var checkpointHeight: CheckpointSequenceNumber?
  /// The time of that checkpoint, in milliseconds since 1970 in UTC.
  public var timestampMs: UInt64?
  /// The oldest checkpoint that can still be asked for.
  public var lowestAvailableCheckpoint: CheckpointSequenceNumber?
  /// The oldest checkpoint whose objects can still be asked for.
  public var lowestAvailableCheckpointObjects: CheckpointSequenceNumber?
  /// Software and version, such as `soma-node/0.1.21`. Never decide anything by it.
  public var server: String?

  /// Creates a description.
  public init(
    chainID: CheckpointDigest, chain: String, epoch: Epoch? = nil,
    checkpointHeight: CheckpointSequenceNumber? = nil, timestampMs: UInt64? = nil,
    lowestAvailableCheckpoint: CheckpointSequenceNumber? = nil,
    lowestAvailableCheckpointObjects: CheckpointSequenceNumber? = nil, server: String? = nil
  ) {
    self.chainID = chainID
    self.chain = chain
    self.epoch = epoch
    self.checkpointHeight = checkpointHeight
    self.timestampMs = timestampMs
    self.lowestAvailableCheckpoint = lowestAvailableCheckpoint
    self.lowestAvailableCheckpointObjects = lowestAvailableCheckpointObjects
    self.server = server
  }

  /// Reads the reply of GetServiceInfo.
  ///
  /// - Throws: ``WireError``. The chain's id and name are needed: without them nobody knows whose
  ///   money is at stake.
  public init(_ reply: Soma_Rpc_GetServiceInfoResponse) throws(WireError) {
    chainID = try Field("chain_id", reply.hasChainID, reply.chainID)
      .map(CheckpointDigest.init(wire:))
    chain = try Field("chain", reply.hasChain, reply.chain).value
    epoch = reply.hasEpoch ? Epoch(reply.epoch) : nil
    checkpointHeight =
      reply.hasCheckpointHeight ? CheckpointSequenceNumber(reply.checkpointHeight) : nil
    timestampMs = try Field("timestamp", reply.hasTimestamp, reply.timestamp)
      .mapIfPresent(UInt64.init(milliseconds:))
    lowestAvailableCheckpoint =
      reply.hasLowestAvailableCheckpoint
      ? CheckpointSequenceNumber(reply.lowestAvailableCheckpoint) : nil
    lowestAvailableCheckpointObjects =
      reply.hasLowestAvailableCheckpointObjects
      ? CheckpointSequenceNumber(reply.lowestAvailableCheckpointObjects) : nil
    server = reply.hasServer ? reply.server : nil
  }
}

extension Soma_Rpc_GetServiceInfoResponse {
  /// Writes a description.
  public init(_ info: ServiceInfo) {
    self.init()
    chainID = info.chainID.description
    chain = info.chain
    if let epoch = info.epoch { self.epoch = epoch.rawValue }
    if let height = info.checkpointHeight { checkpointHeight = height.rawValue }
    if let time = info.timestampMs { timestamp = Google_Protobuf_Timestamp(milliseconds: time) }
    if let number = info.lowestAvailableCheckpoint { lowestAvailableCheckpoint = number.rawValue }
    if let number = info.lowestAvailableCheckpointObjects {
      lowestAvailableCheckpointObjects = number.rawValue
    }
    if let server = info.server { self.server = server }
  }
}

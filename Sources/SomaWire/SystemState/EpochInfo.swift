public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What a node says of an epoch, but for the system state.
public struct EpochInfo: Equatable, Sendable {
  /// Its number. Around a boundary it lags behind the epoch in the system state.
  public var epoch: Epoch?
  /// Who validates it.
  public var committee: Committee?
  /// Its first checkpoint.
  public var firstCheckpoint: CheckpointSequenceNumber?
  /// Its last checkpoint; nodes leave it out.
  public var lastCheckpoint: CheckpointSequenceNumber?
  /// When it began, in milliseconds since 1970 in UTC.
  public var startTimestampMs: UInt64?
  /// When it ended; only of past epochs.
  public var endTimestampMs: UInt64?
  /// The protocol in force.
  public var protocolConfig: ProtocolConfig?

  /// Creates a description; nothing is there unless it is given.
  public init(
    epoch: Epoch? = nil, committee: Committee? = nil,
    firstCheckpoint: CheckpointSequenceNumber? = nil,
    lastCheckpoint: CheckpointSequenceNumber? = nil, startTimestampMs: UInt64? = nil,
    endTimestampMs: UInt64? = nil, protocolConfig: ProtocolConfig? = nil
  ) {
    self.epoch = epoch
    self.committee = committee
    self.firstCheckpoint = firstCheckpoint
    self.lastCheckpoint = lastCheckpoint
    self.startTimestampMs = startTimestampMs
    self.endTimestampMs = endTimestampMs
    self.protocolConfig = protocolConfig
  }

  /// Reads the reply of GetEpoch; of an epoch that a node does not know it gives the number only.
  ///
  /// - Throws: ``WireError``, with paths as seen from the epoch.
  public init(_ reply: Soma_Rpc_GetEpochResponse) throws(WireError) {
    let message = try Field("epoch", reply.hasEpoch, reply.epoch).value
    epoch = message.hasEpoch ? Epoch(message.epoch) : nil
    committee = try Field("committee", message.hasCommittee, message.committee)
      .mapIfPresent(Committee.init(_:))
    firstCheckpoint =
      message.hasFirstCheckpoint ? CheckpointSequenceNumber(message.firstCheckpoint) : nil
    lastCheckpoint =
      message.hasLastCheckpoint ? CheckpointSequenceNumber(message.lastCheckpoint) : nil
    startTimestampMs = try Field("start", message.hasStart, message.start)
      .mapIfPresent(UInt64.init(milliseconds:))
    endTimestampMs = try Field("end", message.hasEnd, message.end)
      .mapIfPresent(UInt64.init(milliseconds:))
    protocolConfig = message.hasProtocolConfig ? ProtocolConfig(message.protocolConfig) : nil
  }
}

extension Soma_Rpc_GetEpochResponse {
  /// Writes a description of an epoch; the parameters are those of the message inside.
  public init(_ info: EpochInfo, state: SystemState? = nil) {
    self.init()
    epoch = Soma_Rpc_Epoch(info, state: state)
  }
}

extension Soma_Rpc_Epoch {
  /// Writes a description of an epoch.
  ///
  /// - Parameters:
  ///   - info: All but the state.
  ///   - state: The state, when it is asked for: for a past epoch the one that it began with.
  public init(_ info: EpochInfo, state: SystemState? = nil) {
    self.init()
    if let epoch = info.epoch { self.epoch = epoch.rawValue }
    if let committee = info.committee { self.committee = Soma_Rpc_ValidatorCommittee(committee) }
    if let state { systemState = Soma_Rpc_SystemState(state) }
    if let number = info.firstCheckpoint { firstCheckpoint = number.rawValue }
    if let number = info.lastCheckpoint { lastCheckpoint = number.rawValue }
    if let time = info.startTimestampMs { start = Google_Protobuf_Timestamp(milliseconds: time) }
    if let time = info.endTimestampMs { end = Google_Protobuf_Timestamp(milliseconds: time) }
    if let config = info.protocolConfig { protocolConfig = Soma_Rpc_ProtocolConfig(config) }
  }
}

import GRPCCore
import Ledger
import SomaProto
import SomaTypes
import SomaWire

/// What a mask asks for of an epoch, taken out of a ledger.
///
/// The system state comes whole or not at all, live for the epoch of the latest checkpoint and as
/// it began for others. Source: `rpc/src/api/grpc/ledger_service/get_epoch.rs`.
struct EpochReply: Sendable {
  private let info: EpochInfo
  private let state: SystemState?

  /// Takes out what is asked for.
  ///
  /// - Throws: NOT_FOUND for an unknown epoch, but only if its committee is asked for.
  init(_ epoch: Epoch?, of ledger: Ledger, mask: FieldMaskTree) throws(RPCError) {
    let epoch = epoch ?? ledger.currentEpoch
    let record = ledger.epoch(epoch)
    var info = EpochInfo()
    if mask.contains("epoch") { info.epoch = epoch }
    if let record {
      if mask.contains("first_checkpoint") { info.firstCheckpoint = record.firstCheckpoint }
      if mask.contains("start") { info.startTimestampMs = record.startTimestampMs }
      if mask.contains("end") { info.endTimestampMs = record.endTimestampMs }
      if mask.contains("protocol_config") {
        info.protocolConfig = ProtocolConfig(protocolVersion: record.protocolVersion)
      }
    }
    if mask.contains("committee") {
      guard let record else { throw .notFound("Committee for epoch \(epoch)") }
      info.committee = record.committee
    }
    self.info = info
    state = mask.contains("system_state") ? ledger.shownSystemState(of: epoch) : nil
  }

  /// The message.
  func message(_ mask: FieldMaskTree) -> Soma_Rpc_GetEpochResponse {
    var message = Soma_Rpc_GetEpochResponse(info, state: state)
    if message.epoch.hasProtocolConfig, let submask = mask.subtree("protocol_config") {
      message.epoch.protocolConfig = message.epoch.protocolConfig.masked(submask)
    }
    return message
  }
}

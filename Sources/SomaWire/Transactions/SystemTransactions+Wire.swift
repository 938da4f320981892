import FoundationEssentials
import SomaProto
import SomaTypes
import SwiftProtobuf

extension ConsensusCommitPrologue {
  /// Reads a prologue.
  init(_ message: Soma_Rpc_ConsensusCommitPrologue) throws(WireError) {
    self.init(
      epoch: try Field("epoch", message.hasEpoch, message.epoch).number(),
      round: try Field("round", message.hasRound, message.round).value,
      subDAGIndex: message.hasSubDagIndex ? message.subDagIndex : nil,
      commitTimestampMs: try Field(
        "commit_timestamp", message.hasCommitTimestamp, message.commitTimestamp
      ).map(UInt64.init(milliseconds:)),
      consensusCommitDigest: try Field(
        "consensus_commit_digest", message.hasConsensusCommitDigest, message.consensusCommitDigest
      ).map(ConsensusCommitDigest.init(wire:)),
      additionalStateDigest: try Field(
        "additional_state_digest", message.hasAdditionalStateDigest, message.additionalStateDigest
      ).map(AdditionalConsensusStateDigest.init(wire:)))
  }
}

extension Soma_Rpc_ConsensusCommitPrologue {
  /// Writes a prologue.
  init(_ prologue: ConsensusCommitPrologue) {
    self.init()
    epoch = prologue.epoch.rawValue
    round = prologue.round
    if let index = prologue.subDAGIndex { subDagIndex = index }
    commitTimestamp = Google_Protobuf_Timestamp(milliseconds: prologue.commitTimestampMs)
    consensusCommitDigest = prologue.consensusCommitDigest.description
    additionalStateDigest = prologue.additionalStateDigest.description
  }
}

extension ChangeEpoch {
  /// Reads a boundary.
  init(_ message: Soma_Rpc_ChangeEpoch) throws(WireError) {
    self.init(
      epoch: try Field("epoch", message.hasEpoch, message.epoch).number(),
      epochStartTimestampMs: try Field(
        "epoch_start_timestamp", message.hasEpochStartTimestamp, message.epochStartTimestamp
      ).map(UInt64.init(milliseconds:)),
      protocolVersion: try Field(
        "protocol_version", message.hasProtocolVersion, message.protocolVersion
      ).value,
      fees: try Field("fees", message.hasFees, message.fees).number(),
      epochRandomness: try Field(
        "epoch_randomness", message.hasEpochRandomness, message.epochRandomness
      ).bytes)
  }
}

extension Soma_Rpc_ChangeEpoch {
  /// Writes a boundary.
  init(_ change: ChangeEpoch) {
    self.init()
    epoch = change.epoch.rawValue
    epochStartTimestamp = Google_Protobuf_Timestamp(milliseconds: change.epochStartTimestampMs)
    protocolVersion = change.protocolVersion
    fees = change.fees.shannons
    epochRandomness = Data(change.epochRandomness)
  }
}

import SomaProto
import SomaTypes

extension CheckpointCommitment {
  /// Reads a commitment. Unlike for the real SDK, a digest must be there: without it the summary
  /// would not be the one that was signed.
  init(_ message: Soma_Rpc_CheckpointCommitment) throws(WireError) {
    let kind = try Field("kind", message.hasKind, message.kind).value
    let digest = Field("digest", message.hasDigest, message.digest)
    switch kind {
    case .ecmhLiveObjectSet:
      self = .ecmhLiveObjectSet(try digest.map(ECMHLiveObjectSetDigest.init(wire:)))
    case .checkpointArtifacts:
      self = .checkpointArtifacts(try digest.map(CheckpointArtifactsDigest.init(wire:)))
    case .unknown, .UNRECOGNIZED: throw WireError("kind", .unknownNumber(kind.rawValue))
    }
  }
}

extension Soma_Rpc_CheckpointCommitment {
  /// Writes a commitment.
  init(_ commitment: CheckpointCommitment) {
    self.init()
    switch commitment {
    case .ecmhLiveObjectSet(let value):
      kind = .ecmhLiveObjectSet
      digest = value.description
    case .checkpointArtifacts(let value):
      kind = .checkpointArtifacts
      digest = value.description
    }
  }
}

public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What GetCheckpoint is asked for.
public enum CheckpointRequest: Equatable, Sendable {
  /// The latest one that the node has executed.
  case latest
  /// That of a number.
  case sequenceNumber(CheckpointSequenceNumber)
  /// That of a digest.
  case digest(CheckpointDigest)

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_GetCheckpointRequest) throws(WireError) {
    switch message.checkpointID {
    case nil: self = .latest
    case .sequenceNumber(let number): self = .sequenceNumber(CheckpointSequenceNumber(number))
    case .digest(let text):
      self = .digest(try inside("digest", text, CheckpointDigest.init(wire:)))
    }
  }

  /// The message.
  public func message(_ mask: ReadMask = .checkpoint) -> Soma_Rpc_GetCheckpointRequest {
    .with {
      switch self {
      case .latest: break  // an absent id means the latest
      case .sequenceNumber(let number): $0.sequenceNumber = number.rawValue
      case .digest(let digest): $0.digest = digest.description
      }
      $0.readMask = mask.message
    }
  }
}

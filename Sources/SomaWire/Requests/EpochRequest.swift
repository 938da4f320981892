public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What GetEpoch is asked for.
public struct EpochRequest: Equatable, Sendable {
  /// Which epoch; `nil` for that of the latest checkpoint. Of a past one nodes give the state that
  /// it began with.
  public var epoch: Epoch?

  /// Creates a request.
  public init(epoch: Epoch? = nil) { self.epoch = epoch }

  /// Reads a request; nothing in it can be wrong.
  public init(_ message: Soma_Rpc_GetEpochRequest) {
    epoch = message.hasEpoch ? Epoch(message.epoch) : nil
  }

  /// The message.
  public func message(_ mask: ReadMask) -> Soma_Rpc_GetEpochRequest {
    .with {
      if let epoch { $0.epoch = epoch.rawValue }
      $0.readMask = mask.message
    }
  }
}

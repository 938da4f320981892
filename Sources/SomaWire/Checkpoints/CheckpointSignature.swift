import FoundationEssentials
import SomaProto
public import SomaTypes

/// The validators' signature of a checkpoint: the chain's aggregated signature.
///
/// Whether it is valid is not checked anywhere here. Source: WIRE 3.8.
public struct CheckpointSignature: Hashable, Sendable {
  /// Whose committee signed.
  public var epoch: Epoch
  /// The sum of the signatures.
  public var signature: BLSSignature
  /// Positions of the signers in ``Committee/names``, ascending, each once.
  public private(set) var signers: [UInt32]

  /// Creates a signature; positions can come in any order.
  public init(epoch: Epoch, signature: BLSSignature, signers: [UInt32]) {
    self.epoch = epoch
    self.signature = signature
    self.signers = Set(signers).sorted()
  }

  /// Reads a signature; without a bitmap nobody signed.
  init(_ message: Soma_Rpc_ValidatorAggregatedSignature) throws(WireError) {
    self.init(
      epoch: try Field("epoch", message.hasEpoch, message.epoch).number(),
      signature: try Field("signature", message.hasSignature, message.signature)
        .map(BLSSignature.init(wire:)),
      signers: message.bitmap)
  }
}

extension Soma_Rpc_ValidatorAggregatedSignature {
  /// Writes a signature.
  init(_ signature: CheckpointSignature) {
    self.init()
    epoch = signature.epoch.rawValue
    self.signature = Data(signature.signature.bytes)
    bitmap = signature.signers
  }
}

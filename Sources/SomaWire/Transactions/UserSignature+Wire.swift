import FoundationEssentials
import SomaCrypto
public import SomaProto
public import SomaTypes

extension UserSignature {
  /// Reads a signature as nodes do: the scheme must be there, but the oneof decides.
  ///
  /// - Throws: ``WireError``, with paths as seen from the signature.
  public init(_ message: Soma_Rpc_UserSignature) throws(WireError) {
    _ = try Field("scheme", message.hasScheme, message.scheme).value
    switch message.signature {
    case .simple(let simple): self = try inside("simple", simple, Self.ed25519)
    case .multisig(let multisig):
      self = .multisig(try inside("multisig", multisig, MultisigSignature.init(_:)))
    case nil: throw WireError("simple", .missing)
    }
  }

  private static func ed25519(
    _ message: Soma_Rpc_SimpleSignature
  ) throws(WireError) -> UserSignature {
    try Field("scheme", message.hasScheme, message.scheme).requireEd25519()
    return .ed25519(
      try Field("signature", message.hasSignature, message.signature)
        .map(Ed25519Signature.init(wire:)),
      publicKey: try Field("public_key", message.hasPublicKey, message.publicKey)
        .map(Ed25519PublicKey.init(wire:)))
  }
}

extension Soma_Rpc_UserSignature {
  /// Writes a signature.
  public init(_ signature: UserSignature) {
    self.init()
    switch signature {
    case .ed25519(let bytes, let publicKey):
      scheme = .ed25519
      simple.scheme = .ed25519
      simple.signature = Data(bytes.bytes)
      simple.publicKey = publicKey.bytes.data
    case .multisig(let value):
      scheme = .multisig
      multisig = Soma_Rpc_MultisigAggregatedSignature(value)
    }
  }
}

extension Field where Content == Soma_Rpc_SignatureScheme {
  /// Refuses every other scheme, and none.
  func requireEd25519() throws(WireError) {
    let scheme = try value
    guard scheme == .ed25519 else { throw WireError(name, .unknownNumber(scheme.rawValue)) }
  }
}

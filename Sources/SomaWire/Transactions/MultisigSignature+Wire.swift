import FoundationEssentials
import SomaCrypto
import SomaProto
import SomaTypes
import SwiftProtobuf

extension MultisigSignature {
  /// Reads a signature of several keys. Whether it is a possible one is not checked.
  init(_ message: Soma_Rpc_MultisigAggregatedSignature) throws(WireError) {
    self.init(
      signatures: try each("signatures", message.signatures) { (member) throws(WireError) in
        try Field("scheme", member.hasScheme, member.scheme).requireEd25519()
        return try Field("signature", member.hasSignature, member.signature)
          .map(Ed25519Signature.init(wire:))
      },
      bitmap: try Field("bitmap", message.hasBitmap, message.bitmap).narrowed(),
      publicKey: try Field("committee", message.hasCommittee, message.committee)
        .map(MultisigPublicKey.init(_:)))
  }
}

extension MultisigPublicKey {
  fileprivate init(_ message: Soma_Rpc_MultisigCommittee) throws(WireError) {
    self.init(
      members: try each("members", message.members, Member.init(_:)),
      threshold: try Field("threshold", message.hasThreshold, message.threshold).narrowed())
  }
}

extension MultisigPublicKey.Member {
  fileprivate init(_ message: Soma_Rpc_MultisigMember) throws(WireError) {
    self.init(
      publicKey: try Field("public_key", message.hasPublicKey, message.publicKey).map {
        (key) throws(WireError) in
        try Field("scheme", key.hasScheme, key.scheme).requireEd25519()
        return try Field("public_key", key.hasPublicKey, key.publicKey)
          .map(Ed25519PublicKey.init(wire:))
      },
      weight: try Field("weight", message.hasWeight, message.weight).narrowed())
  }
}

extension Field where Content == UInt32 {
  /// The number, in a smaller type.
  fileprivate func narrowed<Number: FixedWidthInteger>() throws(WireError) -> Number {
    guard let number = Number(exactly: try value) else { throw WireError(name, .outOfRange) }
    return number
  }
}

extension Soma_Rpc_MultisigAggregatedSignature {
  /// Writes a signature of several keys.
  init(_ multisig: MultisigSignature) {
    self.init()
    signatures = multisig.signatures.map { signature in
      .with {
        $0.scheme = .ed25519
        $0.signature = Data(signature.bytes)
      }
    }
    bitmap = UInt32(multisig.bitmap)
    committee.members = multisig.publicKey.members.map { member in
      .with {
        $0.publicKey.scheme = .ed25519
        $0.publicKey.publicKey = member.publicKey.bytes.data
        $0.weight = UInt32(member.weight)
      }
    }
    committee.threshold = UInt32(multisig.publicKey.threshold)
  }
}

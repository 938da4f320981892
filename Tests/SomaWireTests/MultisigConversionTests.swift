import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import Testing

@Suite struct MultisigConversionTests {
  private func signature() throws -> MultisigSignature {
    let members = (1...3).map {
      MultisigPublicKey.Member(
        publicKey: Ed25519PublicKey(bytes: Bytes32(repeating: UInt8($0))), weight: UInt8($0) * 80)
    }
    let signatures = try (1...2).map {
      try #require(Ed25519Signature([UInt8](repeating: UInt8($0), count: 64)))
    }
    return MultisigSignature(
      signatures: signatures, bitmap: 0x8005,
      publicKey: MultisigPublicKey(members: members, threshold: 0x1234))
  }

  @Test("a multisig signature survives, and says that it is one")
  func roundTrip() throws {
    let value = UserSignature.multisig(try signature())
    let message = Soma_Rpc_UserSignature(value)
    #expect(message.scheme == .multisig)
    #expect(message.multisig.bitmap == 0x8005)
    #expect(message.multisig.committee.threshold == 0x1234)
    #expect(message.multisig.committee.members.map(\.weight) == [80, 160, 240])
    #expect(try UserSignature(message) == value)
  }

  @Test("numbers that do not fit are refused, not cut off")
  func ranges() throws {
    let original = Soma_Rpc_UserSignature(.multisig(try signature()))
    var message = original
    message.multisig.bitmap = 0x1_0000
    #expect(throws: WireError("multisig.bitmap", .outOfRange)) { try UserSignature(message) }
    message = original
    message.multisig.committee.threshold = .max
    #expect(throws: WireError("multisig.committee.threshold", .outOfRange)) {
      try UserSignature(message)
    }
    message = original
    message.multisig.committee.members[1].weight = 256
    #expect(throws: WireError("multisig.committee.members[1].weight", .outOfRange)) {
      try UserSignature(message)
    }
    message = original
    message.multisig.committee.members[2].publicKey.scheme = .bls12381
    #expect(throws: WireError("multisig.committee.members[2].public_key.scheme", .unknownNumber(1)))
    {
      try UserSignature(message)
    }
    message = original
    message.multisig.signatures[0].clearSignature()
    #expect(throws: WireError("multisig.signatures[0].signature", .missing)) {
      try UserSignature(message)
    }
  }
}

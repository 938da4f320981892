import BCS
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("Multisig signatures")
struct MultisigTests {
  private let digest = Blake2b256.hash(Array("what is signed".utf8))

  /// Three keys that are the same in every run.
  private func key(_ number: UInt8) throws -> Ed25519SecretKey {
    try Ed25519SecretKey(seed: SecretBytes(copying: [UInt8](repeating: number, count: 32)))
  }

  private func publicKey(
    weights: [UInt8] = [1, 2, 3], threshold: UInt16 = 4
  ) throws -> MultisigPublicKey {
    var members: [MultisigPublicKey.Member] = []
    for (index, weight) in weights.enumerated() {
      members.append(.init(publicKey: try key(UInt8(index + 1)).publicKey, weight: weight))
    }
    return MultisigPublicKey(members: members, threshold: threshold)
  }

  private func signature(_ number: UInt8) throws -> Ed25519Signature {
    let key = try key(number)
    return digest.withUnsafeBytes { key.signature(for: $0) }
  }

  /// Members 1 and 3, with weight 4 together.
  private func valid() throws -> MultisigSignature {
    MultisigSignature(
      signatures: [try signature(1), try signature(3)], bitmap: 0b101, publicKey: try publicKey())
  }

  @Test("enough members who signed are enough")
  func accepted() throws {
    let signature = try valid()
    #expect(signature.isValid(for: digest))
    #expect(!signature.isValid(for: Blake2b256.hash([1])))
    #expect(UserSignature.multisig(signature).isValid(for: digest))
    #expect(UserSignature.multisig(signature).signer == signature.publicKey.address)
  }

  @Test("it writes and reads back, with its flag")
  func bytes() throws {
    let signature = UserSignature.multisig(try valid())
    #expect(signature.bytes.first == 2)
    #expect(try UserSignature(bytes: signature.bytes) == signature)
    #expect(throws: BCSError(.trailingBytes(count: 1), at: signature.bytes.count)) {
      _ = try UserSignature(bytes: signature.bytes + [0])
    }
  }

  @Test("the address is the hash that the chain's source spells out")
  func address() throws {
    var preimage: [UInt8] = [2, 4, 0]
    for number in UInt8(1)...3 {
      preimage += [0] + (try key(number)).publicKey.bytes.bytes + [number]
    }
    #expect(try publicKey().address == SomaAddress(Blake2b256.hash(preimage)))
  }

  @Test("a signature is refused for each thing that is wrong with it")
  func refused() throws {
    func isValid(_ change: (inout MultisigSignature) throws -> Void) throws -> Bool {
      var signature = try valid()
      try change(&signature)
      return signature.isValid(for: digest)
    }
    // Too little weight: member 3 alone has 3 of 4.
    #expect(
      try !isValid {
        $0.signatures = [try signature(3)]
        $0.bitmap = 0b100
      })
    // A signature of somebody else, in another order, missing, or left over.
    #expect(try !isValid { $0.signatures[1] = try signature(2) })
    #expect(try !isValid { $0.signatures.reverse() })
    #expect(try !isValid { $0.signatures.removeLast() })
    #expect(try !isValid { $0.signatures.append(try signature(3)) })
    // Members who do not exist.
    #expect(try !isValid { $0.bitmap = 0b1001 })
    #expect(try !isValid { $0.bitmap = 0x8001 })
    // The right people under other bits.
    #expect(try !isValid { $0.bitmap = 0b011 })
  }

  @Test("a key that the chain would refuse verifies nothing")
  func refusedKeys() throws {
    func isValid(_ change: (inout MultisigPublicKey) throws -> Void) throws -> Bool {
      var signature = try valid()
      try change(&signature.publicKey)
      #expect(signature.publicKey.isValid == signature.isValid(for: digest))
      return signature.isValid(for: digest)
    }
    #expect(try isValid { $0.threshold = 1 })
    #expect(try !isValid { $0.threshold = 0 })
    #expect(try !isValid { $0.threshold = 7 })  // all weights together are 6
    #expect(try !isValid { $0.members[1].weight = 0 })
    #expect(try !isValid { $0.members.append($0.members[0]) })  // one key twice
    let tooMany = try (UInt8(4)...11).map {
      MultisigPublicKey.Member(publicKey: try key($0).publicKey, weight: 1)
    }
    #expect(try isValid { $0.members += tooMany.dropLast() })
    #expect(try !isValid { $0.members += tooMany })
    #expect(!MultisigPublicKey(members: [], threshold: 1).isValid)
  }
}

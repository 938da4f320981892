import BCS
import SomaCrypto
import SomaTypes
import Testing

struct CheckpointContentsTests {
  /// The contents of the vectors with that many transactions.
  private func contents(_ count: Int) throws -> CheckpointContents {
    let signature = try #require(Ed25519Signature(pattern(0xC0, 64)))
    let first = try #require(Ed25519Signature(pattern(0xC2, 64)))
    let second = try #require(Ed25519Signature(pattern(0xC3, 64)))
    let multisig = MultisigSignature(
      signatures: [first, second], bitmap: 0b101,
      publicKey: MultisigPublicKey(
        members: [0xC4, 0xC5, 0xC6].map { .init(publicKey: .init(seed: $0), weight: 1) },
        threshold: 2))
    return CheckpointContents(
      entries: (0..<count).map { index in
        let signatures: [UserSignature] =
          switch index {
          case 0: []
          case 1: [.multisig(multisig)]
          default: [.ed25519(signature, publicKey: .init(seed: 0xC1))]
          }
        return CheckpointContents.Entry(
          digests: ExecutionDigests(
            transaction: TransactionDigest(seed: 0x10 + UInt8(index)),
            effects: TransactionEffectsDigest(seed: 0x90 + UInt8(index))),
          userSignatures: signatures)
      })
  }

  @Test("contents are read, written and hashed as the chain does", arguments: [0, 1, 2, 3, 5, 8])
  func golden(count: Int) throws {
    let vector = try #require(
      StateVectors.all.contents.first { $0.name == "\(count) transactions" })
    let contents = try CheckpointContents(bcsBytes: vector.bytes)
    #expect(try contents == self.contents(count))
    #expect(try contents.bcsBytes == vector.bytes)
    #expect(contents.digest.bytes.description == vector.digest)
  }

  @Test(
    "the digest of the specification's examples comes out",
    arguments: [
      (1, "c1d89e752f4991eb1ff0c5b2738c563a275a3112ef77f0d485138294de9c83d6"),
      (3, "c442c5f8f847b6d9b9d3e7ed1eca8c16dea87c22085cf0eb8c9fa7ac6d54d87b"),
    ])
  func specification(count: Int, digest: String) {
    let pairs: [(UInt8, UInt8)] = [(0x11, 0x22), (0x33, 0x44), (0x55, 0x66)]
    let contents = CheckpointContents(
      entries: pairs.prefix(count).map { transaction, effects in
        CheckpointContents.Entry(
          digests: ExecutionDigests(
            transaction: TransactionDigest(Bytes32(repeating: transaction)),
            effects: TransactionEffectsDigest(Bytes32(repeating: effects))),
          userSignatures: [])
      })
    #expect(contents.digest.bytes.description == digest)
  }

  @Test("signatures do not change the digest")
  func signaturesAreNotCovered() throws {
    var contents = try contents(3)
    let digest = contents.digest
    contents.entries[2].userSignatures = []
    #expect(contents.digest == digest)
  }

  @Test("a list of signatures too many or too few is refused", arguments: [0, 2])
  func signatureLists(count: Int) {
    let bytes =
      [0, 1, 32] + pattern(1, 32) + [32] + pattern(2, 32)
      + [UInt8(count)] + Array(repeating: 0, count: count)
    let reason = BCSError.Reason.invalidValue(
      type: "CheckpointContents", reason: "\(count) lists of signatures for 1 transactions")
    #expect(throws: BCSError(reason, at: 68)) { try CheckpointContents(bcsBytes: bytes) }
  }
}

import Custody
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

/// A row of `derivations.json`.
struct DerivationRow: Decodable, Sendable {
  let master, chain, owner, plaintext, embeddingCommitment: HexBytes
  let keyName, size: String
  let masterId, releaseId, aesKey, keyCommitment, packetKey, journalKey: HexBytes
  let objectName, packetName: String

  struct File: Decodable { let derivations: [DerivationRow] }

  static let all: [DerivationRow] =
    (try? vectors("derivations", as: File.self, in: .module).derivations) ?? []

  var chainID: CheckpointDigest { CheckpointDigest(Bytes32(chain.bytes) ?? .zero) }
  var ownerAddress: SomaAddress { SomaAddress(Bytes32(owner.bytes) ?? .zero) }
  var embedding: EmbeddingCommitment {
    EmbeddingCommitment(Bytes32(embeddingCommitment.bytes) ?? .zero)
  }

  func identity() throws -> ReleaseIdentity {
    ReleaseIdentity(
      chain: chainID, owner: ownerAddress, keyName: try #require(KeyName(keyName)),
      plaintext: try #require(Bytes32(plaintext.bytes)), sizeInBytes: try #require(UInt64(size)))
  }
}

@Suite("Derivation")
struct DerivationTests {
  @Test("every id, key and name is the one that an independent program derives")
  func vectors() throws {
    #expect(DerivationRow.all.count == 25)
    for row in DerivationRow.all {
      let master = try Master(SecretBytes(row.master.bytes))
      #expect(master.id.bytes == row.masterId.bytes)
      let release = try master.releaseID(of: row.identity())
      #expect(release.bytes == row.releaseId.bytes)
      let key = try master.aesKey(chain: row.chainID, releaseID: release)
      #expect(key.bytes == row.aesKey.bytes)
      #expect(key.keyCommitment().bytes.bytes == row.keyCommitment.bytes)
      let packetKey = try master.packetKey(
        chain: row.chainID, releaseID: release, embedding: row.embedding)
      #expect(packetKey.bytes == row.packetKey.bytes)
      let journalKey = try master.journalKey(chain: row.chainID, owner: row.ownerAddress)
      #expect(journalKey.bytes == row.journalKey.bytes)
      let object = try master.objectName(of: row.identity())
      #expect(object.description == row.objectName)
      let packet = PacketName(object: object, embedding: row.embedding)
      #expect(packet.description == row.packetName)
    }
  }

  @Test("every input of a release changes its id")
  func inputs() throws {
    let master = try Master(SecretBytes(repeatElement(7, count: 32)))
    let base = try DerivationRow.all[0].identity()
    var others = Array(repeating: base, count: 5)
    others[0].chain = CheckpointDigest(Bytes32(repeating: 9))
    others[1].owner = SomaAddress(Bytes32(repeating: 9))
    others[2].keyName = try #require(KeyName("b"))
    others[3].plaintext = Bytes32(repeating: 9)
    others[4].sizeInBytes += 1
    let ids = try ([base] + others).map { try master.releaseID(of: $0) }
    #expect(Set(ids).count == 6)
    #expect(try master.releaseID(of: base) == ids[0])
  }

  @Test("a master has 32 bytes", arguments: [16, 31, 33, 64])
  func lengths(count: Int) {
    #expect(throws: CryptoError.wrongSecretLength(expected: 32, actual: count)) {
      _ = try Master(SecretBytes(repeatElement(1, count: count)))
    }
  }

  @Test(
    "key names follow the grammar",
    arguments: [
      ("a", true), ("0", true), ("a-b", true), (String(repeating: "x", count: 63), true),
      ("", false), ("-", false), ("a-", false), ("-a", false), ("A", false), ("a_b", false),
      ("a.b", false), ("ä", false), (String(repeating: "x", count: 64), false), ("a\n", false),
    ])
  func keyNames(text: String, isRight: Bool) {
    #expect((KeyName(text) != nil) == isRight)
  }

  @Test(
    "an object name is found at the start of the last segment, and only there",
    arguments: [
      ("https://h/NAME", true), ("https://h/a/b/NAME.bin", true), ("https://h/NAME?x=1", true),
      ("https://h/NAME-2", true), ("https://h/NAME/x", false), ("https://h/xNAME", false),
      ("https://h/NAMEa", false), ("https://h/NAME0", false), ("https://h/NAMEZ", false),
      ("https://h/", false), ("https://h/bf1ed9b7", false),
      ("https://h/BF1ED9B7-46201ef54d59d473fc6a408e35caf5e9", false),
      ("https://h/bf1ed9b7_46201ef54d59d473fc6a408e35caf5e9", false),
      ("https://h/bf1ed9bg-46201ef54d59d473fc6a408e35caf5e9", false),
    ])
  func objectNames(text: String, isThere: Bool) throws {
    let name = DerivationRow.all[0].objectName
    let url = try CanonicalURL(text.replacing("NAME", with: name))
    #expect(ObjectName(in: url)?.description == (isThere ? name : nil))
  }
}

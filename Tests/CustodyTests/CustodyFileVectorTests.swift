import Custody
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("Files that another implementation wrote")
struct CustodyFileVectorTests {
  struct File: Decodable {
    let keyrings: [KeyringRow]
    let packets: [PacketRow]
  }

  struct KeyringRow: Decodable {
    let passphrase: String?
    let masters: [HexBytes]
    let current: Int
    let bytes: HexBytes
  }

  struct PacketRow: Decodable {
    let master, chain, owner, plaintext, ciphertext, bytes: HexBytes
    let importedKey: HexBytes?
    let keyName, size, name: String
    let embeddingBits: [UInt32]

    func packet(_ master: borrowing Master) throws -> Packet {
      let release = ReleaseIdentity(
        chain: CheckpointDigest(try #require(Bytes32(chain.bytes))),
        owner: SomaAddress(try #require(Bytes32(owner.bytes))),
        keyName: try #require(KeyName(keyName)),
        plaintext: try #require(Bytes32(plaintext.bytes)), sizeInBytes: try #require(UInt64(size)))
      let ciphertext = Checksum(try #require(Bytes32(ciphertext.bytes)))
      let embedding = SomaTensor(vectorBits: embeddingBits)
      guard let importedKey else {
        return try Packet(
          release: release, embedding: embedding, ciphertext: ciphertext, master: master)
      }
      return try Packet(
        release: release, embedding: embedding, ciphertext: ciphertext,
        importedKey: ImportedKey(SecretBytes(importedKey.bytes)), master: master)
    }
  }

  private let file: File

  init() throws { file = try vectors("custody_files", in: .module) }

  @Test("keyrings open")
  func keyrings() throws {
    #expect(file.keyrings.count == 2)
    for row in file.keyrings {
      let sealed = try SealedKeyring(parsing: SecretBytes(row.bytes.bytes))
      let keyring =
        if let passphrase = row.passphrase {
          try sealed.open(passphrase: SecretBytes(Array(passphrase.utf8)))
        } else {
          try sealed.open()
        }
      #expect(keyring.entries.count == row.masters.count)
      for (entry, bytes) in zip(keyring.entries, row.masters) {
        let isSame = try keyring.master(entry.id)
          .isEqual(to: Master(SecretBytes(bytes.bytes)))
        #expect(isSame)
      }
      #expect(keyring.currentID == keyring.entries[row.current].id)
    }
    let second = try SealedKeyring(parsing: SecretBytes(file.keyrings[1].bytes.bytes))
    #expect(second.header.unattended == .command("pass show steward"))
  }

  @Test("packets have the same bytes here, and open to the same content")
  func packets() throws {
    #expect(file.packets.count == 2)
    for row in file.packets {
      let master = try Master(SecretBytes(row.master.bytes))
      let packet = try row.packet(master)
      let sealed = try SealedPacket(packet, under: master)
      #expect(sealed.bytes == row.bytes.bytes)
      #expect(sealed.header.name.description == row.name)
      let read = try SealedPacket(parsing: row.bytes.bytes)
      #expect(read == sealed)
      #expect(try read.open(with: Keyring(master, at: 0)) == packet)
    }
  }
}

import Custody
import Foundation
import Hosting
import ObjectHost
import SomaCrypto
import SomaTypes
import StateStore
import Testing
import TestSupport
import Weights

@Suite("One key, one ciphertext", .timeLimit(.minutes(5))) struct KeyReuseTests {
  @Test(
    "the same content twice gives the same key, ciphertext, name and packet, and stores nothing")
  func sameTwice() async throws {
    try await withCustodyNet { net in
      let keyring = try net.plainKeyring()
      let weights = try net.weights(1)
      var ciphertexts: [[UInt8]] = []
      var packets: [[UInt8]] = []
      // The second state knows nothing of the first, as after a loss.
      for state in ["state", "state", "other-state"] {
        try await net.withDriver(state: state, keyring: keyring) { driver in
          let attempt = try await driver.pack(driver.serve(weights), embedding: embedding(1))
          let object = try net.key(attempt.served.object)
          ciphertexts.append(try #require(await net.objects.bytes(at: object)))
          let name = attempt.packet.name
          packets.append(try #require(await net.objects.bytes(at: net.key(name))))
          packets.append(try #require(await driver.packets.fetch(name)))
        }
      }
      #expect(Set(ciphertexts).count == 1)
      #expect(Set(packets).count == 1)
      let plain = try [UInt8](Data(contentsOf: URL(filePath: weights)))
      #expect(ciphertexts.first?.count == plain.count)
      #expect(ciphertexts.first != plain)
      // One PUT stored each of the two objects; the others found them there.
      let stored = net.objects.requests.filter { $0.method == "PUT" && $0.status == 201 }
      #expect(stored.count == 2)
    }
  }

  @Test("other weights, another name, owner, chain or master: another key")
  func otherInputs() throws {
    let chains = [CheckpointDigest(Bytes32(repeating: 1)), CheckpointDigest(Bytes32(repeating: 2))]
    let owners = [
      try OwnerSecrets.address(OwnerSecrets.walletSeed),
      try OwnerSecrets.address(OwnerSecrets.otherWalletSeed),
    ]
    let plaintexts = [Bytes32(repeating: 3), Bytes32(repeating: 4)]
    var hashes: Set<DecryptionKeyCommitment> = []
    var count = 0
    for bytes in [OwnerSecrets.master, OwnerSecrets.otherMaster] {
      let master = try Master(SecretBytes(copying: bytes))
      for chain in chains {
        for owner in owners {
          for name in ["a", "b"] {
            for plaintext in plaintexts {
              for size in [UInt64(10), 11] {
                let release = ReleaseIdentity(
                  chain: chain, owner: owner, keyName: try #require(KeyName(name)),
                  plaintext: plaintext, sizeInBytes: size)
                let id = try master.releaseID(of: release)
                hashes.insert(try master.aesKey(chain: chain, releaseID: id).keyCommitment())
                count += 1
              }
            }
          }
        }
      }
    }
    #expect(hashes.count == count)
  }

  @Test("a second plaintext for a key on record is refused before a byte is encrypted")
  func secondPlaintext() async throws {
    try await withCustodyNet { net in
      try await net.withDriver(keyring: net.plainKeyring()) { driver in
        let served = try await driver.serve(net.weights(1, count: 50_000))
        let key = try await keyHash(of: served, driver)
        let other = Bytes32(repeating: 9)
        await #expect(
          throws: StateError.keyReused(
            key, sealed: served.identity.plaintext, refused: other)
        ) {
          try await driver.state.recordSealing(
            keyHash: key, plaintext: other, size: 1, at: LifecycleDriver.now)
        }
        // The key that a stranger brings cannot pose as ours, nor ours as a stranger's.
        await #expect(throws: StateError.self) {
          try await driver.state.recordKey(
            KeyRecord(hash: key, origin: .imported), at: LifecycleDriver.now)
        }
        let foreign = DecryptionKeyCommitment(Bytes32(repeating: 8))
        try await driver.state.recordKey(
          KeyRecord(hash: foreign, origin: .imported), at: LifecycleDriver.now)
        await #expect(
          throws: StateError.conflict("the key \(foreign)", reason: "imported keys never seal")
        ) {
          try await driver.state.recordSealing(
            keyHash: foreign, plaintext: other, size: 1, at: LifecycleDriver.now)
        }
      }
    }
  }

  @Test(
    "weights that change after their digest are not encrypted under its key",
    arguments: [0, 1_250_000])
  func changedAfterDigest(offset: UInt64) async throws {
    try await withCustodyNet { net in
      let path = try net.weights(5)
      let change: @Sendable (LifecycleStep) throws -> Void = { step in
        guard step == .recorded else { return }
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data([1, 2, 3, 4]))
        try file.close()
      }
      try await net.withDriver(keyring: net.plainKeyring(), reached: change) { driver in
        _ = await #expect(
          throws: SealingError.chunkChanged(path, at: offset / 1_048_576 * 1_048_576)
        ) {
          _ = try await driver.serve(path)
        }
      }
      #expect(net.objects.requests.isEmpty)
    }
  }

  @Test("a file that another takes the place of meanwhile is not read: what was digested is sealed")
  func replacedAfterDigest() async throws {
    try await withCustodyNet { net in
      let keyring = try net.plainKeyring()
      let path = try net.weights(6)
      let original = try await net.withDriver(state: "before", keyring: keyring) {
        try await $0.serve(path).ciphertext
      }
      let replace: @Sendable (LifecycleStep) throws -> Void = { step in
        guard step == .recorded else { return }
        try FileManager.default.removeItem(atPath: path)
        try Data(generatedBytes(count: 1_300_000, seed: 60)).write(to: URL(filePath: path))
      }
      let sealed = try await net.withDriver(keyring: keyring, reached: replace) {
        try await $0.serve(path).ciphertext
      }
      #expect(sealed == original)
    }
  }

  @Test("what lies under the name on the host is not replaced, and then not committed to")
  func occupiedName() async throws {
    try await withCustodyNet { net in
      try await net.withDriver(keyring: net.plainKeyring()) { driver in
        let weights = try net.weights(1, count: 50_000)
        let served = try await driver.serve(weights)
        let squatter = generatedBytes(count: 50_000, seed: 12)
        try await net.objects.store(squatter, at: net.key(served.object))
        await #expect(throws: DriverError.notServed([.otherChecksum])) {
          _ = try await driver.commitFirst(weights: weights, embedding: embedding(1))
        }
        #expect(try await net.objects.bytes(at: net.key(served.object)) == squatter)
        #expect(try await driver.state.intents(of: "first-model").isEmpty)
      }
    }
  }

  @Test("another embedding of the same weights makes a second packet and leaves the first")
  func otherEmbedding() async throws {
    try await withCustodyNet { net in
      try await net.withDriver(keyring: net.plainKeyring()) { driver in
        let served = try await driver.serve(net.weights(1, count: 50_000))
        let first = try await driver.pack(served, embedding: embedding(1))
        let before = try await copies(of: first.packet.name, driver, net)
        let object = try await net.objects.bytes(at: net.key(served.object))
        let second = try await driver.pack(
          driver.serve(net.weights(1, count: 50_000)), embedding: embedding(2))
        #expect(second.served.object == served.object)
        #expect(second.packet.name != first.packet.name)
        #expect(try await copies(of: first.packet.name, driver, net) == before)
        #expect(try await copies(of: second.packet.name, driver, net) != before)
        #expect(try await net.objects.bytes(at: net.key(served.object)) == object)
        let onRecord = try await driver.state.packets(of: served.id)
        #expect(onRecord.count == 2)
      }
    }
  }

  private func keyHash(
    of served: ServedRelease, _ driver: LifecycleDriver
  ) async throws -> DecryptionKeyCommitment {
    try #require(await driver.state.release(served.id)).keyHash
  }

  private func copies(
    of name: PacketName, _ driver: LifecycleDriver, _ net: CustodyNet
  ) async throws -> [[UInt8]?] {
    [
      try await driver.packets.fetch(name), try await net.objects.bytes(at: net.key(name)),
    ]
  }
}

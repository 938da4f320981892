import BCS
import Custody
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("Release drills")
struct ReleaseDrillTests {
  private let place = MemoryPlace("host:main")

  private func url(_ object: ObjectName) throws -> CanonicalURL {
    try CanonicalURL("https://weights.example/a/\(object).bin")
  }

  private func commit(_ packet: Packet, _ change: (inout CommitModel) -> Void = { _ in }) throws
    -> CommitModel
  {
    let promised = packet.header.commitments(at: try url(packet.header.object))
    var commit = CommitModel(
      modelID: ModelID(Bytes32(repeating: 5)), manifest: promised.manifest,
      weightsCommitment: promised.weightsCommitment,
      embeddingCommitment: promised.embeddingCommitment,
      decryptionKeyCommitment: promised.decryptionKeyCommitment)
    change(&commit)
    return commit
  }

  private func run(
    _ commit: CommitModel, place: MemoryPlace? = nil, owner: SomaAddress? = nil,
    chain: CheckpointDigest? = nil, object: ObjectName? = nil,
    unlock: @escaping @Sendable () throws -> Keyring = { try SampleKeyring.keyring() }
  ) async throws -> DrillRecord {
    let packet = try SamplePacket.packet()
    return try await ReleaseDrill(place: place ?? self.place, unlock: unlock).run(
      commit, chain: chain ?? SamplePacket.release.chain,
      owner: owner ?? SamplePacket.release.owner, object: object ?? packet.header.object, at: 1000)
  }

  private func host(_ packet: Packet) async throws {
    let sealed = try SealedPacket(packet, under: SampleKeyring.master(2))
    _ = try await place.put(sealed.bytes, named: sealed.header.name)
  }

  @Test("what the packet gives is what is signed: the record permits just that")
  func passes() async throws {
    let packet = try SamplePacket.packet()
    try await host(packet)
    let commit = try commit(packet)
    let record = try await run(commit)
    #expect(record.kind == .release && record.at == 1000)
    let promised = packet.header.commitments(at: commit.manifest.url)
    let (chain, owner) = (SamplePacket.release.chain, SamplePacket.release.owner)
    #expect(record.permits(promised, chain: chain, owner: owner))
    #expect(!record.permits(promised, chain: .zero, owner: owner))
    #expect(!record.permits(promised, chain: chain, owner: .zero))
    var other = promised
    other.manifest.sizeInBytes += 1
    #expect(!record.permits(other, chain: chain, owner: owner))
    var words = record
    words.kind = .words
    #expect(!words.permits(promised, chain: chain, owner: owner))
    #expect(try DrillRecord(bcsBytes: record.bcsBytes) == record)
  }

  @Test("one differing field of the commit fails the drill, by name")
  func differences() async throws {
    let packet = try SamplePacket.packet()
    try await host(packet)
    let other = Bytes32(repeating: 0xee)
    let changes: [(DrillError.Field, (inout CommitModel) -> Void)] = [
      (.checksum, { $0.manifest.checksum = Checksum(other) }),
      (.size, { $0.manifest.sizeInBytes += 1 }),
      (.weights, { $0.weightsCommitment = WeightsCommitment(other) }),
      (.key, { $0.decryptionKeyCommitment = DecryptionKeyCommitment(other) }),
    ]
    for (field, change) in changes {
      let commit = try commit(packet, change)
      await #expect(throws: DrillError.differs([field])) { _ = try await run(commit) }
    }
    // Another embedding is another packet, which the host does not have.
    let commit = try commit(packet) { $0.embeddingCommitment = EmbeddingCommitment(other) }
    let name = PacketName(object: packet.header.object, embedding: EmbeddingCommitment(other))
    await #expect(throws: PacketError.missing(name, domain: place.domain)) {
      _ = try await run(commit)
    }
  }

  @Test("a packet that is missing, damaged, of another attempt, chain or owner fails the drill")
  func packets() async throws {
    let packet = try SamplePacket.packet()
    let commit = try commit(packet)
    let name = packet.header.name
    await #expect(throws: PacketError.missing(name, domain: place.domain)) {
      _ = try await run(commit)
    }
    var bytes = try SamplePacket.sealed().bytes
    bytes[100] ^= 1
    let damaged = MemoryPlace("host:main", serving: bytes)
    await #expect(throws: PacketError.damaged(.checksum)) {
      _ = try await run(commit, place: damaged)
    }
    let other = try SealedPacket(
      SamplePacket.packet { $0.plaintext = .zero }, under: SampleKeyring.master(2))
    let stranger = MemoryPlace("host:main", serving: other.bytes)
    await #expect(throws: PacketError.otherAttempt(expected: name, found: other.header.name)) {
      _ = try await run(commit, place: stranger)
    }
    try await host(packet)
    await #expect(throws: DrillError.foreign(name)) { _ = try await run(commit, owner: .zero) }
    await #expect(throws: DrillError.foreign(name)) { _ = try await run(commit, chain: .zero) }
  }

  @Test("a URL that names another release, or none, fails the drill")
  func urls() async throws {
    let packet = try SamplePacket.packet()
    try await host(packet)
    let object = packet.header.object
    let other = ObjectName(
      masterID: object.masterID,
      releaseID: try #require(ReleaseID(bytes: Array(repeating: 1, count: 16))))
    let otherURL = try url(other)
    let elsewhere = try commit(packet) { $0.manifest.url = otherURL }
    await #expect(throws: DrillError.otherObject(expected: object, found: other)) {
      _ = try await run(elsewhere)
    }
    let plain = try CanonicalURL("https://weights.example/model.bin")
    let unnamed = try commit(packet) { $0.manifest.url = plain }
    await #expect(throws: DrillError.unnamed(object)) { _ = try await run(unnamed) }
  }

  @Test("with an imported key the URL may be any")
  func imported() async throws {
    let packet = try SamplePacket.imported()
    try await host(packet)
    let plain = try CanonicalURL("https://weights.example/model.bin")
    let commit = try commit(packet) { $0.manifest.url = plain }
    #expect(try await run(commit, object: packet.header.object).proofs.count == 1)
  }

  @Test("a keyring that cron cannot open fails the drill")
  func unattended() async throws {
    let packet = try SamplePacket.packet()
    try await host(packet)
    let commit = try commit(packet)
    await #expect(throws: KeyringError.passphraseNeeded) {
      _ = try await run(commit) {
        try SealedKeyring(parsing: SecretBytes(SampleKeyring.sealed)).open()
      }
    }
    let (first, second) = (try SampleKeyring.ids()[0], try SampleKeyring.ids()[1])
    await #expect(throws: KeyringError.wrongKeyring(needed: second, has: [first])) {
      _ = try await run(commit) { try Keyring(SampleKeyring.master(1), at: 0) }
    }
  }
}

extension SampleKeyring {
  static func ids() throws -> [MasterID] { [try master(1).id, try master(2).id] }
}

@Suite("Sealed reveals")
struct SealedRevealTests {
  @Test("signed bytes come back only with the journal key of their chain and owner")
  func reveal() throws {
    let key = DecryptionKey(Bytes32(repeating: 0xab))
    let data = TransactionData(
      kind: .revealModel(
        RevealModel(modelID: .zero, decryptionKey: key, embedding: SamplePacket.embedding)),
      sender: .zero, gasPayment: [])
    let signed = data.signed(with: try Ed25519SecretKey())
    let (chain, owner) = (SamplePacket.release.chain, SamplePacket.release.owner)
    let master = try SampleKeyring.master(1)
    let journalKey = try master.journalKey(chain: chain, owner: owner)
    let sealed = try SealedReveal(signed, under: journalKey)
    #expect(sealed.transaction == data.digest)
    let stored = sealed.bcsBytes
    #expect(!Data(stored).contains(Data(repeating: 0xab, count: 4)))
    #expect(!"\(sealed)".contains("171, 171"))
    let read = try SealedReveal(bcsBytes: stored)
    #expect(try read.open(with: journalKey).bytes == signed.bcsBytes)
    let otherKeys = [
      try master.journalKey(chain: .zero, owner: owner).bytes,
      try master.journalKey(chain: chain, owner: .zero).bytes,
      try SampleKeyring.master(2).journalKey(chain: chain, owner: owner).bytes,
    ]
    for other in otherKeys {
      #expect(throws: SealedRevealError.notOpened(data.digest)) {
        _ = try read.open(with: SecretBytes(other))
      }
    }
    for index in stored.indices {
      var changed = stored
      changed[index] ^= 1
      let opened = try? SealedReveal(bcsBytes: changed).open(with: journalKey).bytes
      #expect(opened == nil, "byte \(index)")
    }
  }
}

import Custody
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@Suite("Recovery")
struct RecoveryTests {
  private let chain = SamplePacket.release.chain
  private let owner = SamplePacket.release.owner
  private let stranger = SomaAddress(Bytes32(repeating: 0x77))

  private func id(_ byte: UInt8) -> ModelID { ModelID(Bytes32(repeating: byte)) }

  private func commitment(
    _ packet: Packet, _ standing: ChainCommitment.Standing = .pending(commitEpoch: 7),
    model: UInt8 = 1, owner: SomaAddress? = nil, url: String? = nil
  ) throws -> ChainCommitment {
    let url = try CanonicalURL(url ?? "https://w.example/\(packet.header.object)")
    return ChainCommitment(
      modelID: id(model), owner: owner ?? self.owner,
      commitments: packet.header.commitments(at: url), standing: standing)
  }

  private func recovery(_ commitments: ChainCommitment...) -> Recovery {
    Recovery(chain: chain, owner: owner, commitments: commitments)
  }

  private func report(
    _ recovery: Recovery, _ material: [RecoveryMaterial], master: UInt8 = 2
  ) throws -> RecoveryReport {
    try recovery.report(
      keyring: Keyring(SampleKeyring.master(master), at: 0), material: material)
  }

  private func hosted() throws -> RecoveryMaterial {
    .packet(try SamplePacket.sealed().bytes, source: "host")
  }

  @Test("words, chain and the hosted packet are enough, and its packet can be sealed again")
  func packet() throws {
    let packet = try SamplePacket.packet()
    let recovery = recovery(try commitment(packet))
    #expect(recovery.packetNames == [packet.header.name])
    let report = try report(recovery, [hosted()])
    try report.requireFindings()
    let found = try #require(report.commitments.first)
    #expect(found.key == .derived(packet.header.object))
    #expect(found.embedding == .proven(SamplePacket.embedding, source: "host"))
    #expect(found.need == nil)
    #expect(found.verdict(in: 7) == .revealable(in: 8))
    #expect(found.verdict(in: 8) == .revealable(in: 8))
    #expect(found.verdict(in: 9) == .missed(8))
    #expect(found.packet(chain: chain) == packet)
    #expect(report.revealable(in: 8) == [found])
  }

  @Test("without the packet the file of the embedding is enough")
  func embedding() throws {
    let packet = try SamplePacket.packet()
    let recovery = recovery(try commitment(packet))
    let wrong = RecoveryMaterial.embedding(SomaTensor([1, 2, 3]), source: "old.npy")
    let missing = try #require(try report(recovery, [wrong]).commitments.first)
    #expect(missing.embedding == .missing)
    #expect(missing.verdict(in: 8) == .incomplete(until: 8))
    #expect(missing.packet(chain: chain) == nil)
    #expect(
      missing.need
        == "the packet \(packet.header.name) or the file of the embedding that was committed")
    let right = RecoveryMaterial.embedding(SamplePacket.embedding, source: "state.json")
    let found = try #require(try report(recovery, [wrong, right]).commitments.first)
    #expect(found.embedding == .proven(SamplePacket.embedding, source: "state.json"))
    // What was recovered can be sealed and opened, though nobody knows the name any more.
    let again = try #require(found.packet(chain: chain))
    #expect(again.origin == nil)
    let sealed = try SealedPacket(again, under: SampleKeyring.master(2))
    #expect(sealed.header.name == packet.header.name)
    let key = try sealed.open(with: SampleKeyring.keyring()).key(from: SampleKeyring.master(2))
    #expect(key.keyCommitment() == packet.header.keyCommitment)
  }

  @Test("words of another master, another owner, and no model are different errors")
  func errors() throws {
    let packet = try SamplePacket.packet()
    let ids = try SampleKeyring.ids()
    let wrongMaster = try report(recovery(commitment(packet)), [], master: 1)
    #expect(throws: RecoveryError.wrongMasters(needed: [ids[1]], has: [ids[0]])) {
      try wrongMaster.requireFindings()
    }
    #expect(
      wrongMaster.commitments.first?.need?.hasPrefix("the words of master \(ids[1])") == true)
    let foreign = try report(recovery(commitment(packet, owner: stranger)), [hosted()])
    #expect(foreign.commitments.isEmpty)
    #expect(foreign.revealable(in: 8).isEmpty)
    #expect(throws: RecoveryError.foreignOwner(owner, models: [id(1)])) {
      try foreign.requireFindings()
    }
    let none = try report(recovery(), [])
    #expect(throws: RecoveryError.noModels(owner)) { try none.requireFindings() }
  }

  @Test("copied commitments are not ours, and a name under our master proves nothing by itself")
  func copies() throws {
    let packet = try SamplePacket.packet()
    let copied = try commitment(packet, model: 2, owner: stranger)
    var forged = try commitment(packet, model: 3)
    forged.commitments.decryptionKeyCommitment = DecryptionKeyCommitment(.zero)
    let report = try report(recovery(commitment(packet), copied, forged), [hosted()])
    #expect(report.ownedByOthers == [copied])
    #expect(report.commitments.map(\.commitment.modelID) == [id(1), id(3)])
    #expect(report.commitments[1].key == .mismatch(packet.header.object))
    #expect(report.commitments[1].verdict(in: 8) == .incomplete(until: 8))
    #expect(
      report.commitments[1].need
        == "the packet with the imported key, because the words do not give it")
    #expect(report.revealable(in: 8).map(\.commitment.modelID) == [id(1)])
  }

  @Test("an imported key comes from its packet alone")
  func imported() throws {
    let packet = try SamplePacket.imported()
    let bytes = try SealedPacket(packet, under: SampleKeyring.master(2)).bytes
    let recovery = recovery(try commitment(packet, url: "https://w.example/model.bin"))
    #expect(recovery.packetNames.isEmpty)
    let missing = try #require(try report(recovery, []).commitments.first)
    #expect(missing.key == .unknown)
    #expect(missing.need?.hasPrefix("the packet with the key") == true)
    let found = try #require(
      try report(recovery, [.packet(bytes, source: "--packet")]).commitments.first)
    #expect(found.key == .imported(try #require(packet.importedKey), source: "--packet"))
    #expect(found.verdict(in: 8) == .revealable(in: 8))
  }

  @Test("material that is damaged or of another master is named, and harms nothing")
  func unusable() throws {
    let recovery = recovery(try commitment(SamplePacket.packet()))
    var damaged = try SamplePacket.sealed().bytes
    damaged[200] ^= 1
    let material: [RecoveryMaterial] = [
      .packet(damaged, source: "mirror"), .packet([], source: "empty"), try hosted(),
    ]
    let report = try report(recovery, material)
    #expect(report.unusable.map(\.source) == ["mirror", "empty"])
    #expect(report.unusable.first?.reason as? PacketError == .damaged(.checksum))
    #expect(report.commitments.first?.isComplete == true)
  }

  @Test("a registry shows what is promised, and when it is due")
  func registry() throws {
    let packet = try SamplePacket.packet()
    let promised = try commitment(packet).commitments
    let revealed = RevealedModel(
      commitments: promised, decryptionKey: DecryptionKey(.zero),
      embedding: SomaTensor(vectorBits: []))
    let update = PendingModelUpdate(commitments: promised, commitEpoch: 7)
    let last = PendingModelUpdate(commitments: promised, commitEpoch: Epoch(rawValue: .max))
    let states: [ModelState] = [
      .created(createEpoch: 3), .pending(update), .active(revealed, pendingUpdate: nil),
      .active(revealed, pendingUpdate: update), .inactive(revealed), .pending(last),
    ]
    var models: [ModelID: Model] = [:]
    for (index, state) in states.enumerated() {
      models[id(UInt8(index))] = Model(
        owner: owner, architectureVersion: 1, stakingPool: Self.pool(), commissionRate: 0,
        nextEpochCommissionRate: 0, state: state)
    }
    let all = ChainCommitment.all(in: models)
    #expect(all.map(\.modelID) == [1, 2, 3, 3, 4, 5].map(id))
    #expect(all.map(\.revealEpoch) == [8, nil, nil, 8, nil, nil])
    #expect(all.allSatisfy { $0.object == packet.header.object })
  }

  private static func pool() -> StakingPool {
    StakingPool(
      id: .zero, activationEpoch: nil, deactivationEpoch: nil, somaBalance: .zero,
      rewardsPool: .zero, poolTokenBalance: 0, exchangeRates: [:], pendingStake: .zero,
      pendingTotalSomaWithdraw: .zero, pendingPoolTokenWithdraw: 0)
  }

  @Test("the words drill proves every live commitment under the master, or names those it cannot")
  func wordsDrill() throws {
    let packet = try SamplePacket.packet()
    let other = try Packet(
      release: SamplePacket.release, embedding: SomaTensor([9]),
      ciphertext: SamplePacket.ciphertext, master: SampleKeyring.master(2))
    let under1 = try Packet(
      release: SamplePacket.release, embedding: SomaTensor([9]),
      ciphertext: SamplePacket.ciphertext, master: SampleKeyring.master(1))
    let recovery = recovery(
      try commitment(packet), try commitment(packet, .active, model: 2),
      try commitment(under1, model: 3), try commitment(packet, .inactive, model: 4))
    let master = try SampleKeyring.master(2)
    let record = try WordsDrill.run(
      master: master, recovery: recovery, material: [hosted()], at: 5)
    #expect(record.kind == .words && record.at == 5 && record.owner == owner)
    #expect(record.proofs.map(\.object) == [packet.header.object, packet.header.object])
    #expect(throws: DrillError.unproven([id(1)])) {
      _ = try WordsDrill.run(master: master, recovery: recovery, material: [], at: 5)
    }
    let more = Recovery(
      chain: chain, owner: owner,
      commitments: recovery.commitments + [try commitment(other, .update(commitEpoch: 9), model: 6)]
    )
    #expect(throws: DrillError.unproven([id(6)])) {
      _ = try WordsDrill.run(master: master, recovery: more, material: [hosted()], at: 5)
    }
  }
}

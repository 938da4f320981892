import Custody
import SomaClient
import SomaTypes
import SomaWire
import StateStore

/// A reveal that became possible again.
struct RecoveredReveal: Equatable, Sendable {
  let model: ModelID
  let packet: PacketName
}

extension LifecycleDriver {
  /// Brings back, into a state that knows nothing, what is due: from the masters of the keyring, the chain,
  /// the host, and what a person brings.
  ///
  /// - Throws: `RecoveryError`; ``DriverError/incomplete(_:)`` when something due lacks a part.
  func recover(with brought: [RecoveryMaterial] = []) async throws -> [RecoveredReveal] {
    let observed = try await chain.systemState()
    let recovery = Recovery(
      chain: try await chainID(), owner: owner,
      commitments: ChainCommitment.all(in: observed.models))
    var material = brought
    for name in recovery.packetNames {
      if let bytes = try await hosted.fetch(name) {
        material.append(.packet(bytes, source: "host"))
      }
    }
    let keyring = try keyring.unlock()
    let report = try recovery.report(keyring: keyring, material: material)
    try report.requireFindings()
    if let need = report.incomplete(in: observed.epoch).compactMap(\.need).first {
      throw DriverError.incomplete(need)
    }
    var recovered: [RecoveredReveal] = []
    for found in report.revealable(in: observed.epoch) {
      guard let packet = found.packet(chain: recovery.chain) else { continue }
      let sealed = try SealedPacket(
        packet, under: keyring.master(packet.header.object.masterID))
      _ = try await PacketCopies(places: [packets], needed: 1).confirm(sealed, with: keyring)
      if let masterID = StateStore.MasterID(packet.header.object.masterID.bytes),
        let release = StateStore.ReleaseID(packet.header.object.releaseID.bytes)
      {
        try await state.recordKey(
          KeyRecord(hash: packet.header.keyCommitment, origin: .derived(masterID, release)),
          at: Self.now)
      }
      recovered.append(
        RecoveredReveal(model: found.commitment.modelID, packet: sealed.header.name))
    }
    return recovered
  }
}

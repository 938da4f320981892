import BCS
import Custody
import SomaClient
import SomaCrypto
import SomaTypes
import StateStore

extension LifecycleDriver {
  func journalKey() async throws -> SecretBytes {
    let chainID = try await chainID()
    return try keyring.unlock().currentMaster().journalKey(chain: chainID, owner: owner)
  }

  /// Reveals what is committed, if the chain permits it now. Nothing that contains the key leaves, and
  /// nothing is signed, without a permit.
  func reveal(
    _ model: ModelID, packet name: PacketName, attempt: AttemptRecord.ID?
  ) async throws {
    if let known = try await intent(.reveal, for: attempt), case .succeeded = known.status {
      return
    }
    let fence = try await lease()
    let due = try await permit(for: model)
    if try await intent(.reveal, for: attempt) == nil {
      let keyring = try keyring.unlock()
      let packet = try await openPacket(name, with: keyring)
      let promised = due.commitments
      guard packet.header.commitments(at: promised.manifest.url) == promised else {
        throw DriverError.otherPacket(name)
      }
      let key = try packet.key(from: keyring.master(packet.header.object.masterID))
        .withUnsafeBytes { DecryptionKey(Bytes32(copying: $0)) }
      let data = try await Wallet(signer, on: chain).builder()
        .transaction(
          .revealModel(
            RevealModel(modelID: model, decryptionKey: key, embedding: packet.embedding)))
      let signed = try await signer.checkedSignature(of: data)
      let sealed = try SealedReveal(signed, under: await journalKey())
      try await journal(
        signed, as: .reveal, attempt, fence, in: due.window, sealed: sealed.bcsBytes)
    }
    if let attempt { try await advance(attempt, to: .revealing(due.commitEpoch)) }
    try reached(.revealSigned)
    let epoch = try await settle(.reveal, for: attempt, fence)
    try await state.recordKeyIsPublic(
      due.commitments.decryptionKeyCommitment, since: epoch)
    for old in try await state.attempts(of: keyName.text)
    where old.state == .live && old.id != attempt {
      try await state.recordState(.superseded, ofAttempt: old.id, at: Self.now)
    }
    if let attempt { try await advance(attempt, to: .live) }
    try reached(.revealed)
    try await state.releaseLease(fence)
  }

  /// The packet from whichever place has it; the seal proves which it is.
  private func openPacket(
    _ name: PacketName, with keyring: borrowing Keyring
  ) async throws -> Packet {
    var bytes = try await packets.fetch(name)
    if bytes == nil { bytes = try await hosted.fetch(name) }
    guard let bytes else { throw DriverError.noPacket(name) }
    let sealed = try SealedPacket(parsing: bytes)
    guard sealed.header.name == name else { throw DriverError.otherPacket(name) }
    return try sealed.open(with: keyring)
  }
}

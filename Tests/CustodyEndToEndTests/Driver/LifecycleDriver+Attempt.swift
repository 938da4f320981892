import BCS
import Custody
import Hosting
import SomaClient
import SomaCrypto
import SomaTypes
import StateStore

extension LifecycleDriver {
  /// Seals the packet, puts it beside the object and into the state directory, and reads both back.
  func pack(_ served: ServedRelease, embedding: SomaTensor) async throws -> PackedAttempt {
    let keyring = try keyring.unlock()
    let packet = try Packet(
      release: served.identity, embedding: embedding, ciphertext: served.ciphertext,
      master: keyring.master(served.object.masterID))
    let sealed = try SealedPacket(packet, under: keyring.master(served.object.masterID))
    let hosted = hosted
    _ = try await PacketCopies(places: [packets, hosted], needed: 2)
      .confirm(sealed, with: keyring)
    let name = sealed.header.name
    try await state.recordPacket(
      PacketRecord(
        name: name.description, digest: Blake2b256.hash(sealed.bytes), release: served.id,
        embedding: sealed.header.embeddingCommitment,
        places: [
          .init(
            location: "\(packets.path)/\(name)", failureDomain: packets.domain.name,
            verifiedAt: Self.now),
          .init(
            location: "\(host.publicBase)/\(name)", failureDomain: hosted.domain.name,
            verifiedAt: Self.now),
        ]), at: Self.now)
    let commitments = sealed.header.commitments(at: served.url)
    let record = try await state.beginAttempt(
      model: keyName.text, release: served.id, packet: name.description,
      commitments: Checksum(Blake2b256.hash(commitments.bcsBytes)), at: Self.now)
    try reached(.packed)
    return PackedAttempt(served: served, packet: sealed.header, id: record.id)
  }

  /// Rehearses the reveal of just this commit; nothing is signed without it.
  func drill(_ commit: CommitModel, _ attempt: PackedAttempt) async throws {
    let chainID = try await chainID()
    let name = attempt.packet.name.description
    func record(failure: String?) async throws {
      try await state.recordDrill(
        StateStore.DrillRecord(
          kind: .release(packet: name, commitments: attempt.digest), failure: failure,
          at: Self.now))
    }
    do {
      let keyring = keyring
      let proof = try await ReleaseDrill(place: hosted) { try keyring.unlock() }
        .run(commit, chain: chainID, owner: owner, object: attempt.served.object, at: 1_800_000_000)
      guard proof.permits(attempt.commitments, chain: chainID, owner: owner) else {
        throw DriverError.notDrilled
      }
    } catch {
      try await record(failure: "\(type(of: error))")
      throw error
    }
    try await record(failure: nil)
    try await advance(attempt.id, to: .drilled)
    try reached(.drilled)
  }

  /// Records how far an attempt has come; what is behind it already stays.
  func advance(_ id: AttemptRecord.ID, to next: AttemptRecord.State) async throws {
    let known = try await state.attempts(of: keyName.text).first { $0.id == id }
    guard let known, known.state.rank < next.rank else { return }
    try await state.recordState(next, ofAttempt: id, at: Self.now)
  }
}

extension AttemptRecord.State {
  fileprivate var rank: Int {
    switch self {
    case .packed: 0
    case .drilled: 1
    case .creating: 2
    case .created: 3
    case .committing: 4
    case .committed: 5
    case .revealing: 6
    case .live: 7
    case .superseded, .lapsed, .lost: 8
    }
  }
}

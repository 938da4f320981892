import Custody
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import StateStore

extension OwnerRecovery {
  /// Writes into the state what it lacks: pins, specs, ids, keys, packets, and what waits for its reveal. What
  /// the state has stays as it is.
  ///
  /// It may be cut off anywhere and done again.
  ///
  /// - Parameter findings: From ``find()``.
  /// - Returns: What did not succeed. One model that cannot be recorded stops no other.
  /// - Throws: ``OwnerRecoveryError/otherOwner(_:pinned:found:)``; `StateError`; `CancellationError`.
  public func record(_ findings: RecoveryFindings) async throws -> RecoveryOutcome {
    let journal = context.journal
    for (wallet, address) in findings.addresses.sorted(by: { $0.key < $1.key }) {
      guard let pinned = journal.shared.owners[wallet], pinned != address else { continue }
      throw OwnerRecoveryError.otherOwner(wallet, pinned: pinned, found: address)
    }
    try await journal.record(.pinned(context.chainID, owners: findings.addresses))
    var outcome = RecoveryOutcome()
    for model in findings.models {
      guard let name = model.name,
        let spec = journal[name]?.spec ?? request.specs.first(where: { $0.name == name })
      else { continue }
      do {
        outcome.warnings += try await record(model, as: spec, findings)
      } catch let error as CancellationError { throw error } catch let error as StateError {
        throw error
      } catch {
        outcome.failures.append((name, error))
      }
    }
    return outcome
  }

  private func record(
    _ model: RecoveredModel, as spec: ModelSpec, _ findings: RecoveryFindings
  ) async throws -> [UnusableMaterial] {
    let journal = context.journal
    var warnings: [UnusableMaterial] = []
    // What was proven is on the disk before the journal builds on it.
    for found in model.found where found.key.isProven && found.commitment.standing != .inactive {
      warnings += try await keep(found, of: model, spec, findings)
    }
    let newest = model.found.last { $0.key.isProven && $0.commitment.standing != .inactive }
    let content = newest.flatMap { found in
      model.origin(of: found).map { self.content(of: found, $0, findings) }
    }
    if journal[spec.name] == nil {
      try await journal.accept(spec, content: content, keyName: model.keyName)
    }
    guard let record = journal[spec.name] else { return warnings }
    var events: [ModelEvent] = []
    let isCreating = record.unresolved.contains { $0.purpose.kind == .create }
    if record.modelID == nil, !isCreating { events.append(.adopted(model.id)) }
    if let newest, record.attempt(newest.commitment.commitments) == nil,
      let event = record.overtaken(by: content)
    {
      events.append(event)
    }
    for found in model.found where found.key.isProven && found.commitment.standing != .inactive {
      events += self.events(for: found, of: model, record, findings)
    }
    try await journal.record(events, of: spec.name)
    return warnings
  }

  /// What the journal lacks of one set of commitments. An attempt that it has goes on from where it is.
  private func events(
    for found: RecoveredCommitment, of model: RecoveredModel, _ record: ModelRecord,
    _ findings: RecoveryFindings
  ) -> [ModelEvent] {
    let promised = found.commitment.commitments
    let origin = model.origin(of: found)
    var events: [ModelEvent] = []
    if let origin, case .derived = found.key {
      events.append(.release(origin.plaintext, .sealed(promised.manifest)))
    }
    guard record.attempt(promised) == nil else { return events }
    switch found.commitment.standing {
    case .pending(let epoch), .update(let epoch):
      events.append(.recognised(content(of: found, origin, findings), promised))
      events.append(
        .attempt(
          promised,
          .committed(
            Attempt.Window(
              commitEpoch: epoch,
              opensMs: findings.epoch == epoch.next ? findings.epochStartMs : nil
            ))))
    case .active:
      // Without its origin it is compared later, by sealing the declared weights again.
      guard origin != nil else { break }
      events.append(.recognised(content(of: found, origin, findings), promised))
      events.append(.attempt(promised, .revealed))
    case .inactive: break
    }
    return events
  }

  private func content(
    of found: RecoveredCommitment, _ origin: Packet.Origin?, _ findings: RecoveryFindings
  ) -> ReleaseContent {
    var dimension = findings.dimension
    if case .proven(let tensor, _) = found.embedding { dimension = UInt64(tensor.bits.count) }
    return ReleaseContent(
      plaintext: origin?.plaintext ?? .zero,
      embedding: found.commitment.commitments.embeddingCommitment, embeddingDimension: dimension)
  }

  /// Keeps key and packet of a proven commitment, and what the key has sealed.
  private func keep(
    _ found: RecoveredCommitment, of model: RecoveredModel, _ spec: ModelSpec,
    _ findings: RecoveryFindings
  ) async throws -> [UnusableMaterial] {
    let promised = found.commitment.commitments
    let (state, moment) = (context.state, context.clock.moment)
    let hash = promised.decryptionKeyCommitment
    guard let object = found.commitment.object,
      let release = StateStore.ReleaseID(object.releaseID.bytes),
      let master = StateStore.MasterID(object.masterID.bytes)
    else { return [] }
    switch found.key {
    case .derived:
      try await state.recordKey(
        KeyRecord(hash: hash, origin: .derived(master, release)), at: moment)
      guard let origin = model.origin(of: found) else { break }
      let size = promised.manifest.sizeInBytes
      try await state.recordRelease(
        ReleaseRecord(
          id: release, keyName: origin.keyName.text, plaintext: origin.plaintext, size: size,
          keyHash: hash, changedAt: moment))
      // A second plaintext under this key is refused again from now on.
      try await state.recordSealing(
        keyHash: hash, plaintext: origin.plaintext, size: size, at: moment)
    case .imported:
      try await state.recordKey(KeyRecord(hash: hash, origin: .imported), at: moment)
    case .onChain, .otherMaster, .mismatch, .unknown: break
    }
    guard let bare = found.packet(chain: context.chainID) else { return [] }
    let packet = Packet(
      header: bare.header, origin: model.origin(of: found), embedding: bare.embedding,
      importedKey: bare.importedKey)
    return try await keep(packet, release, spec, findings)
  }

  private func keep(
    _ packet: Packet, _ release: StateStore.ReleaseID, _ spec: ModelSpec,
    _ findings: RecoveryFindings
  ) async throws -> [UnusableMaterial] {
    let secrets = try context.secrets.keyring(spec.keyring)
    let fresh = try SealedPacket(
      packet, under: secrets.keyring.master(packet.header.object.masterID))
    let name = fresh.header.name
    let sealed = try await whole(name, like: fresh, secrets) ?? fresh
    let places = context.packets
    let kept = try await Failpoint.packetWritten.around {
      try await PacketCopies(places: [places], needed: 1).confirm(sealed, with: secrets.keyring)
    }
    let host = try await giveBack(sealed, spec, secrets, findings)
    try await note(sealed, release, in: (kept + host.domains).map(\.name))
    return host.warnings
  }

  /// Puts the packet beside the object again, where the host answers.
  private func giveBack(
    _ sealed: SealedPacket, _ spec: ModelSpec, _ secrets: RunSecrets.Unlocked,
    _ findings: RecoveryFindings
  ) async throws -> (domains: [FailureDomain], warnings: [UnusableMaterial]) {
    guard !findings.silentHosts.contains(spec.host.name) else { return ([], []) }
    do {
      let copies = PacketCopies(places: [try context.hostedPackets(spec.host)], needed: 1)
      return (try await copies.confirm(sealed, with: secrets.keyring), [])
    } catch let error as CancellationError { throw error } catch {
      return ([], [UnusableMaterial(source: "host:\(spec.host.name)", reason: error)])
    }
  }

  private func note(
    _ sealed: SealedPacket, _ release: StateStore.ReleaseID, in domains: [String]
  ) async throws {
    let (name, moment) = (sealed.header.name.description, context.clock.moment)
    let record = PacketRecord(
      name: name, digest: Blake2b256.hash(sealed.bytes), release: release,
      embedding: sealed.header.embeddingCommitment,
      places: domains.map {
        .init(location: "\($0)/\(name)", failureDomain: $0, verifiedAt: moment)
      })
    // The state may know other bytes of this name, made when more was known. It keeps them; those on the disk are
    // proven.
    if let known = try await context.state.packet(name), known.digest != record.digest { return }
    try await context.state.recordPacket(record, at: moment)
  }

  /// The packet that lies in the state directory already, if it is whole and of the same commitments:
  /// packets are never replaced.
  private func whole(
    _ name: PacketName, like fresh: SealedPacket, _ secrets: RunSecrets.Unlocked
  ) async throws -> SealedPacket? {
    guard let bytes = try await context.packets.fetch(name),
      let old = try? SealedPacket(parsing: bytes), old.header == fresh.header,
      (try? old.open(with: secrets.keyring)) != nil
    else { return nil }
    return old
  }
}

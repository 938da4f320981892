import Custody
import Hosting
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import StateStore
import Weights

// From a served object to an attempt that may be committed.
extension StepRunner {
  /// Writes the packet in as many places as the manifest asks for, and reads each back.
  func pack(_ content: ReleaseContent, copies: Int, of name: ResourceName) async throws {
    let record = try record(of: name)
    guard let manifest = record.releases[content.plaintext]?.manifest,
      let object = Custody.ObjectName(in: manifest.url)
    else { throw StepError.overtakenByOtherRun }
    let secrets = try context.secrets.keyring(record.spec.keyring)
    let embedding = try await embedding(content, record, manifest)
    let packet = try Packet(
      release: identity(of: record, name, content.plaintext, manifest.sizeInBytes),
      embedding: embedding, ciphertext: manifest.checksum,
      master: secrets.keyring.master(object.masterID))
    let sealed = try SealedPacket(packet, under: secrets.keyring.master(object.masterID))
    let hosted = try context.hostedPackets(record.spec.host)
    let domains = try await PacketCopies(places: [context.packets, hosted], needed: copies)
      .confirm(sealed, with: secrets.keyring)
    let (packetName, moment) = (sealed.header.name.description, context.clock.moment)
    guard let release = StateStore.ReleaseID(object.releaseID.bytes) else {
      throw StepError.overtakenByOtherRun
    }
    try await context.state.recordPacket(
      PacketRecord(
        name: packetName, digest: Blake2b256.hash(sealed.bytes), release: release,
        embedding: content.embedding,
        places: domains.map {
          .init(
            location: "\($0)/\(packetName)", failureDomain: $0.name, verifiedAt: moment)
        }), at: moment)
    var attachment = Attachment()
    attachment.packet = packetName
    try await journal.record(
      [
        .packed(
          content, sealed.header.commitments(at: manifest.url), copies: domains.count)
      ], of: name, with: attachment)
  }

  /// The exact floats: from the file, or from a packet that was written before.
  private func embedding(
    _ content: ReleaseContent, _ record: ModelRecord, _ manifest: ContentManifest
  ) async throws -> SomaTensor {
    let pair = try? ModelFiles.pair(of: record.spec)
    let file = try pair.flatMap { pair in
      do { return try EmbeddingFile(path: pair.embedding, dimension: nil) } catch FileError.missing
      {
        return nil
      }
    }
    if let tensor = file?.tensor, tensor.commitment == content.embedding { return tensor }
    if let attempt = record.attempts.last(where: {
      $0.content == content && $0.commitments.manifest == manifest
    }) {
      return try await PacketFinder(context).open(attempt.commitments, for: record.spec)
        .packet.embedding
    }
    guard let pair, file != nil else {
      throw StepError.filesMissing(record.spec.embedding.source.path)
    }
    throw StepError.contentChanged(file: pair.embedding)
  }

  /// Rehearses the reveal from each place, by the way that works without a person.
  func drill(_ content: ReleaseContent, of name: ResourceName) async throws {
    let record = try record(of: name)
    guard let attempt = record.openAttempt(for: content),
      let object = Custody.ObjectName(in: attempt.commitments.manifest.url)
    else { throw StepError.overtakenByOtherRun }
    let promised = attempt.commitments
    let source = try context.secrets.source(record.spec.keyring)
    let owner = try owner(of: record.spec)
    let packetName = PacketName(object: object, embedding: promised.embeddingCommitment)
      .description
    var proven: Set<FailureDomain> = []
    var problem: (any Error)?
    let places: [any PacketPlace] = [
      context.packets, try context.hostedPackets(record.spec.host),
    ]
    for place in places {
      do {
        let proof = try await ReleaseDrill(place: place) { try source.unlock() }
          .run(
            promised.commit(to: record.modelID ?? .zero), chain: context.chainID, owner: owner,
            object: object, at: context.clock.wallClockMs() / 1000)
        guard proof.permits(promised, chain: context.chainID, owner: owner) else {
          throw StepError.otherCommitments(packetName)
        }
        proven.insert(place.domain)
      } catch let error as CancellationError { throw error } catch { problem = error }
    }
    let isEnough = proven.count >= record.spec.reveal.packetCopies
    let failure = isEnough ? nil : problem.map { "\(type(of: $0))" } ?? "drill.tooFewCopies"
    try await Failpoint.drillRecorded.around {
      try await context.state.recordDrill(
        StateStore.DrillRecord(
          kind: .release(packet: packetName, commitments: promised.digest), failure: failure,
          at: context.clock.moment))
    }
    guard isEnough else {
      throw problem
        ?? PacketError.tooFewCopies(
          confirmed: proven.sorted(), needed: record.spec.reveal.packetCopies)
    }
    try await journal.record([.attempt(promised, .drilled(copies: proven.count))], of: name)
  }
}

extension ModelCommitments {
  /// The payload that promises them.
  func commit(to model: ModelID) -> CommitModel {
    CommitModel(
      modelID: model, manifest: manifest, weightsCommitment: weightsCommitment,
      embeddingCommitment: embeddingCommitment, decryptionKeyCommitment: decryptionKeyCommitment)
  }
}

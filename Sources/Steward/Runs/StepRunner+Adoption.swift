import BCS
import Custody
import Diagnostics
import Hosting
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import StateStore
import Weights

// What the chain shows of a model and the journal does not know: whose is it?
extension StepRunner {
  /// Finds out whether a commit on the chain belongs to one of our masters.
  func identify(_ commitments: ModelCommitments, of name: ResourceName) async throws {
    let record = try record(of: name)
    do {
      let packet = try await PacketFinder(context).open(commitments, for: record.spec).packet
      let content = ReleaseContent(
        plaintext: packet.origin?.plaintext ?? .zero, embedding: commitments.embeddingCommitment,
        embeddingDimension: UInt64(packet.embedding.bits.count))
      let known = packet.origin == nil ? nil : content
      try await journal.record(
        [.recognised(content, commitments)] + [record.overtaken(by: known)].compactMap(\.self),
        of: name)
    } catch let error as StepError {
      guard case .packetMissing = error, try isForeign(commitments, record) else { throw error }
      try await journal.record([.foreign(commitments)], of: name)
    } catch KeyringError.wrongKeyring {
      try await journal.record([.foreign(commitments)], of: name)
    }
  }

  /// Whether none of our masters gives the key that is promised.
  private func isForeign(
    _ commitments: ModelCommitments, _ record: ModelRecord
  ) throws -> Bool {
    guard let object = Custody.ObjectName(in: commitments.manifest.url) else { return true }
    let secrets = try context.secrets.keyring(record.spec.keyring)
    guard secrets.keyring.has(object.masterID) else { return true }
    let key = try secrets.keyring.master(object.masterID)
      .aesKey(chain: context.chainID, releaseID: object.releaseID)
    return key.keyCommitment() != commitments.decryptionKeyCommitment
  }

  /// Seals the declared weights under the key that is public on the chain, and compares. Nothing of it
  /// leaves this machine.
  func compare(
    _ content: ReleaseContent, with commitments: ModelCommitments, of name: ResourceName
  ) async throws {
    let record = try record(of: name)
    let id = record.modelID ?? record.spec.modelID
    guard let id, case .active(let revealed, _) = view?.models[id]?.state,
      revealed.commitments == commitments
    else { throw StepError.overtakenByOtherRun }
    let isSame =
      if commitments.embeddingCommitment == content.embedding {
        try await sealsTo(commitments, content, revealed, of: name)
      } else { false }
    guard isSame else {
      // What is live is something else: it stays live under a content of its own.
      let other = ReleaseContent(
        plaintext: commitments.weightsCommitment.bytes, embedding: commitments.embeddingCommitment,
        embeddingDimension: content.embeddingDimension)
      try await journal.record(
        [.recognised(other, commitments), .attempt(commitments, .revealed)], of: name)
      return
    }
    try await journal.record(
      [.recognised(content, commitments), .attempt(commitments, .revealed)], of: name)
  }

  private func sealsTo(
    _ commitments: ModelCommitments, _ content: ReleaseContent, _ revealed: RevealedModel,
    of name: ResourceName
  ) async throws -> Bool {
    let spec = try record(of: name).spec
    let report = context.report
    let prepared = try await releases.prepare(spec, plaintext: content.plaintext) {
      report(.reading(name, bytes: $0, totalBytes: $1))
    }
    guard prepared.content.size == commitments.manifest.sizeInBytes else { return false }
    let sealer = try WeightsSealer(
      file: prepared.file, content: prepared.content,
      key: SecretBytes(copying: revealed.decryptionKey.revealed.bytes))
    let sealed = try await Blocking.run { stop in
      try sealer.seal { _ in try stop.check() }
    }
    return sealed.checksum == commitments.manifest.checksum
  }

  /// Looks at what is live through its public URL.
  func probe(isFull: Bool, of name: ResourceName) async throws {
    let record = try record(of: name)
    guard let manifest = liveManifest(of: record) else { return }
    let report =
      isFull
      ? try await fetch(manifest)
      : try await sample(manifest, record, of: name)
    let url = manifest.url.text
    guard report.verdict != .unknown else {
      throw StepError.probeUndecided(url: url, report.findings)
    }
    try await journal.record(
      [
        .probed(
          isGood: report.isServed, isFull: isFull, atMs: context.clock.wallClockMs())
      ], of: name)
    // What was sealed here is made again in the same run.
    let isRepairable = record.attempts.contains { $0.commitments.manifest == manifest }
    guard report.isServed || isRepairable else {
      throw StepError.liveNotServed(url: url, cause: Self.words(report.findings))
    }
  }

  private static func words(_ findings: [ProbeFinding]) -> String {
    findings.filter { $0.severity == .failure }.map(\.diagnostic.detail).joined(separator: " ")
  }

  private func liveManifest(of record: ModelRecord) -> ContentManifest? {
    guard let id = record.modelID, case .active(let revealed, _) = view?.models[id]?.state else {
      return nil
    }
    return revealed.commitments.manifest
  }

  /// Compares some ranges with bytes that are sealed again; without the file, fetches all of it.
  private func sample(
    _ manifest: ContentManifest, _ record: ModelRecord, of name: ResourceName
  ) async throws -> ProbeReport {
    guard let sealer = try await localSealer(of: manifest, record) else {
      return try await fetch(manifest)
    }
    let report = try await Probe(
      of: manifest.url, size: manifest.sizeInBytes, for: context.audience,
      transport: context.transport
    ).sampled(4) { range in
      try sealer.part(offset: range.lowerBound, length: range.count)
    }
    try await context.state.recordProbe(report, of: manifest.url, at: context.clock.moment)
    return report
  }

  /// Seals parts of the file again, if it is as it was when its tags were taken. Each chunk is proven by its
  /// tag, and nothing of it leaves this machine.
  private func localSealer(
    of manifest: ContentManifest, _ record: ModelRecord
  ) async throws -> WeightsSealer? {
    guard let object = Custody.ObjectName(in: manifest.url),
      let plaintext = record.releases.first(where: { $0.value.manifest == manifest })?.key,
      let digest = try await context.state.digest(of: plaintext),
      let content = try? ContentDigest(bcsBytes: digest.tags),
      let pair = try? ModelFiles.pair(of: record.spec),
      let file = try? OpenFile(path: pair.weights), file.size == content.size
    else { return nil }
    let secrets = try context.secrets.keyring(record.spec.keyring)
    let key = try secrets.keyring.master(object.masterID)
      .aesKey(chain: context.chainID, releaseID: object.releaseID)
    let sealer = try WeightsSealer(file: file, content: content, key: key)
    // Another file of the same length may be there by now.
    guard (try? sealer.part(offset: 0, length: min(1, Int(clamping: content.size)))) != nil else {
      return nil
    }
    return sealer
  }

  /// Makes the served object again from plaintext and key.
  func repair(_ commitments: ModelCommitments, of name: ResourceName) async throws {
    let manifest = commitments.manifest
    do {
      try await store(again: manifest, of: name)
    } catch let error as CancellationError { throw error } catch {
      let diagnostic = (error as? any Explainable)?.diagnostic
      throw StepError.liveNotServed(
        url: manifest.url.text,
        cause: diagnostic.map { "\($0.summary). \($0.detail)" } ?? "\(type(of: error))")
    }
    let report = try await fetch(manifest)
    try await journal.record(
      [.probed(isGood: report.isServed, isFull: true, atMs: context.clock.wallClockMs())],
      of: name)
    guard report.isServed else {
      throw StepError.liveNotServed(
        url: manifest.url.text, cause: Self.words(report.findings))
    }
  }

  private func store(again manifest: ContentManifest, of name: ResourceName) async throws {
    let record = try record(of: name)
    guard let plaintext = record.releases.first(where: { $0.value.manifest == manifest })?.key
    else { throw StepError.filesMissing(record.spec.weights.source.path) }
    try await store(plaintext, of: name, mode: .replace)
  }
}

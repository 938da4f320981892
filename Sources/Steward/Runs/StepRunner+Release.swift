import Custody
import Hosting
import Lifecycle
import Manifest
import SomaCrypto
import SomaTypes
import StateStore
import Weights

// From a file of weights to an object that the world can fetch.
extension StepRunner {
  /// What a release is, and what seals it.
  struct Sealing {
    var identity: ReleaseIdentity
    var object: Custody.ObjectName
    var keyHash: DecryptionKeyCommitment
    var sealer: WeightsSealer
    var release: StateStore.ReleaseID
  }

  /// Derives the key from the digest of this run, and puts both on record before a byte is encrypted.
  func prepareSealing(_ plaintext: Bytes32, of name: ResourceName) async throws -> Sealing {
    let record = try record(of: name)
    let report = context.report
    let prepared = try await releases.prepare(record.spec, plaintext: plaintext) {
      report(.reading(name, bytes: $0, totalBytes: $1))
    }
    let identity = try identity(of: record, name, prepared.content.digest, prepared.content.size)
    let secrets = try context.secrets.keyring(record.spec.keyring)
    let master = try masterOf(record, plaintext, secrets)
    let object = try master.objectName(of: identity)
    let key = try master.aesKey(chain: identity.chain, releaseID: object.releaseID)
    let keyHash = key.keyCommitment()
    guard let release = StateStore.ReleaseID(object.releaseID.bytes),
      let masterID = StateStore.MasterID(object.masterID.bytes)
    else { throw StepError.overtakenByOtherRun }
    let (state, moment) = (context.state, context.clock.moment)
    try await Failpoint.sealingRecorded.around {
      try await state.recordKey(
        KeyRecord(hash: keyHash, origin: .derived(masterID, release)), at: moment)
      try await state.recordRelease(
        ReleaseRecord(
          id: release, keyName: identity.keyName.text, plaintext: plaintext,
          size: identity.sizeInBytes, keyHash: keyHash, changedAt: moment))
      try await state.recordSealing(
        keyHash: keyHash, plaintext: plaintext, size: identity.sizeInBytes, at: moment)
    }
    return Sealing(
      identity: identity, object: object, keyHash: keyHash,
      sealer: try WeightsSealer(file: prepared.file, content: prepared.content, key: key),
      release: release)
  }

  /// A release that is sealed stays under its master, also when the keyring has a newer one.
  private func masterOf(
    _ record: ModelRecord, _ plaintext: Bytes32, _ secrets: RunSecrets.Unlocked
  ) throws -> Master {
    guard let manifest = record.releases[plaintext]?.manifest,
      let object = Custody.ObjectName(in: manifest.url)
    else { return try secrets.keyring.currentMaster() }
    return try secrets.keyring.master(object.masterID)
  }

  func identity(
    of record: ModelRecord, _ name: ResourceName, _ plaintext: Bytes32, _ size: UInt64
  ) throws -> ReleaseIdentity {
    guard let keyName = journal.keyName(of: name) else { throw StepError.overtakenByOtherRun }
    return ReleaseIdentity(
      chain: context.chainID, owner: try owner(of: record.spec), keyName: keyName,
      plaintext: plaintext, sizeInBytes: size)
  }

  func owner(of spec: ModelSpec) throws -> SomaAddress {
    // What was pinned comes first: keys are derived from it.
    if let pinned = journal.shared.owners[spec.wallet.name] { return pinned }
    return try DeclaredWallet(spec.wallet).address()
  }

  func seal(_ plaintext: Bytes32, of name: ResourceName) async throws {
    let sealing = try await prepareSealing(plaintext, of: name)
    let spec = try record(of: name).spec
    let sealer = sealing.sealer
    let (report, size) = (context.report, sealing.identity.sizeInBytes)
    let sealed = try await working(on: sealing.release) {
      try await Blocking.run { stop in
        var done: UInt64 = 0
        return try sealer.seal { bytes in
          try stop.check()
          done += UInt64(bytes.count)
          report(.reading(name, bytes: done, totalBytes: size))
        }
      }
    }
    let host = try context.host(spec.host)
    let url = try await host.host.publicURL(of: objectName(sealing.object))
    try await journal.record(
      [
        .release(
          plaintext,
          .sealed(
            ContentManifest(
              url: url, checksum: sealed.checksum, sizeInBytes: sealed.sizeInBytes)))
      ], of: name)
  }

  func objectName(_ name: Custody.ObjectName) throws -> Hosting.ObjectName {
    guard let object = Hosting.ObjectName(name.description) else {
      throw StepError.overtakenByOtherRun
    }
    return object
  }

  func upload(_ plaintext: Bytes32, of name: ResourceName) async throws {
    try await store(plaintext, of: name, mode: .createOnly)
    try await journal.record([.release(plaintext, .hosted)], of: name)
  }

  /// Sends the object, sealed as it leaves.
  func store(_ plaintext: Bytes32, of name: ResourceName, mode: PutMode) async throws {
    let record = try record(of: name)
    guard let manifest = record.releases[plaintext]?.manifest else {
      throw StepError.overtakenByOtherRun
    }
    let sealing = try await prepareSealing(plaintext, of: name)
    let host = try context.host(record.spec.host)
    let report = context.report
    let upload = ObjectUpload(
      name: try objectName(sealing.object), source: SealedSource(sealing.sealer),
      digest: manifest.checksum.bytes)
    try await working(on: sealing.release) {
      try await Failpoint.objectStored.around {
        _ = try await host.host.put(upload, mode: mode) {
          report(.uploading(name, sentBytes: $0.sentBytes, totalBytes: $0.totalBytes))
        }
      }
    }
  }

  func verify(_ plaintext: Bytes32, of name: ResourceName) async throws {
    guard let manifest = try record(of: name).releases[plaintext]?.manifest else {
      throw StepError.overtakenByOtherRun
    }
    var report = try await fetch(manifest)
    if report.findings.contains(where: \.isOtherContent) {
      // Something else has our name: what the chain does not name yet may be replaced.
      try await store(plaintext, of: name, mode: .replace)
      report = try await fetch(manifest)
    }
    if report.findings.contains(where: \.isMissing) {
      // Nobody has it any more, so it is uploaded again.
      try await journal.record([.release(plaintext, .vanished)], of: name)
    }
    guard report.isServed else {
      throw StepError.notServed(url: manifest.url.text, report.findings)
    }
    try await journal.record([.release(plaintext, .verified)], of: name)
  }

  /// Fetches all of an object as validators do.
  func fetch(_ manifest: ContentManifest) async throws -> ProbeReport {
    let report = try await Probe(
      of: manifest.url, size: manifest.sizeInBytes, for: context.audience,
      transport: context.transport
    ).whole(checksum: manifest.checksum.bytes)
    try await context.state.recordProbe(report, of: manifest.url, at: context.clock.moment)
    return report
  }
}

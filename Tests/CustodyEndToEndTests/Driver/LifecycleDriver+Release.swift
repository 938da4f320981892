import BCS
import Custody
import Hosting
import SomaCrypto
import SomaTypes
import StateStore
import Weights

extension LifecycleDriver {
  /// Digests, records, seals, uploads, and fetches all of it back.
  func serve(_ path: String) async throws -> ServedRelease {
    let file = try OpenFile(path: path)
    let content = try ContentDigest(of: file)
    try await state.recordDigest(
      DigestRecord(
        plaintext: content.digest, size: content.size, tags: content.bcsBytes, takenAt: Self.now),
      ofFile: path, identity: Array("\(file.identity)".utf8))
    try reached(.digested)

    let identity = ReleaseIdentity(
      chain: try await chainID(), owner: owner, keyName: keyName, plaintext: content.digest,
      sizeInBytes: content.size)
    let master = try keyring.unlock().currentMaster()
    let object = try master.objectName(of: identity)
    let key = try master.aesKey(chain: identity.chain, releaseID: object.releaseID)
    let id = try await record(identity, object, key: key.keyCommitment())
    try reached(.recorded)

    let sealer = try WeightsSealer(file: file, content: content, key: key)
    let sealed = try sealer.seal { _ in }
    let url = try await upload(sealer, sealed, as: object, id)
    return ServedRelease(
      identity: identity, object: object, ciphertext: sealed.checksum, url: url, id: id)
  }

  /// Puts the key, the release and the sealing on record, before a byte is encrypted.
  private func record(
    _ identity: ReleaseIdentity, _ object: Custody.ObjectName, key: DecryptionKeyCommitment
  ) async throws -> StateStore.ReleaseID {
    guard let id = StateStore.ReleaseID(object.releaseID.bytes),
      let masterID = StateStore.MasterID(object.masterID.bytes)
    else { throw DriverError.badName(object) }
    try await state.recordKey(
      KeyRecord(hash: key, origin: .derived(masterID, id)), at: Self.now)
    try await state.recordRelease(
      ReleaseRecord(
        id: id, keyName: keyName.text, plaintext: identity.plaintext, size: identity.sizeInBytes,
        keyHash: key, changedAt: Self.now))
    try await state.recordSealing(
      keyHash: key, plaintext: identity.plaintext, size: identity.sizeInBytes, at: Self.now)
    return id
  }

  private func upload(
    _ sealer: WeightsSealer, _ sealed: SealedWeights, as object: Custody.ObjectName,
    _ id: StateStore.ReleaseID
  ) async throws -> CanonicalURL {
    guard let name = Hosting.ObjectName(object.description) else {
      throw DriverError.badName(object)
    }
    let url = try host.publicURL(of: name)
    try await state.recordState(.sealed(sealed.checksum), ofRelease: id, at: Self.now)
    _ = try await host.put(
      ObjectUpload(
        name: name, source: SealedSource(sealer: sealer), digest: sealed.checksum.bytes))
    try await state.recordState(
      .hosted(sealed.checksum, url: url.text), ofRelease: id, at: Self.now)
    try reached(.hosted)
    var rules = FetchRules()
    rules.retries.base = .zero
    rules.retries.longestWish = .zero
    let report = try await Probe(
      of: url, size: sealed.sizeInBytes, for: .thisNetwork, transport: transport, rules: rules
    ).whole(checksum: sealed.checksum.bytes)
    guard report.isServed else { throw DriverError.notServed(report.findings) }
    try await state.recordState(
      .verified(sealed.checksum, url: url.text), ofRelease: id, at: Self.now)
    try reached(.verified)
    return url
  }
}

import BCS
import SomaCrypto
public import SomaTypes

/// The rehearsal of a reveal before its commit is signed: opens the keyring as cron will, fetches
/// the packet anew, makes the commitments from it again, and compares them with those that are about
/// to be signed. Without its record no commit is signed (promise P1).
public struct ReleaseDrill: Sendable {
  private let unlock: @Sendable () throws -> Keyring
  private let place: any PacketPlace

  /// Joins the ports.
  ///
  /// - Parameters:
  ///   - place: Where the packet is fetched from; the host, through its public URL.
  ///   - unlock: Opens the keyring without a person: ``KeyringSource/unlock()``. Not a keyring that
  ///     is open already.
  public init(place: any PacketPlace, unlock: @escaping @Sendable () throws -> Keyring) {
    self.place = place
    self.unlock = unlock
  }

  /// Rehearses.
  ///
  /// - Parameters:
  ///   - commit: The transaction's payload, as it is about to be signed. A first release commits to
  ///     a model whose id follows from its create.
  ///   - chain: The digest of checkpoint 0.
  ///   - owner: Who signs.
  ///   - object: The release; where the URL carries its name, the two must agree.
  ///   - time: When this is, in seconds since 1970.
  /// - Returns: What was proven.
  /// - Throws: ``DrillError``, ``PacketError``, ``KeyringError``; what unlocking and fetching throw.
  public func run(
    _ commit: CommitModel, chain: CheckpointDigest, owner: SomaAddress, object: ObjectName,
    at time: UInt64
  ) async throws -> DrillRecord {
    if let named = ObjectName(in: commit.manifest.url), named != object {
      throw DrillError.otherObject(expected: object, found: named)
    }
    let name = PacketName(object: object, embedding: commit.embeddingCommitment)
    guard let bytes = try await place.fetch(name) else {
      throw PacketError.missing(name, domain: place.domain)
    }
    let sealed = try SealedPacket(parsing: bytes)
    guard sealed.header.name == name else {
      throw PacketError.otherAttempt(expected: name, found: sealed.header.name)
    }
    guard sealed.header.chain == chain, sealed.header.owner == owner else {
      throw DrillError.foreign(name)
    }
    let keyring = try unlock()
    let packet = try sealed.open(with: keyring)
    // An object that the URL does not name cannot be found again from words and chain alone.
    guard ObjectName(in: commit.manifest.url) != nil || packet.importedKey != nil else {
      throw DrillError.unnamed(object)
    }
    let key = try packet.key(from: keyring.master(object.masterID))
    let remade = ModelCommitments(
      manifest: ContentManifest(
        url: commit.manifest.url, checksum: packet.header.ciphertext,
        sizeInBytes: packet.header.sizeInBytes),
      weightsCommitment: WeightsCommitment(packet.header.ciphertext.bytes),
      embeddingCommitment: packet.embedding.commitment,
      decryptionKeyCommitment: key.keyCommitment())
    guard remade.bcsBytes == commit.commitments.bcsBytes else {
      throw DrillError.differs(Self.differences(remade, commit.commitments))
    }
    return DrillRecord(
      kind: .release, at: time, chain: chain, owner: owner,
      proofs: [DrillRecord.Proof(object: object, commitments: remade)])
  }

  private static func differences(
    _ remade: ModelCommitments, _ signed: ModelCommitments
  ) -> [DrillError.Field] {
    var fields: [DrillError.Field] = []
    if remade.manifest.checksum != signed.manifest.checksum { fields.append(.checksum) }
    if remade.manifest.sizeInBytes != signed.manifest.sizeInBytes { fields.append(.size) }
    if remade.weightsCommitment != signed.weightsCommitment { fields.append(.weights) }
    if remade.embeddingCommitment != signed.embeddingCommitment { fields.append(.embedding) }
    if remade.decryptionKeyCommitment != signed.decryptionKeyCommitment { fields.append(.key) }
    return fields
  }
}

extension CommitModel {
  /// What the commit promises.
  fileprivate var commitments: ModelCommitments {
    ModelCommitments(
      manifest: manifest, weightsCommitment: weightsCommitment,
      embeddingCommitment: embeddingCommitment, decryptionKeyCommitment: decryptionKeyCommitment)
  }
}

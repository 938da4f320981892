import SomaCrypto
public import SomaTypes

/// What could be brought back of one set of commitments of our owner, each part proven against the
/// chain.
public struct RecoveredCommitment: Equatable, Sendable {
  /// What is known of the key.
  public enum KeyFinding: Equatable, Sendable {
    /// The master gives it, and it is the one that was promised.
    case derived(ObjectName)
    /// A packet has it; no master gives it. The words on paper do not cover it.
    case imported(ImportedKey, source: String)
    /// It was revealed: the chain has it.
    case onChain
    /// The URL names a master that is not in the keyring.
    case otherMaster(MasterID)
    /// The URL names a release under one of our masters, but what the master gives is not what was
    /// promised: the commitments were copied, or the key was imported.
    case mismatch(ObjectName)
    /// The URL names no release, and no packet has the key.
    case unknown
  }

  /// What is known of the embedding.
  public enum EmbeddingFinding: Equatable, Sendable {
    /// These floats are the ones that were promised.
    case proven(SomaTensor, source: String)
    /// It was revealed: the chain has it.
    case onChain
    /// Nothing that was given has it.
    case missing
  }

  /// What follows for a person.
  public enum Verdict: Equatable, Sendable {
    /// Revealed, or over: nothing is due.
    case nothingDue
    /// Key and embedding are there; the reveal is due in this epoch, now or later.
    case revealable(in: Epoch)
    /// Something is missing; it must be there before the end of this epoch.
    case incomplete(until: Epoch)
    /// The epoch of the reveal has passed.
    case missed(Epoch)
  }

  /// What is on chain.
  public let commitment: ChainCommitment
  /// The key.
  public let key: KeyFinding
  /// The embedding.
  public let embedding: EmbeddingFinding
  /// What the packet that was used says of the origin of the release.
  public let origin: Packet.Origin?

  /// What follows, in an epoch.
  public func verdict(in epoch: Epoch) -> Verdict {
    guard let due = commitment.revealEpoch else { return .nothingDue }
    guard epoch <= due else { return .missed(due) }
    return isComplete ? .revealable(in: due) : .incomplete(until: due)
  }

  /// Whether key and embedding are there.
  public var isComplete: Bool {
    let hasKey =
      switch key {
      case .derived, .imported, .onChain: true
      case .otherMaster, .mismatch, .unknown: false
      }
    return hasKey && embedding != .missing
  }

  /// The packet from which a later run can reveal.
  ///
  /// - Parameter chain: The digest of checkpoint 0.
  /// - Returns: `nil` when something is missing, when nothing is due, or when the URL names no
  ///   release.
  public func packet(chain: CheckpointDigest) -> Packet? {
    guard case .proven(let tensor, _) = embedding, isComplete, let object = commitment.object
    else { return nil }
    let promised = commitment.commitments
    let header = PacketHeader(
      object: object, chain: chain, owner: commitment.owner,
      keyCommitment: promised.decryptionKeyCommitment,
      embeddingCommitment: promised.embeddingCommitment, ciphertext: promised.manifest.checksum,
      sizeInBytes: promised.manifest.sizeInBytes)
    var importedKey: ImportedKey?
    if case .imported(let key, _) = key { importedKey = key }
    return Packet(header: header, origin: origin, embedding: tensor, importedKey: importedKey)
  }

  /// In words and packets: what a person must still bring; `nil` when nothing.
  public var need: String? {
    guard commitment.revealEpoch != nil, !isComplete else { return nil }
    let keyNeed: String? =
      switch key {
      case .derived, .imported, .onChain: nil
      case .otherMaster(let id):
        "the words of master \(id), which give the key"
      case .mismatch:
        "the packet with the imported key, because the words do not give it"
      case .unknown:
        "the packet with the key, because its URL names no release"
      }
    let embeddingNeed =
      embedding == .missing
      ? "the packet"
        + (commitment.object.map { object in
          " "
            + PacketName(object: object, embedding: commitment.commitments.embeddingCommitment)
            .description
        } ?? "") + " or the file of the embedding that was committed" : nil
    return [keyNeed, embeddingNeed].compactMap(\.self).joined(separator: "; and ")
  }
}

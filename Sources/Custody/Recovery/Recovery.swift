import SomaCrypto
public import SomaTypes

/// Brings back what a reveal needs from words, wallet and chain: pure, over what others read.
///
/// A model counts only if its owner is ours *and* the key that we derive is the one that it promises:
/// anyone can copy commitments and URLs.
public struct Recovery: Sendable {
  /// The digest of checkpoint 0.
  public let chain: CheckpointDigest
  /// Ours.
  public let owner: SomaAddress
  /// The commitments of our owner's models.
  public let commitments: [ChainCommitment]
  /// The commitments of models that others own.
  private let others: [ChainCommitment]

  /// Takes what the chain shows.
  ///
  /// - Parameters:
  ///   - chain: The digest of checkpoint 0.
  ///   - owner: Our address.
  ///   - commitments: From ``ChainCommitment/all(in:)``.
  public init(chain: CheckpointDigest, owner: SomaAddress, commitments: [ChainCommitment]) {
    self.chain = chain
    self.owner = owner
    self.commitments = commitments.filter { $0.owner == owner }
    others = commitments.filter { $0.owner != owner }
  }

  /// The packets that hosts and mirrors should be asked for: those of commitments that are not
  /// revealed.
  public var packetNames: [PacketName] {
    commitments.compactMap { commitment in
      guard commitment.revealEpoch != nil, let object = commitment.object else { return nil }
      return PacketName(object: object, embedding: commitment.commitments.embeddingCommitment)
    }
  }

  /// Proves what can be proven.
  ///
  /// - Parameters:
  ///   - keyring: The masters that are there.
  ///   - material: Packets and embeddings, from wherever.
  /// - Returns: One finding for each set of commitments of our owner.
  /// - Throws: `CryptoError`. Material that is unusable is in the report, and no error.
  public func report(
    keyring: borrowing Keyring, material: [RecoveryMaterial]
  ) throws -> RecoveryReport {
    var packets: [(packet: Packet, source: String)] = []
    var unusable: [UnusableMaterial] = []
    for case .packet(let bytes, let source) in material {
      do {
        packets.append((try SealedPacket(parsing: bytes).open(with: keyring), source))
      } catch let error as CryptoError {
        throw error
      } catch {
        unusable.append(UnusableMaterial(source: source, reason: error))
      }
    }
    var found: [RecoveredCommitment] = []
    for commitment in commitments {
      found.append(try prove(commitment, keyring, packets, material))
    }
    var copied: [ChainCommitment] = []
    for commitment in others where try isDerived(commitment, keyring) {
      copied.append(commitment)
    }
    return RecoveryReport(
      owner: owner, commitments: found, ownedByOthers: copied, unusable: unusable,
      masters: keyring.entries.map(\.id))
  }

  private func prove(
    _ commitment: ChainCommitment, _ keyring: borrowing Keyring,
    _ packets: [(packet: Packet, source: String)], _ material: [RecoveryMaterial]
  ) throws -> RecoveredCommitment {
    let promised = commitment.commitments
    let isDue = commitment.revealEpoch != nil
    let fitting = packets.first { packet, _ in
      packet.header.chain == chain && packet.header.owner == owner
        && packet.embedding.commitment == promised.embeddingCommitment
    }
    var key: RecoveredCommitment.KeyFinding = isDue ? .unknown : .onChain
    if let object = commitment.object {
      if !keyring.has(object.masterID) {
        if isDue { key = .otherMaster(object.masterID) }
      } else if try isDerived(commitment, keyring) {
        key = .derived(object)
      } else if isDue {
        key = .mismatch(object)
      }
    }
    switch key {
    case .unknown, .mismatch, .otherMaster:
      let holder = packets.first { packet, _ in
        packet.importedKey?.commitment == promised.decryptionKeyCommitment
      }
      if let imported = holder?.packet.importedKey {
        key = .imported(imported, source: holder?.source ?? "")
      }
    case .derived, .imported, .onChain: break
    }
    return RecoveredCommitment(
      commitment: commitment, key: key,
      embedding: isDue ? embedding(promised, fitting, material) : .onChain,
      origin: fitting?.packet.origin)
  }

  private func embedding(
    _ promised: ModelCommitments, _ fitting: (packet: Packet, source: String)?,
    _ material: [RecoveryMaterial]
  ) -> RecoveredCommitment.EmbeddingFinding {
    if let fitting { return .proven(fitting.packet.embedding, source: fitting.source) }
    for case .embedding(let tensor, let source) in material
    where tensor.commitment == promised.embeddingCommitment {
      return .proven(tensor, source: source)
    }
    return .missing
  }

  /// Whether the master that the URL names is ours and gives the key that is promised.
  private func isDerived(
    _ commitment: ChainCommitment, _ keyring: borrowing Keyring
  ) throws -> Bool {
    guard let object = commitment.object, keyring.has(object.masterID) else { return false }
    let key = try keyring.master(object.masterID)
      .aesKey(chain: chain, releaseID: object.releaseID)
    return key.keyCommitment() == commitment.commitments.decryptionKeyCommitment
  }
}

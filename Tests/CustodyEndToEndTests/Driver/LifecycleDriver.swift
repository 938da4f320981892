import BCS
import Custody
import Hosting
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire
import StateStore

/// Brings releases of one model live, calling custody, weights, hosting, state and client in the order in
/// which a run of Steward has to. Every call may be made again after a run that was cut off anywhere.
struct LifecycleDriver: Sendable {
  let chain: Chain
  let signer: KeySigner
  let state: StateDatabase
  let host: HTTPPutHost
  let transport: HTTPTransport
  /// Opened anew for each thing that needs a secret, as cron would.
  let keyring: KeyringSource
  let packets: PacketDirectory
  let keyName: KeyName

  /// Called after each durable step. What it throws cuts the run off, as a crash would.
  var reached: @Sendable (LifecycleStep) throws -> Void = { _ in }

  /// Records only: nothing is decided by it.
  static let now = StateStore.Moment(milliseconds: 1_800_000_000_000)

  var hosted: HostedPackets { HostedPackets(host: host, transport: transport) }
  var owner: SomaAddress { signer.address }

  /// The digest of checkpoint 0.
  func chainID() async throws -> CheckpointDigest { try await chain.serviceInfo().chainID }

  /// A first release: from a file of weights to a commit that is executed.
  func commitFirst(
    weights path: String, embedding: SomaTensor
  ) async throws -> (model: ModelID, attempt: PackedAttempt) {
    let attempt = try await pack(serve(path), embedding: embedding)
    return (try await createAndCommit(attempt), attempt)
  }

  /// Another release or another embedding of a model that is live, up to the executed commit.
  func commitUpdate(
    weights path: String, embedding: SomaTensor, to model: ModelID
  ) async throws -> PackedAttempt {
    let attempt = try await pack(serve(path), embedding: embedding)
    try await commit(attempt, to: model)
    return attempt
  }
}

/// A release whose ciphertext came back whole through its public URL.
struct ServedRelease: Sendable {
  let identity: ReleaseIdentity
  let object: Custody.ObjectName
  let ciphertext: Checksum
  let url: CanonicalURL

  /// The release as the state names it.
  let id: StateStore.ReleaseID
}

/// A release with an embedding, whose packet lies in two places.
struct PackedAttempt: Sendable {
  let served: ServedRelease
  let packet: PacketHeader
  let id: AttemptRecord.ID

  /// What a commit is to promise.
  var commitments: ModelCommitments { packet.commitments(at: served.url) }

  /// BLAKE2b-256 of them, as drills and attempts keep it.
  var digest: Checksum { Checksum(Blake2b256.hash(commitments.bcsBytes)) }

  /// The payload that promises them.
  func commit(to model: ModelID) -> CommitModel {
    CommitModel(
      modelID: model, manifest: commitments.manifest,
      weightsCommitment: commitments.weightsCommitment,
      embeddingCommitment: commitments.embeddingCommitment,
      decryptionKeyCommitment: commitments.decryptionKeyCommitment)
  }
}

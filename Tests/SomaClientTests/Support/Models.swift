import TestSupport
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import WireVectors

/// Models in every state, in a system state that was recorded.
enum Models {
  /// A reply of GetEpoch: the recorded state in another epoch, with these models only.
  static func systemState(
    epoch: Epoch, _ models: [ModelID: Model]
  ) throws -> Soma_Rpc_GetEpochResponse {
    let recorded = try vectors("get_epoch_full")["get_epoch_response_proto_json"]
    var state = try SystemStateReply(recorded.message()).state.get()
    state.epoch = epoch
    state.modelRegistry.models = models
    return .init(EpochInfo(epoch: epoch), state: state)
  }

  /// A model in some state.
  static func model(_ state: ModelState) -> Model {
    Model(
      owner: .zero, architectureVersion: 1, stakingPool: StakingPool(id: .zero), commissionRate: 0,
      nextEpochCommissionRate: 0, state: state)
  }

  /// A promise of a release.
  static func promise(_ release: ModelRelease, in epoch: Epoch) -> PendingModelUpdate {
    let commit = release.commit(to: .zero)
    return PendingModelUpdate(
      commitments: ModelCommitments(
        manifest: commit.manifest, weightsCommitment: commit.weightsCommitment,
        embeddingCommitment: commit.embeddingCommitment,
        decryptionKeyCommitment: commit.decryptionKeyCommitment), commitEpoch: epoch)
  }

  /// A release that was revealed.
  static func revealed(_ release: ModelRelease) -> RevealedModel {
    RevealedModel(
      commitments: promise(release, in: 1).commitments, decryptionKey: release.decryptionKey,
      embedding: release.embedding)
  }

  /// Some release; `number` makes different ones.
  static func release(_ number: UInt8 = 1) throws -> ModelRelease {
    ModelRelease(
      manifest: ContentManifest(
        url: try CanonicalURL("https://example.com/\(number)"),
        checksum: Checksum(Bytes32(repeating: number)), sizeInBytes: 1000),
      decryptionKey: DecryptionKey(Bytes32(repeating: number)),
      embedding: SomaTensor([Float(number), -0.0]))
  }
}

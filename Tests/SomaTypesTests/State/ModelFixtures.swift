import SomaCrypto
import SomaTypes

extension ModelCommitments {
  /// Commitments of the vectors.
  init(seed: UInt8) throws {
    self.init(
      manifest: try ContentManifest(
        address: "https://weights.example/\(seed).bin", seed: seed, size: 1_000_000 + UInt64(seed)),
      weightsCommitment: .init(seed: seed + 1), embeddingCommitment: .init(seed: seed + 2),
      decryptionKeyCommitment: .init(seed: seed + 3))
  }
}

extension RevealedModel {
  /// A revealed model of the vectors.
  init(seed: UInt8) throws {
    self.init(
      commitments: try ModelCommitments(seed: seed),
      decryptionKey: DecryptionKey(.init(seed: seed + 4)),
      embedding: SomaTensor([0.5, -1, .infinity, -0.0]))
  }
}

extension Model {
  /// A model of the vectors; its pool has as many exchange rates as its state's index says.
  init(
    pool seed: UInt8, activation: Epoch? = nil, deactivation: Epoch? = nil, rates: Int,
    state: ModelState
  ) {
    self.init(
      owner: SomaAddress(seed: 0xA0), architectureVersion: 1,
      stakingPool: StakingPool(
        seed: seed, activation: activation, deactivation: deactivation, rates: rates),
      commissionRate: 500, nextEpochCommissionRate: 600, state: state)
  }
}

extension ModelRegistry {
  /// The models of the vectors.
  static func vectors() throws -> ModelRegistry {
    let update = PendingModelUpdate(
      commitments: try ModelCommitments(seed: 0x98), commitEpoch: 41)
    let neverRevealed = RevealedModel(
      commitments: try ModelCommitments(seed: 0x58), decryptionKey: DecryptionKey(.zero),
      embedding: SomaTensor([]))
    return ModelRegistry(
      models: [
        ModelID(seed: 0xB5): Model(pool: 1, rates: 0, state: .created(createEpoch: 40)),
        ModelID(seed: 0x05): Model(
          pool: 2, rates: 1,
          state: .pending(
            PendingModelUpdate(commitments: try ModelCommitments(seed: 0x18), commitEpoch: 41))),
        ModelID(seed: 0xB1): Model(
          pool: 3, activation: 30, rates: 2,
          state: .active(try RevealedModel(seed: 0x28), pendingUpdate: nil)),
        ModelID(seed: 0x01): Model(
          pool: 4, activation: 31, rates: 2,
          state: .active(try RevealedModel(seed: 0x38), pendingUpdate: update)),
        ModelID(seed: 0xB3): Model(
          pool: 6, activation: 32, deactivation: 40, rates: 3,
          state: .inactive(try RevealedModel(seed: 0x48))),
        ModelID(seed: 0x03): Model(
          pool: 7, deactivation: 39, rates: 3, state: .inactive(neverRevealed)),
      ],
      stakingPoolMappings: [
        StakingPoolID(seed: 0x01): ModelID(seed: 0xB5),
        StakingPoolID(seed: 0xF2): ModelID(seed: 0x05),
      ],
      totalModelStake: 2_000_000_007,
      modelReportRecords: [
        ModelID(seed: 0xB1): [SomaAddress(seed: 0xE0), SomaAddress(seed: 0x30)],
        ModelID(seed: 0x01): [SomaAddress(seed: 0x30)],
      ])
  }
}

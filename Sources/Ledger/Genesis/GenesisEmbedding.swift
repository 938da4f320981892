import SomaCrypto
import SomaTypes

/// What the chain makes up for models that exist from the start.
///
/// Source: chain `generate_genesis_embedding` in `types/src/genesis_builder.rs` and
/// `add_model_at_genesis` in `types/src/system_state/mod.rs`.
enum GenesisEmbedding {
  /// A model's embedding: floats in −0.5 ..< 0.5 in steps of a thousandth.
  static func tensor(for modelID: ModelID, dimension: UInt64) -> SomaTensor {
    let hash = hash("soma-genesis-model-embedding", modelID)
    let seed = hash.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    return SomaTensor(
      (0..<dimension).map { index in
        Float((seed &+ index) &* 2_654_435_761 % 1000) / 1000 - 0.5
      })
  }

  /// The id of a model's pool.
  static func poolID(of modelID: ModelID) -> StakingPoolID {
    StakingPoolID(hash("soma-genesis-model-staking-pool", modelID))
  }

  private static func hash(_ domain: String, _ modelID: ModelID) -> Bytes32 {
    var hasher = Blake2b256()
    hasher.update(domain)
    modelID.bytes.withUnsafeBytes { hasher.update($0) }
    return hasher.finalize()
  }
}

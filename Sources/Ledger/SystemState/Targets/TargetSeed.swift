import SomaCrypto
public import SomaTypes

/// What a target's embedding is drawn from.
///
/// Source: chain `make_target_seed` in `types/src/target.rs`: the first 8 bytes, little-endian, of
/// the hash that ids are derived with.
public struct TargetSeed: Hashable, Sendable {
  /// The seed.
  public let rawValue: UInt64

  /// Takes a seed.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The seed of a target that a transaction makes.
  ///
  /// - Parameters:
  ///   - transaction: The digest of the transaction; zero at genesis.
  ///   - creationNumber: Counts the ids that the transaction makes, from 0. A boundary uses the
  ///     number of the target's own id, SubmitData the one before it.
  public init(transaction: TransactionDigest, creationNumber: UInt64) {
    let id = ObjectID.derived(from: transaction, creationNumber: creationNumber)
    rawValue = id.bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))
    }
  }
}

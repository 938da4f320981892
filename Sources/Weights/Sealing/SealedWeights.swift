public import SomaTypes

/// What a commit says about encrypted weights.
public struct SealedWeights: Hashable, Sendable {
  /// BLAKE2b-256 of the ciphertext.
  public var checksum: Checksum

  /// Length of the ciphertext in bytes, which is that of the plaintext.
  public var sizeInBytes: UInt64

  /// Creates a result.
  public init(checksum: Checksum, sizeInBytes: UInt64) {
    self.checksum = checksum
    self.sizeInBytes = sizeInBytes
  }

  /// What the commit promises: the same digest under another name.
  ///
  /// Source: chain `sdk/src/transaction_builder.rs` and `python-sdk/src/lib.rs`.
  public var commitment: WeightsCommitment { WeightsCommitment(checksum.bytes) }
}

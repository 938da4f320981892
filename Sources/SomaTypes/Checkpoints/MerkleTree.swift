package import BCS
package import SomaCrypto

/// The binary hash tree under a checkpoint's contents.
///
/// A leaf is the hash of 0 and its BCS, an inner node that of 1 and its two children; a level of
/// odd length is completed with 32 zero bytes. Source: fastcrypto `merkle`, as the chain uses it.
package enum MerkleTree {
  /// The root: 32 zero bytes without leaves, the leaf itself when there is but one.
  package static func root(over leaves: some Sequence<some BCSEncodable>) -> Bytes32 {
    var level = leaves.map { hash(0, $0.bcsBytes) }
    while level.count > 1 {
      if !level.count.isMultiple(of: 2) { level.append(.zero) }
      level = stride(from: 0, to: level.count, by: 2).map { index in
        hash(1, level[index].bytes + level[index + 1].bytes)
      }
    }
    return level.first ?? .zero
  }

  private static func hash(_ prefix: UInt8, _ content: [UInt8]) -> Bytes32 {
    var hasher = Blake2b256()
    hasher.update([prefix])
    hasher.update(content)
    return hasher.finalize()
  }
}

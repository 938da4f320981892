import BCS
import SomaCrypto

extension Digest {
  /// The chain's digest of a typed value: BLAKE2b-256 of the type's name, `::` and the BCS.
  ///
  /// Source: chain `default_hash`. Not used for checkpoint contents.
  init(prefixed typeName: String, _ value: some BCSEncodable) {
    var hasher = Blake2b256()
    hasher.update("\(typeName)::")
    hasher.update(value.bcsBytes)
    self.init(hasher.finalize())
  }
}

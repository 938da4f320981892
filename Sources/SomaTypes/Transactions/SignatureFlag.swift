/// The first byte of keys, addresses' preimages and signatures: which scheme they are of.
public enum SignatureFlag: UInt8, Sendable {
  /// Ed25519, the only scheme for one user.
  case ed25519 = 0
  /// BLS12-381, for validators only.
  case bls12381 = 1
  /// Several Ed25519 keys with weights and a threshold.
  case multisig = 2
}

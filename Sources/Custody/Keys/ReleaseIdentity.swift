public import BCS
public import SomaCrypto
public import SomaTypes

/// What makes a release the release that it is: the same content of the same model gives the same
/// key, ciphertext and name, so that a retry harms nobody.
///
/// BCS: chain and owner as 32 bytes without a length, the name as a string, the digest as 32 bytes
/// without a length, the size as `u64`.
public struct ReleaseIdentity: Hashable, Sendable {
  /// The digest of checkpoint 0: the whole chain id, never a name.
  public var chain: CheckpointDigest
  /// Who owns the model.
  public var owner: SomaAddress
  /// The name of the model.
  public var keyName: KeyName
  /// BLAKE2b-256 of the file of weights, taken in a full pass over it in this run.
  public var plaintext: Bytes32
  /// Length of the file in bytes.
  public var sizeInBytes: UInt64

  /// Creates an identity.
  public init(
    chain: CheckpointDigest, owner: SomaAddress, keyName: KeyName, plaintext: Bytes32,
    sizeInBytes: UInt64
  ) {
    self.chain = chain
    self.owner = owner
    self.keyName = keyName
    self.plaintext = plaintext
    self.sizeInBytes = sizeInBytes
  }
}

extension ReleaseIdentity: BCSEncodable {
  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeFixed(chain.bytes.bytes)
    writer.write(owner)
    writer.write(keyName.text)
    writer.writeFixed(plaintext.bytes)
    writer.write(sizeInBytes)
  }
}

public import SomaCrypto
public import SomaTypes

/// The keys of a validator of a local chain: anyone who knows the salt knows them.
///
/// Account, network and worker keys derive from salt and position. The BLS12-381 key is the
/// multiple of the curve's generator by the position, counted from 1, so that clients that check
/// points accept it; the proof of possession is a point too, but proves nothing.
public struct ValidatorIdentity: Sendable {
  /// How many validators a local chain can have.
  public static let maximumCount = protocolKeys.count

  /// The validator's account.
  public let address: SomaAddress
  /// The seed of the account's key, to sign as this validator.
  public let accountSeed: Bytes32
  /// What it registers.
  public let metadata: ValidatorMetadata

  /// Derives the keys.
  ///
  /// - Parameters:
  ///   - salt: Of the chain.
  ///   - position: In `0..<maximumCount`.
  /// - Throws: ``GenesisError/validatorCount(_:maximum:)`` beyond that;
  ///   ``GenesisError/noGuardedMemory``.
  public init(salt: [UInt8], position: Int) throws(GenesisError) {
    guard Self.protocolKeys.indices.contains(position) else {
      throw .validatorCount(position + 1, maximum: Self.maximumCount)
    }
    accountSeed = Self.seed(salt: salt, position: position, role: "account")
    address = SomaAddress(try Self.publicKey(of: accountSeed))
    // As on a local chain with fixed ports. Source: chain `network_config.rs`.
    let port = 8000 + 10 * position
    metadata = ValidatorMetadata(
      somaAddress: address, protocolPubkey: Self.protocolKeys[position],
      networkPubkey: try Self.publicKey(
        of: Self.seed(salt: salt, position: position, role: "network")),
      workerPubkey: try Self.publicKey(
        of: Self.seed(salt: salt, position: position, role: "worker")),
      netAddress: Self.localAddress(port), p2pAddress: Self.localAddress(port + 2),
      primaryAddress: Self.localAddress(port + 1), proxyAddress: Self.localAddress(port + 4),
      proofOfPossession: Self.proof)
  }

  private static func localAddress(_ port: Int) -> String { "/ip4/127.0.0.1/tcp/\(port)/http" }

  private static func seed(salt: [UInt8], position: Int, role: String) -> Bytes32 {
    var hasher = Blake2b256()
    hasher.update("steward-localnet-\(role)-key-\(position)-")
    hasher.update(salt)
    return hasher.finalize()
  }

  private static func publicKey(of seed: Bytes32) throws(GenesisError) -> Ed25519PublicKey {
    do {
      return try Ed25519SecretKey(
        seed: SecretBytes(count: Bytes32.count) { $0.copyBytes(from: seed.bytes) }
      ).publicKey
    } catch {
      throw .noGuardedMemory
    }
  }
}

public import BCS
public import SomaCrypto

/// What a validator has registered. Addresses are multiaddrs, such as `/dns/node.example/tcp/8080`.
public struct ValidatorMetadata: Hashable, Sendable {
  /// Its account.
  public var somaAddress: SomaAddress
  /// Signs checkpoints.
  public var protocolPubkey: BLSPublicKey
  /// Identifies it on the network.
  public var networkPubkey: Ed25519PublicKey
  /// Signs blocks.
  public var workerPubkey: Ed25519PublicKey
  /// Where clients connect.
  public var netAddress: String
  /// Where state sync connects.
  public var p2pAddress: String
  /// Where consensus connects.
  public var primaryAddress: String
  /// Where weights and data are fetched through.
  public var proxyAddress: String
  /// That the validator holds ``protocolPubkey``.
  public var proofOfPossession: BLSSignature
  /// What changes with the next epoch.
  public var nextEpoch: NextEpochValidatorMetadata

  /// Creates metadata.
  public init(
    somaAddress: SomaAddress, protocolPubkey: BLSPublicKey, networkPubkey: Ed25519PublicKey,
    workerPubkey: Ed25519PublicKey, netAddress: String, p2pAddress: String,
    primaryAddress: String, proxyAddress: String, proofOfPossession: BLSSignature,
    nextEpoch: NextEpochValidatorMetadata = NextEpochValidatorMetadata()
  ) {
    self.somaAddress = somaAddress
    self.protocolPubkey = protocolPubkey
    self.networkPubkey = networkPubkey
    self.workerPubkey = workerPubkey
    self.netAddress = netAddress
    self.p2pAddress = p2pAddress
    self.primaryAddress = primaryAddress
    self.proxyAddress = proxyAddress
    self.proofOfPossession = proofOfPossession
    self.nextEpoch = nextEpoch
  }
}

extension ValidatorMetadata: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    somaAddress = try reader.read()
    protocolPubkey = try reader.read()
    networkPubkey = try reader.read()
    workerPubkey = try reader.read()
    netAddress = try reader.readString()
    p2pAddress = try reader.readString()
    primaryAddress = try reader.readString()
    proxyAddress = try reader.readString()
    proofOfPossession = try reader.read()
    nextEpoch = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(somaAddress)
    writer.write(protocolPubkey)
    writer.write(networkPubkey)
    writer.write(workerPubkey)
    writer.write(netAddress)
    writer.write(p2pAddress)
    writer.write(primaryAddress)
    writer.write(proxyAddress)
    writer.write(proofOfPossession)
    writer.write(nextEpoch)
  }
}

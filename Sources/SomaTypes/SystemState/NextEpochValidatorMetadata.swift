public import BCS
public import SomaCrypto

/// What a validator changes with the next epoch; `nil` stays as it is.
///
/// BCS: the chain's eight `next_epoch_` fields, an option each.
public struct NextEpochValidatorMetadata: Hashable, Sendable {
  /// See ``ValidatorMetadata/protocolPubkey``.
  public var protocolPubkey: BLSPublicKey?
  /// See ``ValidatorMetadata/networkPubkey``.
  public var networkPubkey: Ed25519PublicKey?
  /// See ``ValidatorMetadata/netAddress``.
  public var netAddress: String?
  /// See ``ValidatorMetadata/p2pAddress``.
  public var p2pAddress: String?
  /// See ``ValidatorMetadata/primaryAddress``.
  public var primaryAddress: String?
  /// See ``ValidatorMetadata/workerPubkey``.
  public var workerPubkey: Ed25519PublicKey?
  /// That the validator holds the new ``protocolPubkey``.
  public var proofOfPossession: BLSSignature?
  /// See ``ValidatorMetadata/proxyAddress``.
  public var proxyAddress: String?

  /// Creates changes, none unless told otherwise.
  public init(
    protocolPubkey: BLSPublicKey? = nil, networkPubkey: Ed25519PublicKey? = nil,
    netAddress: String? = nil, p2pAddress: String? = nil, primaryAddress: String? = nil,
    workerPubkey: Ed25519PublicKey? = nil, proofOfPossession: BLSSignature? = nil,
    proxyAddress: String? = nil
  ) {
    self.protocolPubkey = protocolPubkey
    self.networkPubkey = networkPubkey
    self.netAddress = netAddress
    self.p2pAddress = p2pAddress
    self.primaryAddress = primaryAddress
    self.workerPubkey = workerPubkey
    self.proofOfPossession = proofOfPossession
    self.proxyAddress = proxyAddress
  }
}

extension NextEpochValidatorMetadata: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    protocolPubkey = try reader.readOption()
    networkPubkey = try reader.readOption()
    netAddress = try reader.readOptionalString()
    p2pAddress = try reader.readOptionalString()
    primaryAddress = try reader.readOptionalString()
    workerPubkey = try reader.readOption()
    proofOfPossession = try reader.readOption()
    proxyAddress = try reader.readOptionalString()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeOption(protocolPubkey)
    writer.writeOption(networkPubkey)
    writer.writeOption(netAddress) { $0.write($1) }
    writer.writeOption(p2pAddress) { $0.write($1) }
    writer.writeOption(primaryAddress) { $0.write($1) }
    writer.writeOption(workerPubkey)
    writer.writeOption(proofOfPossession)
    writer.writeOption(proxyAddress) { $0.write($1) }
  }
}

extension BCSReader {
  /// Reads an optional string.
  fileprivate mutating func readOptionalString() throws(BCSError) -> String? {
    try readOption { (reader) throws(BCSError) in try reader.readString() }
  }
}

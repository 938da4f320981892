public import BCS

/// Registers the sender as a validator candidate.
///
/// Every address is itself the BCS of a string: a length, then the multiaddr as UTF-8.
public struct AddValidator: Hashable, Sendable {
  /// BLS12-381 public key, 96 bytes.
  public var pubkey: [UInt8]
  /// Ed25519 public key, 32 bytes.
  public var networkPubkey: [UInt8]
  /// Ed25519 public key, 32 bytes.
  public var workerPubkey: [UInt8]
  /// BLS12-381 signature, 48 bytes, that the sender holds ``pubkey``.
  public var proofOfPossession: [UInt8]
  /// Where clients connect.
  public var netAddress: [UInt8]
  /// Where state sync connects.
  public var p2pAddress: [UInt8]
  /// Where consensus connects.
  public var primaryAddress: [UInt8]
  /// Where weights and data are fetched through.
  public var proxyAddress: [UInt8]

  /// Creates the payload.
  public init(
    pubkey: [UInt8], networkPubkey: [UInt8], workerPubkey: [UInt8], proofOfPossession: [UInt8],
    netAddress: [UInt8], p2pAddress: [UInt8], primaryAddress: [UInt8], proxyAddress: [UInt8]
  ) {
    self.pubkey = pubkey
    self.networkPubkey = networkPubkey
    self.workerPubkey = workerPubkey
    self.proofOfPossession = proofOfPossession
    self.netAddress = netAddress
    self.p2pAddress = p2pAddress
    self.primaryAddress = primaryAddress
    self.proxyAddress = proxyAddress
  }
}

extension AddValidator: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    pubkey = try reader.readByteString()
    networkPubkey = try reader.readByteString()
    workerPubkey = try reader.readByteString()
    proofOfPossession = try reader.readByteString()
    netAddress = try reader.readByteString()
    p2pAddress = try reader.readByteString()
    primaryAddress = try reader.readByteString()
    proxyAddress = try reader.readByteString()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeByteString(pubkey)
    writer.writeByteString(networkPubkey)
    writer.writeByteString(workerPubkey)
    writer.writeByteString(proofOfPossession)
    writer.writeByteString(netAddress)
    writer.writeByteString(p2pAddress)
    writer.writeByteString(primaryAddress)
    writer.writeByteString(proxyAddress)
  }
}

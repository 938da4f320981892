public import BCS
public import SomaCrypto

/// A validator as a member of a committee. Source: chain type `Authority`.
public struct Authority: Hashable, Sendable {
  /// What its vote counts.
  public var stake: VotingPower
  /// Where consensus connects, a multiaddr such as `/dns/node.example/udp/8081`.
  public var address: String
  /// A name for people.
  public var hostname: String
  /// Signs blocks.
  public var protocolKey: Ed25519PublicKey
  /// Identifies the validator on the network.
  public var networkKey: Ed25519PublicKey
  /// Signs checkpoints.
  public var authorityKey: BLSPublicKey

  /// Creates an authority.
  public init(
    stake: VotingPower, address: String, hostname: String, protocolKey: Ed25519PublicKey,
    networkKey: Ed25519PublicKey, authorityKey: BLSPublicKey
  ) {
    self.stake = stake
    self.address = address
    self.hostname = hostname
    self.protocolKey = protocolKey
    self.networkKey = networkKey
    self.authorityKey = authorityKey
  }
}

extension Authority: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    stake = try reader.read()
    address = try reader.readString()
    hostname = try reader.readString()
    protocolKey = try reader.read()
    networkKey = try reader.read()
    authorityKey = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(stake)
    writer.write(address)
    writer.write(hostname)
    writer.write(protocolKey)
    writer.write(networkKey)
    writer.write(authorityKey)
  }
}

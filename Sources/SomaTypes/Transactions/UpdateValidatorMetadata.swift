public import BCS

/// Changes what a validator has registered, from the next epoch on; `nil` leaves it as it is.
///
/// Addresses and keys are written as in ``AddValidator``.
public struct UpdateValidatorMetadata: Hashable, Sendable {
  /// Where clients connect.
  public var networkAddress: [UInt8]?
  /// Where state sync connects.
  public var p2pAddress: [UInt8]?
  /// Where consensus connects.
  public var primaryAddress: [UInt8]?
  /// Carried, but never applied by the chain.
  public var proxyAddress: [UInt8]?
  /// BLS12-381 public key; refused without a proof.
  public var protocolPubkey: [UInt8]?
  /// Ed25519 public key.
  public var workerPubkey: [UInt8]?
  /// Ed25519 public key.
  public var networkPubkey: [UInt8]?
  /// Proof for ``protocolPubkey``.
  public var proofOfPossession: [UInt8]?

  /// Creates the payload.
  public init(
    networkAddress: [UInt8]? = nil, p2pAddress: [UInt8]? = nil, primaryAddress: [UInt8]? = nil,
    proxyAddress: [UInt8]? = nil, protocolPubkey: [UInt8]? = nil, workerPubkey: [UInt8]? = nil,
    networkPubkey: [UInt8]? = nil, proofOfPossession: [UInt8]? = nil
  ) {
    self.networkAddress = networkAddress
    self.p2pAddress = p2pAddress
    self.primaryAddress = primaryAddress
    self.proxyAddress = proxyAddress
    self.protocolPubkey = protocolPubkey
    self.workerPubkey = workerPubkey
    self.networkPubkey = networkPubkey
    self.proofOfPossession = proofOfPossession
  }
}

extension UpdateValidatorMetadata: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    networkAddress = try reader.readOptionalByteString()
    p2pAddress = try reader.readOptionalByteString()
    primaryAddress = try reader.readOptionalByteString()
    proxyAddress = try reader.readOptionalByteString()
    protocolPubkey = try reader.readOptionalByteString()
    workerPubkey = try reader.readOptionalByteString()
    networkPubkey = try reader.readOptionalByteString()
    proofOfPossession = try reader.readOptionalByteString()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeOption(networkAddress) { $0.writeByteString($1) }
    writer.writeOption(p2pAddress) { $0.writeByteString($1) }
    writer.writeOption(primaryAddress) { $0.writeByteString($1) }
    writer.writeOption(proxyAddress) { $0.writeByteString($1) }
    writer.writeOption(protocolPubkey) { $0.writeByteString($1) }
    writer.writeOption(workerPubkey) { $0.writeByteString($1) }
    writer.writeOption(networkPubkey) { $0.writeByteString($1) }
    writer.writeOption(proofOfPossession) { $0.writeByteString($1) }
  }
}

extension BCSReader {
  /// Reads an optional byte string.
  fileprivate mutating func readOptionalByteString() throws(BCSError) -> [UInt8]? {
    try readOption { (reader) throws(BCSError) in try reader.readByteString() }
  }
}

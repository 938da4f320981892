public import BCS
public import SomaCrypto

/// The keys that can sign for a multisig account, with weights and the weight that is needed.
///
/// BCS: a sequence of members (scheme tag 0, 32 bytes of key, weight `u8`), threshold `u16`.
public struct MultisigPublicKey: Hashable, Sendable {
  /// One of the keys.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var publicKey: Ed25519PublicKey
    /// What its signature counts.
    public var weight: UInt8

    /// Creates a member.
    public init(publicKey: Ed25519PublicKey, weight: UInt8) {
      self.publicKey = publicKey
      self.weight = weight
    }
  }

  /// The most members that the chain accepts.
  public static let maximumMemberCount = 10

  /// The keys, in the order in which bits of a signature's bitmap count them.
  public var members: [Member]
  /// The sum of weights that a signature needs.
  public var threshold: UInt16

  /// Creates a key; whether the chain would accept it is ``isValid``.
  public init(members: [Member], threshold: UInt16) {
    self.members = members
    self.threshold = threshold
  }

  /// Whether there are 1 to 10 different keys, no weight is 0, and the threshold can be reached.
  public var isValid: Bool {
    (1...Self.maximumMemberCount).contains(members.count) && threshold > 0
      && members.allSatisfy { $0.weight > 0 }
      && members.reduce(0) { $0 + Int($1.weight) } >= Int(threshold)
      && Set(members.map(\.publicKey)).count == members.count
  }

  /// The account: the hash of flag 2, the threshold (little-endian) and each member's flag, key and
  /// weight.
  public var address: SomaAddress {
    var hasher = Blake2b256()
    hasher.update([SignatureFlag.multisig.rawValue])
    withUnsafeBytes(of: threshold.littleEndian) { hasher.update($0) }
    for member in members {
      hasher.update([SignatureFlag.ed25519.rawValue])
      member.publicKey.bytes.withUnsafeBytes { hasher.update($0) }
      hasher.update([member.weight])
    }
    return SomaAddress(hasher.finalize())
  }
}

extension MultisigPublicKey: BCSCodable {
  /// Reads members and threshold.
  public init(from reader: inout BCSReader) throws(BCSError) {
    members = try reader.readSequence { (reader) throws(BCSError) in
      _ = try reader.readVariant(of: "PublicKey", count: 1)
      let key = try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
      return Member(publicKey: Ed25519PublicKey(bytes: key), weight: try reader.readInteger())
    }
    threshold = try reader.readInteger()
  }

  /// Writes members and threshold.
  public func encode(to writer: inout BCSWriter) {
    writer.writeSequence(members) { writer, member in
      writer.writeVariant(0)
      member.publicKey.bytes.withUnsafeBytes { writer.writeFixed($0) }
      writer.write(member.weight)
    }
    writer.write(threshold)
  }
}

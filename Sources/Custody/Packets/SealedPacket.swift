import BCS
import SomaCrypto
import SomaTypes

/// A packet as it lies in a file or beside the object.
///
/// Bytes: `steward packet` and two line feeds; the header (221 bytes); a nonce (24 bytes); the sealed
/// content; BLAKE2b-256 of all that. The seal's associated data is the header exactly.
///
/// The content is a byte that is 1 when a key of 32 bytes follows, else 0; then in BCS an option of
/// key name (a string) and the plaintext's digest (32 bytes), and the embedding as the chain writes
/// it.
///
/// The nonce is `K("steward.pnc.v1", header || BLAKE2b-256(content))` under the packet key, cut to 24 bytes, so that
/// the same packet has the same bytes whoever seals it, and a second one cannot share a nonce.
public struct SealedPacket: Hashable, Sendable {
  static let magic = Array("steward packet\n\n".utf8)
  /// More than any packet has, in bytes: a million floats.
  public static let byteLimit = 4 << 20

  /// What the packet says in clear. Until it is opened, anyone may have written it.
  public let header: PacketHeader
  /// All bytes.
  public let bytes: [UInt8]

  private static let nonceStart = magic.count + PacketHeader.byteCount
  private static let contentStart = nonceStart + XChaCha20Poly1305.nonceByteCount
  private static let minimumByteCount =
    contentStart + XChaCha20Poly1305.tagByteCount + Bytes32.count

  /// Reads bytes. Any may be given.
  ///
  /// - Throws: ``PacketError``: `tooLong`, `notAPacket`, `unknownVersion`, `damaged`.
  public init(parsing bytes: [UInt8]) throws(PacketError) {
    guard bytes.count <= Self.byteLimit else { throw .tooLong(limit: Self.byteLimit) }
    let wrong = zip(Self.magic, bytes).count { $0 != $1 }
    guard bytes.count > Self.magic.count, wrong <= Self.magic.count / 4 else {
      throw .notAPacket
    }
    let bodyCount = bytes.count - Bytes32.count
    guard wrong == 0, bodyCount > Self.magic.count,
      Blake2b256.hash(Array(bytes[..<bodyCount])) == Bytes32(bytes[bodyCount...])
    else { throw .damaged(.checksum) }
    let version = bytes[Self.magic.count]
    guard version == PacketHeader.version else { throw .unknownVersion(version) }
    guard bytes.count >= Self.minimumByteCount else { throw .damaged(.malformed) }
    do throws(BCSError) {
      header = try PacketHeader(bcsBytes: Array(bytes[Self.magic.count..<Self.nonceStart]))
    } catch {
      throw .damaged(.malformed)
    }
    self.bytes = bytes
  }

  /// Seals a packet.
  ///
  /// - Throws: ``KeyringError/wrongKeyring(needed:has:)`` unless it is the packet's master;
  ///   ``PacketError/keyMismatch(expected:found:)``; ``PacketError/tooLong(limit:)``; `CryptoError`.
  public init(_ packet: Packet, under master: borrowing Master) throws {
    // Proves that the key can be had again before anyone relies on the packet.
    try packet.prove(by: master)
    let header = packet.header
    let headerBytes = header.bcsBytes
    let key = try master.packetKey(
      chain: header.chain, releaseID: header.object.releaseID,
      embedding: header.embeddingCommitment)
    let content = try packet.content()
    let nonce = try Self.nonce(key, headerBytes, content)
    let body =
      Self.magic + headerBytes + nonce
      + (try XChaCha20Poly1305.seal(
        content, key: key, nonce: nonce, associatedData: headerBytes))
    bytes = body + Blake2b256.hash(body).bytes
    self.header = header
    guard bytes.count <= Self.byteLimit else { throw PacketError.tooLong(limit: Self.byteLimit) }
  }

  /// Opens the packet and proves all that can be proven without a chain: the seal, that the
  /// embedding is the one that is promised, and that the key is.
  ///
  /// - Throws: ``KeyringError/wrongKeyring(needed:has:)``; ``PacketError``: `damaged`,
  ///   `keyMismatch`, `embeddingMismatch`; `CryptoError`.
  public func open(with keyring: borrowing Keyring) throws -> Packet {
    let master = try keyring.master(header.object.masterID)
    let key = try master.packetKey(
      chain: header.chain, releaseID: header.object.releaseID,
      embedding: header.embeddingCommitment)
    let end = bytes.count - Bytes32.count
    guard
      let content = try XChaCha20Poly1305.open(
        Array(bytes[Self.contentStart..<end]), key: key,
        nonce: Array(bytes[Self.nonceStart..<Self.contentStart]),
        associatedData: Array(bytes[Self.magic.count..<Self.nonceStart]))
    else { throw PacketError.damaged(.seal) }
    let packet = try Packet(header, content)
    try packet.prove(by: master)
    return packet
  }

  private static func nonce(
    _ key: borrowing SecretBytes, _ header: [UInt8], _ content: borrowing SecretBytes
  ) throws -> [UInt8] {
    // The content is hashed first, so that no copy of it is needed for one message.
    let digest = content.withUnsafeBytes { Blake2b256.hash($0) }
    let nonce = try PersonalizedBlake2b.derive(
      key: key, personal: "steward.pnc.v1", message: header + digest.bytes)
    return nonce.withUnsafeBytes { Array($0.prefix(XChaCha20Poly1305.nonceByteCount)) }
  }
}

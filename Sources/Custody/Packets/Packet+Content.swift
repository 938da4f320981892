import BCS
import SomaCrypto
import SomaTypes

/// The part of a packet that is sealed.
extension Packet {
  /// The bytes that ``SealedPacket`` seals.
  func content() throws -> SecretBytes {
    var writer = BCSWriter()
    writer.writeOption(origin) { writer, origin in
      writer.write(origin.keyName.text)
      writer.writeFixed(origin.plaintext.bytes)
    }
    writer.write(embedding)
    let rest = writer.bytes
    let keyCount = importedKey == nil ? 0 : AES256CTR.keyByteCount
    return try SecretBytes(count: 1 + keyCount + rest.count) { content in
      content[0] = importedKey == nil ? 0 : 1
      importedKey?.bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: content[1...]).copyBytes(from: $0)
      }
      UnsafeMutableRawBufferPointer(rebasing: content[(1 + keyCount)...]).copyBytes(from: rest)
    }
  }

  /// Reads what ``content()`` wrote, and nothing else.
  ///
  /// - Throws: ``PacketError/damaged(_:)``; `CryptoError.noGuardedMemory`.
  init(_ header: PacketHeader, _ content: borrowing SecretBytes) throws {
    let tag = content.withUnsafeBytes { $0.first }
    let keyCount = tag == 1 ? AES256CTR.keyByteCount : 0
    guard tag == 0 || tag == 1, content.count > keyCount else {
      throw PacketError.damaged(.malformed)
    }
    let key = keyCount == 0 ? nil : try ImportedKey(content.copy(1..<1 + keyCount))
    let rest = content.withUnsafeBytes { Array($0[(1 + keyCount)...]) }
    do {
      var reader = BCSReader(rest)
      let origin = try reader.readOption { (reader) throws(BCSError) in
        (name: try reader.readString(), plaintext: try reader.readFixed32())
      }
      let embedding = try reader.read(SomaTensor.self)
      try reader.finish()
      let known = origin.flatMap { origin in
        KeyName(origin.name).map { Origin(keyName: $0, plaintext: origin.plaintext) }
      }
      guard (known == nil) == (origin == nil) else { throw PacketError.damaged(.malformed) }
      self.init(header: header, origin: known, embedding: embedding, importedKey: key)
    } catch is BCSError {
      throw PacketError.damaged(.malformed)
    }
  }
}

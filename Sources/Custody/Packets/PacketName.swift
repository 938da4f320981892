import SomaCrypto
public import SomaTypes

/// What a packet is called, beside the object and in the state directory:
/// `<object name>.<first 8 bytes of the embedding commitment>.packet`.
///
/// Another embedding of the same release is another packet; a packet is never replaced.
public struct PacketName: Hashable, Sendable {
  /// The release.
  public let object: ObjectName
  /// The first 8 bytes of what the commit promises of the embedding.
  public let embeddingPrefix: [UInt8]

  /// Names the packet of an attempt.
  public init(object: ObjectName, embedding: EmbeddingCommitment) {
    self.object = object
    embeddingPrefix = Array(embedding.bytes.bytes.prefix(8))
  }
}

extension PacketName: CustomStringConvertible {
  /// 65 characters, all of them safe in paths and URLs.
  public var description: String { "\(object).\(Hex.encode(embeddingPrefix)).packet" }
}

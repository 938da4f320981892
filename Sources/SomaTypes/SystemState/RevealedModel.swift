public import BCS

/// What the chain knows of a model that has been revealed.
///
/// Of a model that became Inactive before its first reveal it knows the commitments only: the key
/// is 32 zero bytes and the embedding a vector of length 0.
public struct RevealedModel: Equatable, Sendable {
  /// What was promised.
  public var commitments: ModelCommitments
  /// The AES key, public.
  public var decryptionKey: DecryptionKey
  /// The embedding.
  public var embedding: SomaTensor

  /// Creates a revealed model.
  public init(commitments: ModelCommitments, decryptionKey: DecryptionKey, embedding: SomaTensor) {
    self.commitments = commitments
    self.decryptionKey = decryptionKey
    self.embedding = embedding
  }
}

extension RevealedModel: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    commitments = try reader.read()
    decryptionKey = try reader.read()
    embedding = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(commitments)
    writer.write(decryptionKey)
    writer.write(embedding)
  }
}

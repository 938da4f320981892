public import BCS

/// Keeps the promise of a commit, in the epoch after it and in no other.
public struct RevealModel: Equatable, Sendable {
  /// The model.
  public var modelID: ModelID
  /// The AES key, public from now on.
  public var decryptionKey: DecryptionKey
  /// The embedding, a vector of the live `target_embedding_dim`.
  public var embedding: SomaTensor

  /// Creates the payload.
  public init(modelID: ModelID, decryptionKey: DecryptionKey, embedding: SomaTensor) {
    self.modelID = modelID
    self.decryptionKey = decryptionKey
    self.embedding = embedding
  }
}

extension RevealModel: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    modelID = try reader.read()
    decryptionKey = try reader.read()
    embedding = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(modelID)
    writer.write(decryptionKey)
    writer.write(embedding)
  }
}

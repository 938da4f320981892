public import BCS
public import SomaTypes

/// What a scoring service is asked.
///
/// BCS: URL, checksum and size of the data, the models, the target's embedding as a sequence of 32-bit
/// patterns, the seed. Digests and keys are texts in Base58. Source: WIRE 8.
public struct ScoreRequest: Equatable, Sendable {
  /// A model to score with.
  public struct Model: Equatable, Sendable {
    /// Where its weights are; the service does not ask for canonical form.
    public var url: String
    /// Of the weights as they are hosted.
    public var checksum: Checksum
    /// Of the weights as they are hosted, in bytes.
    public var sizeInBytes: UInt64
    /// The key; `nil` for weights that are not encrypted.
    public var decryptionKey: DecryptionKey?

    /// Creates a model.
    public init(
      url: String, checksum: Checksum, sizeInBytes: UInt64, decryptionKey: DecryptionKey? = nil
    ) {
      self.url = url
      self.checksum = checksum
      self.sizeInBytes = sizeInBytes
      self.decryptionKey = decryptionKey
    }
  }

  /// Where the data are.
  public var dataURL: String
  /// Of the data.
  public var dataChecksum: Checksum
  /// Of the data, in bytes.
  public var dataSizeInBytes: UInt64
  /// The models.
  public var models: [Model]
  /// The point to hit, a vector.
  public var targetEmbedding: SomaTensor
  /// For what the models draw at random.
  public var seed: UInt64

  /// Creates a request.
  public init(
    dataURL: String, dataChecksum: Checksum, dataSizeInBytes: UInt64, models: [Model],
    targetEmbedding: SomaTensor, seed: UInt64 = 0
  ) {
    self.dataURL = dataURL
    self.dataChecksum = dataChecksum
    self.dataSizeInBytes = dataSizeInBytes
    self.models = models
    self.targetEmbedding = targetEmbedding
    self.seed = seed
  }
}

extension ScoreRequest: BCSEncodable {
  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(dataURL)
    writer.write(dataChecksum.description)
    writer.write(dataSizeInBytes)
    writer.writeSequence(models)
    writer.writeSequence(targetEmbedding.bits) { $0.write($1) }
    writer.write(seed)
  }
}

extension ScoreRequest.Model: BCSEncodable {
  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(url)
    writer.write(checksum.description)
    writer.write(sizeInBytes)
    writer.writeOption(decryptionKey) { $0.write($1.revealedBase58) }
  }
}

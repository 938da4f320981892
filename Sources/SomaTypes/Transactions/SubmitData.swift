public import BCS

/// Submits data that hits a target.
public struct SubmitData: Hashable, Sendable {
  /// The target.
  public var targetID: TargetID
  /// Where the data are, with checksum and size.
  public var dataManifest: ContentManifest
  /// The model that scored them.
  public var modelID: ModelID
  /// Their embedding.
  public var embedding: SomaTensor
  /// Distance to the target, a scalar.
  public var distanceScore: SomaTensor
  /// Losses.
  public var lossScore: SomaTensor
  /// The coin that the bond is taken from.
  public var bondCoin: ObjectRef

  /// Creates the payload.
  public init(
    targetID: TargetID, dataManifest: ContentManifest, modelID: ModelID, embedding: SomaTensor,
    distanceScore: SomaTensor, lossScore: SomaTensor, bondCoin: ObjectRef
  ) {
    self.targetID = targetID
    self.dataManifest = dataManifest
    self.modelID = modelID
    self.embedding = embedding
    self.distanceScore = distanceScore
    self.lossScore = lossScore
    self.bondCoin = bondCoin
  }
}

extension SubmitData: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    targetID = try reader.read()
    dataManifest = try reader.read()
    modelID = try reader.read()
    embedding = try reader.read()
    distanceScore = try reader.read()
    lossScore = try reader.read()
    bondCoin = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(targetID)
    writer.write(dataManifest)
    writer.write(modelID)
    writer.write(embedding)
    writer.write(distanceScore)
    writer.write(lossScore)
    writer.write(bondCoin)
  }
}

/// Data that hit a target, before a coin for the bond is chosen. Fields as in ``SubmitData``.
public struct DataSubmission: Hashable, Sendable {
  /// The target.
  public var targetID: TargetID
  /// Where the data are, with checksum and size.
  public var manifest: ContentManifest
  /// The model that scored them.
  public var modelID: ModelID
  /// Their embedding.
  public var embedding: SomaTensor
  /// Distance to the target, a scalar; at most the target's threshold.
  public var distanceScore: SomaTensor
  /// Losses of the model.
  public var lossScore: SomaTensor

  /// Creates a submission.
  public init(
    targetID: TargetID, manifest: ContentManifest, modelID: ModelID, embedding: SomaTensor,
    distanceScore: SomaTensor, lossScore: SomaTensor
  ) {
    self.targetID = targetID
    self.manifest = manifest
    self.modelID = modelID
    self.embedding = embedding
    self.distanceScore = distanceScore
    self.lossScore = lossScore
  }

  /// The payload, with the coin that the bond is taken from.
  public func submitData(bondCoin: ObjectRef) -> SubmitData {
    SubmitData(
      targetID: targetID, dataManifest: manifest, modelID: modelID, embedding: embedding,
      distanceScore: distanceScore, lossScore: lossScore, bondCoin: bondCoin)
  }
}

public import BCS

/// Something for submissions to aim at: a point near which data should fall.
///
/// BCS: the fields in order, without a version tag. Source: chain type `TargetV1`.
public struct Target: Hashable, Sendable {
  /// The point.
  public var embedding: SomaTensor
  /// The models whose embedding of the data counts.
  public var modelIDs: [ModelID]
  /// The cosine distance that a hit may have, a scalar.
  public var distanceThreshold: SomaTensor
  /// What a hit pays.
  public var rewardPool: Amount
  /// The epoch that made it, and the only one in which it is open.
  public var generationEpoch: Epoch
  /// Where it stands.
  public var status: TargetStatus
  /// Who hit it.
  public var submitter: SomaAddress?
  /// The model that the hit used.
  public var winningModelID: ModelID?
  /// Who owned that model then, and gets its share.
  public var winningModelOwner: SomaAddress?
  /// What the submitter left as a bond.
  public var bondAmount: Amount
  /// Where the submitted data are.
  public var winningDataManifest: ContentManifest?
  /// Their embedding.
  public var winningEmbedding: SomaTensor?
  /// Its distance, a scalar.
  public var winningDistanceScore: SomaTensor?
  /// Its losses.
  public var winningLossScore: SomaTensor?
  /// Which validators reported the hit.
  public var submissionReports: Set<SomaAddress>

  /// Creates a target, an open one unless told otherwise.
  public init(
    embedding: SomaTensor, modelIDs: [ModelID], distanceThreshold: SomaTensor, rewardPool: Amount,
    generationEpoch: Epoch, status: TargetStatus = .open, submitter: SomaAddress? = nil,
    winningModelID: ModelID? = nil, winningModelOwner: SomaAddress? = nil,
    bondAmount: Amount = .zero, winningDataManifest: ContentManifest? = nil,
    winningEmbedding: SomaTensor? = nil, winningDistanceScore: SomaTensor? = nil,
    winningLossScore: SomaTensor? = nil, submissionReports: Set<SomaAddress> = []
  ) {
    self.embedding = embedding
    self.modelIDs = modelIDs
    self.distanceThreshold = distanceThreshold
    self.rewardPool = rewardPool
    self.generationEpoch = generationEpoch
    self.status = status
    self.submitter = submitter
    self.winningModelID = winningModelID
    self.winningModelOwner = winningModelOwner
    self.bondAmount = bondAmount
    self.winningDataManifest = winningDataManifest
    self.winningEmbedding = winningEmbedding
    self.winningDistanceScore = winningDistanceScore
    self.winningLossScore = winningLossScore
    self.submissionReports = submissionReports
  }

  /// Reads the content of a Target object.
  ///
  /// - Throws: ``BCSError``; also when the object is something else.
  public init(_ object: SomaObject) throws(BCSError) {
    try object.require(.target)
    self = try Target(bcsBytes: object.content)
  }
}

extension Target: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    embedding = try reader.read()
    modelIDs = try reader.readSequence()
    distanceThreshold = try reader.read()
    rewardPool = try reader.read()
    generationEpoch = try reader.read()
    status = try reader.read()
    submitter = try reader.readOption()
    winningModelID = try reader.readOption()
    winningModelOwner = try reader.readOption()
    bondAmount = try reader.read()
    winningDataManifest = try reader.readOption()
    winningEmbedding = try reader.readOption()
    winningDistanceScore = try reader.readOption()
    winningLossScore = try reader.readOption()
    submissionReports = try reader.readSet()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(embedding)
    writer.writeSequence(modelIDs)
    writer.write(distanceThreshold)
    writer.write(rewardPool)
    writer.write(generationEpoch)
    writer.write(status)
    writer.writeOption(submitter)
    writer.writeOption(winningModelID)
    writer.writeOption(winningModelOwner)
    writer.write(bondAmount)
    writer.writeOption(winningDataManifest)
    writer.writeOption(winningEmbedding)
    writer.writeOption(winningDistanceScore)
    writer.writeOption(winningLossScore)
    writer.writeSet(submissionReports)
  }
}

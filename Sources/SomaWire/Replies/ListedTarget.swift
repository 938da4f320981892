import SomaProto
public import SomaTypes

/// A target as nodes list it; what the mask does not ask for is absent.
public struct ListedTarget: Equatable, Sendable {
  /// Where a target stands in a list. The raw value is the text on the wire.
  public enum Status: String, CaseIterable, Sendable {
    /// Nobody has hit it, and its epoch runs.
    case open
    /// Someone has.
    case filled
    /// The reward is paid.
    case claimed
    /// The reward can be claimed, or what is left of it taken back.
    case claimable
  }

  /// Which target.
  public var id: TargetID
  /// Where it stands.
  public var status: Status?
  /// When it was hit.
  public var fillEpoch: Epoch?
  /// The epoch that made it.
  public var generationEpoch: Epoch?
  /// What a hit pays.
  public var rewardPool: Amount?
  /// The point to hit; `nil` when it was not asked for.
  public var embedding: SomaTensor?
  /// The cosine distance that a hit may have, a scalar.
  public var distanceThreshold: SomaTensor?
  /// The models whose embedding of the data counts.
  public var modelIDs: [ModelID]
  /// Who hit it.
  public var submitter: SomaAddress?
  /// The model that the hit used.
  public var winningModelID: ModelID?
  /// Who owned that model then.
  public var winningModelOwner: SomaAddress?
  /// What the submitter left as a bond.
  public var bondAmount: Amount?
  /// Where the submitted data are, as the submitter wrote it.
  public var dataURL: String?

  /// Creates a target; nothing but the id is there unless it is given.
  public init(
    id: TargetID, status: Status? = nil, fillEpoch: Epoch? = nil, generationEpoch: Epoch? = nil,
    rewardPool: Amount? = nil, embedding: SomaTensor? = nil, distanceThreshold: SomaTensor? = nil,
    modelIDs: [ModelID] = [], submitter: SomaAddress? = nil, winningModelID: ModelID? = nil,
    winningModelOwner: SomaAddress? = nil, bondAmount: Amount? = nil, dataURL: String? = nil
  ) {
    self.id = id
    self.status = status
    self.fillEpoch = fillEpoch
    self.generationEpoch = generationEpoch
    self.rewardPool = rewardPool
    self.embedding = embedding
    self.distanceThreshold = distanceThreshold
    self.modelIDs = modelIDs
    self.submitter = submitter
    self.winningModelID = winningModelID
    self.winningModelOwner = winningModelOwner
    self.bondAmount = bondAmount
    self.dataURL = dataURL
  }
}

extension ListedTarget {
  /// Reads a target. Only the id is needed: without it there is nothing to say of the rest.
  init(_ message: Soma_Rpc_Target) throws(WireError) {
    self.init(
      id: try Field("id", message.hasID, message.id).map(TargetID.init(protobuf:)),
      status: try Field("status", message.hasStatus, message.status)
        .mapIfPresent(Status.init(wire:)),
      fillEpoch: message.hasFillEpoch ? Epoch(message.fillEpoch) : nil,
      generationEpoch: message.hasGenerationEpoch ? Epoch(message.generationEpoch) : nil,
      rewardPool: message.hasRewardPool ? Amount(message.rewardPool) : nil,
      embedding: message.embedding.isEmpty ? nil : SomaTensor(wire: message.embedding),
      distanceThreshold: message.hasDistanceThreshold
        ? SomaTensor(scalar: message.distanceThreshold) : nil,
      modelIDs: try each("model_ids", message.modelIds, ModelID.init(protobuf:)),
      submitter: try Field("submitter", message.hasSubmitter, message.submitter)
        .mapIfPresent(SomaAddress.init(protobuf:)),
      winningModelID: try Field(
        "winning_model_id", message.hasWinningModelID, message.winningModelID
      ).mapIfPresent(ModelID.init(protobuf:)),
      winningModelOwner: try Field(
        "winning_model_owner", message.hasWinningModelOwner, message.winningModelOwner
      ).mapIfPresent(SomaAddress.init(protobuf:)),
      bondAmount: message.hasBondAmount ? Amount(message.bondAmount) : nil,
      dataURL: message.hasDataURL ? message.dataURL : nil)
  }
}

extension ListedTarget.Status {
  /// Reads the text, case-sensitive.
  fileprivate init(wire text: String) throws(WireError) {
    guard let status = Self(rawValue: text) else { throw WireError(.unknownName(foreign: text)) }
    self = status
  }
}

extension Soma_Rpc_Target {
  /// Writes a target; ids are without leading zeros, as nodes have them here.
  init(_ target: ListedTarget) {
    self.init()
    id = target.id.text(.trimmed)
    if let status = target.status { self.status = status.rawValue }
    if let epoch = target.fillEpoch { fillEpoch = epoch.rawValue }
    if let epoch = target.generationEpoch { generationEpoch = epoch.rawValue }
    if let reward = target.rewardPool { rewardPool = reward.shannons }
    embedding = target.embedding?.values ?? []
    if let threshold = target.distanceThreshold { distanceThreshold = threshold.scalar }
    modelIds = target.modelIDs.map { $0.text(.trimmed) }
    if let address = target.submitter { submitter = address.text(.bare) }
    if let model = target.winningModelID { winningModelID = model.text(.trimmed) }
    if let owner = target.winningModelOwner { winningModelOwner = owner.text(.bare) }
    if let bond = target.bondAmount { bondAmount = bond.shannons }
    if let url = target.dataURL { dataURL = url }
  }
}

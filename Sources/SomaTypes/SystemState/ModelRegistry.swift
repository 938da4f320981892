public import BCS

/// All models that were ever created; entries never go. Source: chain type `ModelRegistry`.
public struct ModelRegistry: Equatable, Sendable {
  /// The models.
  public var models: [ModelID: Model]
  /// Whose pool a pool is.
  public var stakingPoolMappings: [StakingPoolID: ModelID]
  /// The stake of all Active models.
  public var totalModelStake: Amount
  /// Which validators reported a model in this epoch.
  public var modelReportRecords: [ModelID: Set<SomaAddress>]

  /// Creates a registry, an empty one unless told otherwise.
  public init(
    models: [ModelID: Model] = [:], stakingPoolMappings: [StakingPoolID: ModelID] = [:],
    totalModelStake: Amount = .zero, modelReportRecords: [ModelID: Set<SomaAddress>] = [:]
  ) {
    self.models = models
    self.stakingPoolMappings = stakingPoolMappings
    self.totalModelStake = totalModelStake
    self.modelReportRecords = modelReportRecords
  }
}

extension ModelRegistry: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    models = try reader.readMap()
    stakingPoolMappings = try reader.readMap()
    totalModelStake = try reader.read()
    modelReportRecords = try reader.readReportRecords()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.writeMap(models)
    writer.writeMap(stakingPoolMappings)
    writer.write(totalModelStake)
    writer.writeReportRecords(modelReportRecords)
  }
}

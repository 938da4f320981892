public import BCS

/// Everything that the chain keeps in its one shared object, ``ObjectID/systemState``: validators,
/// models, parameters and money.
///
/// BCS: version tag 0, then the fields in order. Source: chain type `SystemStateV1`.
public struct SystemState: Equatable, Sendable {
  /// The epoch that runs.
  public var epoch: Epoch
  /// The protocol version in force.
  public var protocolVersion: UInt64
  /// All validators.
  public var validators: ValidatorSet
  /// The live parameters.
  public var parameters: SystemParameters
  /// When ``epoch`` began, in milliseconds since 1970 in UTC.
  public var epochStartTimestampMs: UInt64
  /// Which validators reported a validator in this epoch.
  public var validatorReportRecords: [SomaAddress: Set<SomaAddress>]
  /// All models.
  public var modelRegistry: ModelRegistry
  /// Money that is still to be given out.
  public var emissionPool: EmissionPool
  /// How hard new targets are, and what they pay.
  public var targetState: TargetState
  /// Whether the last boundary failed: epochs and reveal windows pass, but nothing is settled.
  public var safeMode: Bool
  /// Fees of epochs in safe mode, not yet given out.
  public var safeModeAccumulatedFees: Amount
  /// Emissions of epochs in safe mode, not yet given out.
  public var safeModeAccumulatedEmissions: Amount

  /// Creates a state.
  public init(
    epoch: Epoch, protocolVersion: UInt64, validators: ValidatorSet, parameters: SystemParameters,
    epochStartTimestampMs: UInt64, validatorReportRecords: [SomaAddress: Set<SomaAddress>] = [:],
    modelRegistry: ModelRegistry = ModelRegistry(), emissionPool: EmissionPool,
    targetState: TargetState, safeMode: Bool = false, safeModeAccumulatedFees: Amount = .zero,
    safeModeAccumulatedEmissions: Amount = .zero
  ) {
    self.epoch = epoch
    self.protocolVersion = protocolVersion
    self.validators = validators
    self.parameters = parameters
    self.epochStartTimestampMs = epochStartTimestampMs
    self.validatorReportRecords = validatorReportRecords
    self.modelRegistry = modelRegistry
    self.emissionPool = emissionPool
    self.targetState = targetState
    self.safeMode = safeMode
    self.safeModeAccumulatedFees = safeModeAccumulatedFees
    self.safeModeAccumulatedEmissions = safeModeAccumulatedEmissions
  }

  /// Reads the content of the SystemState object.
  ///
  /// - Throws: ``BCSError``; also when the object is something else.
  public init(_ object: SomaObject) throws(BCSError) {
    try object.require(.systemState)
    self = try SystemState(bcsBytes: object.content)
  }
}

extension SystemState: BCSCodable {
  /// Reads a state.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readVariant(of: "SystemState", count: 1)
    epoch = try reader.read()
    protocolVersion = try reader.readInteger()
    validators = try reader.read()
    parameters = try reader.read()
    epochStartTimestampMs = try reader.readInteger()
    validatorReportRecords = try reader.readReportRecords()
    modelRegistry = try reader.read()
    emissionPool = try reader.read()
    targetState = try reader.read()
    safeMode = try reader.readBool()
    safeModeAccumulatedFees = try reader.read()
    safeModeAccumulatedEmissions = try reader.read()
  }

  /// Writes the state.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(0)
    writer.write(epoch)
    writer.write(protocolVersion)
    writer.write(validators)
    writer.write(parameters)
    writer.write(epochStartTimestampMs)
    writer.writeReportRecords(validatorReportRecords)
    writer.write(modelRegistry)
    writer.write(emissionPool)
    writer.write(targetState)
    writer.write(safeMode)
    writer.write(safeModeAccumulatedFees)
    writer.write(safeModeAccumulatedEmissions)
  }
}

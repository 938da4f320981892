import SomaTypes

/// A system parameter that a genesis changes, under the chain's name.
public struct GenesisParameter: Hashable, Sendable {
  private enum Place: Sendable {
    case number(any WritableKeyPath<SystemParameters, UInt64> & Sendable)
    case rate(any WritableKeyPath<SystemParameters, BasisPoints> & Sendable)
    case amount(any WritableKeyPath<SystemParameters, Amount> & Sendable)
    case distance(any WritableKeyPath<SystemParameters, SomaTensor> & Sendable)
  }

  private static let places: [String: Place] = [
    "epoch_duration_ms": .number(\.epochDurationMs),
    "validator_reward_allocation_bps": .rate(\.validatorRewardAllocationBps),
    "model_min_stake": .amount(\.modelMinStake),
    "model_architecture_version": .number(\.modelArchitectureVersion),
    "model_reveal_slash_rate_bps": .rate(\.modelRevealSlashRateBps),
    "model_tally_slash_rate_bps": .rate(\.modelTallySlashRateBps),
    "target_epoch_fee_collection": .amount(\.targetEpochFeeCollection),
    "base_fee": .amount(\.baseFee),
    "write_object_fee": .amount(\.writeObjectFee),
    "value_fee_bps": .rate(\.valueFeeBps),
    "min_value_fee_bps": .rate(\.minValueFeeBps),
    "max_value_fee_bps": .rate(\.maxValueFeeBps),
    "fee_adjustment_rate_bps": .rate(\.feeAdjustmentRateBps),
    "target_models_per_target": .number(\.targetModelsPerTarget),
    "target_embedding_dim": .number(\.targetEmbeddingDim),
    "target_initial_distance_threshold": .distance(\.targetInitialDistanceThreshold),
    "target_reward_allocation_bps": .rate(\.targetRewardAllocationBps),
    "target_hits_per_epoch": .number(\.targetHitsPerEpoch),
    "target_hits_ema_decay_bps": .rate(\.targetHitsEmaDecayBps),
    "target_difficulty_adjustment_rate_bps": .rate(\.targetDifficultyAdjustmentRateBps),
    "target_max_distance_threshold": .distance(\.targetMaxDistanceThreshold),
    "target_min_distance_threshold": .distance(\.targetMinDistanceThreshold),
    "target_initial_targets_per_epoch": .number(\.targetInitialTargetsPerEpoch),
    "target_submitter_reward_share_bps": .rate(\.targetSubmitterRewardShareBps),
    "target_model_reward_share_bps": .rate(\.targetModelRewardShareBps),
    "target_claimer_incentive_bps": .rate(\.targetClaimerIncentiveBps),
    "submission_bond_per_byte": .amount(\.submissionBondPerByte),
    "max_submission_data_size": .number(\.maxSubmissionDataSize),
  ]

  /// The names of all parameters, in order.
  public static let names: [String] = places.keys.sorted()

  /// What a parameter is set to.
  enum Value: Hashable, Sendable {
    /// An integer: a count, milliseconds, basis points or shannons.
    case integer(UInt64)
    /// A distance.
    case distance(Float)
  }

  /// The chain's name, such as `target_embedding_dim`.
  public let name: String

  let value: Value

  /// A change of the length of epochs.
  public static func epochDuration(milliseconds: UInt64) -> GenesisParameter {
    GenesisParameter(name: "epoch_duration_ms", value: .integer(milliseconds))
  }

  private init(name: String, value: Value) {
    self.name = name
    self.value = value
  }

  /// Reads a value as its parameter wants it.
  ///
  /// - Returns: `nil` for a text that does not fit, or a name that is none.
  init?(name: String, text: String) {
    switch Self.places[name] {
    case nil: return nil
    case .distance:
      guard let distance = Float(text), distance.isFinite, distance >= 0 else { return nil }
      self.init(name: name, value: .distance(distance))
    case .amount:
      // Shannons, as the chain shows them, or with a unit.
      guard let number = UInt64(text) ?? (try? Amount(text))?.shannons else { return nil }
      self.init(name: name, value: .integer(number))
    case .number, .rate:
      guard let number = UInt64(text) else { return nil }
      self.init(name: name, value: .integer(number))
    }
  }

  /// What the value should be, in words, if it is something that no chain works with: epochs shorter than
  /// a second, or a part that is more than the whole.
  var violatedRange: String? {
    switch (Self.places[name], value) {
    case (.rate, .integer(let number)) where number > BasisPoints.all.rawValue:
      "at most \(BasisPoints.all.rawValue) basis points"
    case (_, .integer(let number)) where name == "epoch_duration_ms" && number < 1000:
      "at least 1000"
    default: nil
    }
  }

  /// Sets it.
  func apply(to parameters: inout SystemParameters) {
    switch (Self.places[name], value) {
    case (.number(let path), .integer(let number)): parameters[keyPath: path] = number
    case (.rate(let path), .integer(let number)): parameters[keyPath: path] = BasisPoints(number)
    case (.amount(let path), .integer(let number)):
      parameters[keyPath: path] = Amount(shannons: number)
    case (.distance(let path), .distance(let distance)):
      parameters[keyPath: path] = SomaTensor(scalar: distance)
    case (nil, _), (.number, .distance), (.rate, .distance), (.amount, .distance),
      (.distance, .integer):
      break  // the initializer makes no such pair
    }
  }
}

import SomaTypes

// {"fault": "slow", "milliseconds": 500, "methods": ["GetEpoch"], "times": 3}

extension FaultRule: Codable {
  private enum Key: String, CodingKey {
    case fault, methods, times, always
    case loss, milliseconds, epochs, checkpoints, epoch, version
  }

  /// The faults by the names that they have here.
  private enum Name: String, Codable {
    case lostReply, unavailable, slow, wrongDigest, hiddenTransaction, boundaryBeforeExecution
    case delayedExecution, lockedCoin, checkpointStall, checkpointEpochLag, protocolVersion
    case safeMode, followerLag, followerFrozen

    /// What only this fault has.
    var ownKey: Key? {
      switch self {
      case .lostReply: .loss
      case .slow: .milliseconds
      case .delayedExecution: .epochs
      case .protocolVersion: .version
      case .followerLag: .checkpoints
      case .followerFrozen: .epoch
      case .unavailable, .wrongDigest, .hiddenTransaction, .boundaryBeforeExecution, .lockedCoin,
        .checkpointStall, .checkpointEpochLag, .safeMode:
        nil
      }
    }
  }

  /// A key as it was written, be it known or not.
  private struct WrittenKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Reads a rule. Without `times` it holds once; with `"always": true` until it is cleared.
  ///
  /// - Throws: ``FaultRuleError`` for keys and values that do not fit, `DecodingError`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let text = try container.decode(String.self, forKey: .fault)
    guard let name = Name(rawValue: text) else { throw FaultRuleError.unknownFault(text) }
    let keys: [Key?] = [.fault, .methods, .times, .always, name.ownKey]
    let written = try decoder.container(keyedBy: WrittenKey.self).allKeys.map(\.stringValue)
    // The order of keys in JSON is not kept.
    for key in written.sorted() where !keys.contains(where: { $0?.rawValue == key }) {
      throw FaultRuleError.unknownKey(key, fault: text)
    }
    let fault: Fault =
      switch name {
      case .lostReply:
        .lostReply(try container.decodeIfPresent(Fault.Loss.self, forKey: .loss) ?? .unavailable)
      case .unavailable: .unavailable
      case .slow: .slow(.milliseconds(try Self.delay(container)))
      case .wrongDigest: .wrongDigest
      case .hiddenTransaction: .hiddenTransaction
      case .boundaryBeforeExecution: .boundaryBeforeExecution
      case .delayedExecution:
        .delayedExecution(epochs: try Self.epochs(container))
      case .lockedCoin: .lockedCoin
      case .checkpointStall: .checkpointStall
      case .checkpointEpochLag: .checkpointEpochLag
      case .protocolVersion: .protocolVersion(try container.decode(UInt64.self, forKey: .version))
      case .safeMode: .safeMode
      case .followerLag:
        .followerLag(checkpoints: try container.decode(UInt64.self, forKey: .checkpoints))
      case .followerFrozen:
        .followerFrozen(at: Epoch(try container.decode(UInt64.self, forKey: .epoch)))
      }
    if container.contains(.times), container.contains(.always) {
      throw FaultRuleError.timesAndAlways
    }
    let isAlways = try container.decodeIfPresent(Bool.self, forKey: .always) ?? false
    let times = try container.decodeIfPresent(Int.self, forKey: .times) ?? 1
    guard times >= 1 else { throw FaultRuleError.times(times) }
    let methods = try container.decodeIfPresent(Set<String>.self, forKey: .methods)
    for method in methods?.sorted() ?? [] where !Self.methods.contains(method) {
      throw FaultRuleError.unknownMethod(method)
    }
    self.init(fault, methods: methods, times: isAlways ? nil : times)
  }

  private static func epochs(_ container: KeyedDecodingContainer<Key>) throws -> UInt64 {
    let epochs = try container.decode(UInt64.self, forKey: .epochs)
    guard epochs > 0 else { throw FaultRuleError.noEpochs }
    return epochs
  }

  private static func delay(_ container: KeyedDecodingContainer<Key>) throws -> Int64 {
    let milliseconds = try container.decode(Int64.self, forKey: .milliseconds)
    guard (0...FaultRuleError.maximumMilliseconds).contains(milliseconds) else {
      throw FaultRuleError.milliseconds(milliseconds)
    }
    return milliseconds
  }

  /// Writes the rule.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch fault {
    case .lostReply(let loss):
      try container.encode(Name.lostReply, forKey: .fault)
      try container.encode(loss, forKey: .loss)
    case .unavailable: try container.encode(Name.unavailable, forKey: .fault)
    case .slow(let delay):
      try container.encode(Name.slow, forKey: .fault)
      try container.encode(Int64(delay / .milliseconds(1)), forKey: .milliseconds)
    case .wrongDigest: try container.encode(Name.wrongDigest, forKey: .fault)
    case .hiddenTransaction: try container.encode(Name.hiddenTransaction, forKey: .fault)
    case .boundaryBeforeExecution:
      try container.encode(Name.boundaryBeforeExecution, forKey: .fault)
    case .delayedExecution(let epochs):
      try container.encode(Name.delayedExecution, forKey: .fault)
      try container.encode(epochs, forKey: .epochs)
    case .lockedCoin: try container.encode(Name.lockedCoin, forKey: .fault)
    case .checkpointStall: try container.encode(Name.checkpointStall, forKey: .fault)
    case .checkpointEpochLag: try container.encode(Name.checkpointEpochLag, forKey: .fault)
    case .protocolVersion(let version):
      try container.encode(Name.protocolVersion, forKey: .fault)
      try container.encode(version, forKey: .version)
    case .safeMode: try container.encode(Name.safeMode, forKey: .fault)
    case .followerLag(let checkpoints):
      try container.encode(Name.followerLag, forKey: .fault)
      try container.encode(checkpoints, forKey: .checkpoints)
    case .followerFrozen(let epoch):
      try container.encode(Name.followerFrozen, forKey: .fault)
      try container.encode(epoch.rawValue, forKey: .epoch)
    }
    if let methods { try container.encode(methods.sorted(), forKey: .methods) }
    if let times {
      try container.encode(times, forKey: .times)
    } else {
      try container.encode(true, forKey: .always)
    }
  }
}

extension Fault.Loss: Codable {}

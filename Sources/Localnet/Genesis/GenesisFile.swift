public import Diagnostics
public import Ledger
public import SomaTypes
import YAMLTree

/// What a person wants a local chain to begin with: accounts, validators, parameters. YAML.
///
/// Everything may be left out. Parameters have the chain's own names and units; amounts may be written
/// with a unit instead. The same file and seed make the same chain.
///
///     seed: rehearsal
///     epochs: by-duration
///     accounts:
///       - address: 5be3…6de9
///         balances: [100 SOMA, 2 SOMA]
///     validators:
///       - stake: 20000 SOMA
///         commission: 200
///     parameters:
///       target_embedding_dim: 16
///       epoch_duration_ms: 60000
public struct GenesisFile: Equatable, Sendable {
  /// When chains with a seed begin, so that they are the same whenever they are made: the first moment of
  /// 2026, in milliseconds since 1970 in UTC.
  public static let seededStartMs: UInt64 = 1_767_225_600_000

  /// Makes the chain id; random when it is not given.
  public var seed: String?
  /// What ends epochs; `nil` for their duration and the admin service.
  public var epochEnd: EpochEnd?
  /// Who has coins.
  public var accounts: [GenesisConfig.Account] = []
  /// Who validates; `nil` for the usual one.
  public var validators: [GenesisConfig.Validator]?
  /// The protocol version; `nil` for the latest.
  public var protocolVersion: UInt64?
  /// All the money; `nil` for the usual amount.
  public var totalSupply: Amount?
  /// What leaves the emission pool with each epoch; `nil` for the usual amount.
  public var emissionPerEpoch: Amount?
  /// Changes to the parameters of the protocol version.
  public private(set) var parameters: [GenesisParameter] = []

  /// A file that says nothing.
  public init() {}

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - yaml: The whole file.
  ///   - file: Its name in places.
  /// - Throws: ``GenesisFileError`` with everything that is wrong with it.
  public init(_ yaml: [UInt8], file: String) throws(GenesisFileError) {
    var parser = GenesisFileParser()
    guard let read = parser.parse(yaml, file: file) else {
      throw GenesisFileError(problems: parser.problems)
    }
    self = read
  }

  /// Adds a change of a parameter.
  public mutating func set(_ parameter: GenesisParameter) { parameters.append(parameter) }

  /// How time passes. A chain with a seed has its own, else its first boundary would be long overdue.
  public var timeRules: TimeRules {
    TimeRules(isOwnTime: seed != nil, epochEnd: epochEnd ?? .both)
  }

  /// The configuration.
  ///
  /// - Parameters:
  ///   - startTimestampMs: When the chain begins, in milliseconds since 1970 in UTC, unless there is a
  ///     ``seed``: then it is ``seededStartMs``.
  ///   - salt: For the chain id, unless there is a ``seed``.
  /// - Returns: What a ledger can begin with.
  public func config(startTimestampMs: UInt64, salt: [UInt8]) -> GenesisConfig {
    var config = GenesisConfig(
      startTimestampMs: seed == nil ? startTimestampMs : Self.seededStartMs,
      salt: seed.map { Array($0.utf8) } ?? salt,
      accounts: accounts)
    if let validators { config.validators = validators }
    if let protocolVersion { config.protocolVersion = protocolVersion }
    if let totalSupply { config.totalSupply = totalSupply }
    if let emissionPerEpoch { config.emissionPerEpoch = emissionPerEpoch }
    // Parameters of an unknown version are refused with the configuration.
    if !parameters.isEmpty,
      SystemParameters.knownProtocolVersions.contains(config.protocolVersion)
    {
      var changed = SystemParameters(protocolVersion: config.protocolVersion)
      for parameter in parameters { parameter.apply(to: &changed) }
      config.parameters = changed
    }
    return config
  }
}

/// Everything that is wrong with a genesis file.
public struct GenesisFileError: Error, Equatable, Sendable {
  /// The problems, in the order of the file; at least one.
  public let problems: [Diagnostic]
}

extension GenesisFileError: Explainable {
  /// The first problem.
  public var diagnostic: Diagnostic { problems[0] }

  /// All problems.
  public var diagnostics: [Diagnostic] { problems }
}

public import Lifecycle
public import Manifest
public import SomaClient
public import SomaTypes

/// What one pass saw, for the planner and for people.
public struct Observation: Sendable {
  /// For the planner.
  public var observed: Observed
  /// The nodes that showed nothing, and why.
  public var silentNodes: [(endpoint: Endpoint, error: any Error)]
  /// What is wrong with files, by model.
  public var fileProblems: [ResourceName: any Error]
  /// Wallets that cannot be used, and why.
  public var walletProblems: [ResourceName: any Error]
  /// Why the secrets of live commitments could not be proven.
  public var secretProblem: (any Error)?

  /// The chain as the pass sees it.
  public func reading(notOlderThan version: ObjectVersion) -> ChainReading {
    ChainReading(observed.nodes, notOlderThan: version)
  }

  /// The latest time that a node shows, in milliseconds since 1970 in UTC.
  var chainMs: UInt64? { observed.nodes.compactMap { $0.chain?.checkpoint.timestampMs }.max() }
}

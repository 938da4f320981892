public import Manifest
public import SomaTypes

/// Everything that a pass saw: nodes, wallets and files.
public struct Observed: Equatable, Sendable {
  /// Every configured node, those that did not answer included.
  public var nodes: [NodeView]
  /// The wallets of the models, by name.
  public var wallets: [ResourceName: WalletView]
  /// The files of the models, by the model's name.
  public var weights: [ResourceName: WeightsView]
  /// The keys whose packet was opened and whose key was unlocked and proven in this pass. A commitment
  /// that lives without is at risk.
  public var provenKeys: Known<Set<DecryptionKeyCommitment>>
  /// What can be claimed for the wallet of a model, by target, with what each pays. A target is listed for
  /// one model only.
  public var claimable: [ResourceName: [TargetID: Amount]]

  /// Creates an observation.
  public init(
    nodes: [NodeView], wallets: [ResourceName: WalletView] = [:],
    weights: [ResourceName: WeightsView] = [:],
    provenKeys: Known<Set<DecryptionKeyCommitment>> = .unknown(.notAsked),
    claimable: [ResourceName: [TargetID: Amount]] = [:]
  ) {
    self.nodes = nodes
    self.wallets = wallets
    self.weights = weights
    self.provenKeys = provenKeys
    self.claimable = claimable
  }
}

/// The clocks and the circumstances of a pass.
public struct Moment: Equatable, Sendable {
  /// The wall clock in milliseconds since 1970 in UTC, for alarms and back-off only.
  public var wallClockMs: UInt64
  /// A clock of this process that only goes forward, in milliseconds: how long a permit lasts.
  public var monotonicMs: UInt64
  /// Who will be there when a reveal is due.
  public var watchman: Watchman

  /// Creates a moment.
  public init(wallClockMs: UInt64, monotonicMs: UInt64, watchman: Watchman = .scheduledRuns) {
    self.wallClockMs = wallClockMs
    self.monotonicMs = monotonicMs
    self.watchman = watchman
  }
}

/// Who pays the debt that a first commit is.
public enum Watchman: Hashable, Sendable {
  /// Unattended runs, which must have been seen to work.
  case scheduledRuns
  /// This process, which stays until the reveal.
  case thisProcess
  /// Nobody: the owner said that he knows.
  case waived
}

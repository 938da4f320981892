import Manifest
public import SomaTypes

/// The right to reveal one commit, which no request that contains the key leaves without (P4, P9).
///
/// Only ``RevealPermit/decide(for:on:now:)`` makes one, from what the nodes show. No wall clock
/// grants or refuses it; how much of the window is gone is read from the chain's own clock.
public struct RevealPermit: Hashable, Sendable {
  /// What may be revealed.
  public let commit: LiveCommit
  /// Until when, by ``Moment/monotonicMs``.
  public let validUntilMs: UInt64

  /// How long a permit lasts after the nodes were read.
  public static let lifetimeMs: UInt64 = 30_000

  /// Whether it still holds.
  public func isValid(at monotonicMs: UInt64) -> Bool { monotonicMs < validUntilMs }
}

/// A commit of ours that the journal says was executed.
public struct LiveCommit: Hashable, Sendable {
  /// The model.
  public var modelID: ModelID
  /// What was promised.
  public var commitments: ModelCommitments
  /// The epoch in which the commit executed, by its effects or by the chain's state.
  public var commitEpoch: Epoch
  /// Whether the model has never been live: then a missed window costs half the pool and the model.
  public var isFirst: Bool
  /// When the window can open at the earliest, in milliseconds since 1970 in UTC, as worked out when
  /// the commit was recorded.
  public var opensMs: UInt64?

  /// Creates a commit.
  public init(
    modelID: ModelID, commitments: ModelCommitments, commitEpoch: Epoch, isFirst: Bool,
    opensMs: UInt64? = nil
  ) {
    self.modelID = modelID
    self.commitments = commitments
    self.commitEpoch = commitEpoch
    self.isFirst = isFirst
    self.opensMs = opensMs
  }
}

/// Why there is no permit.
public enum PermitRefusal: Hashable, Sendable {
  /// No node answered.
  case noNodeAnswered
  /// No node shows the epoch after the commit's, in its state and in its latest checkpoint, with the
  /// commit as the journal has it.
  case noNodeShowsTheWindow
  /// Some nodes show the window, not all; all must, for now.
  case notUnanimous(showing: Int, answering: Int)
  /// Half of the nodes or fewer show the window; a majority must, for now.
  case noMajority(showing: Int, answering: Int)
}

extension RevealPermit {
  /// Decides: all nodes that answer must show the window; after 10 % of it a majority; after 25 %,
  /// for a first reveal, one node with advancing checkpoints.
  ///
  /// How much of the window is gone is the time of the node's latest checkpoint after the start of
  /// its epoch *and* after the moment at which the window could open when the commit was recorded.
  /// So a node that counts an epoch too many gains nothing as long as its clock is the chain's.
  ///
  /// - Parameters:
  ///   - commit: What the journal says.
  ///   - nodes: What the nodes show. A node whose state is older than our own transactions counts as
  ///     one that does not show the window.
  ///   - highest: The highest version that a transaction of ours gave to the system state.
  ///   - now: When the nodes were read.
  /// - Returns: The permit, or why not.
  public static func decide(
    for commit: LiveCommit, on nodes: [NodeView], notOlderThan highest: ObjectVersion, now: Moment
  ) -> Result<RevealPermit, PermitRefusal> {
    let answers = nodes.compactMap(\.chain)
    guard !answers.isEmpty else { return .failure(.noNodeAnswered) }
    let showing = answers.filter { $0.stateVersion >= highest && $0.showsWindow(of: commit) }
    guard !showing.isEmpty else { return .failure(.noNodeShowsTheWindow) }
    let permit = RevealPermit(commit: commit, validUntilMs: now.monotonicMs &+ lifetimeMs)
    if showing.count == answers.count { return .success(permit) }
    let gone = showing.map { $0.goneOfWindow(of: commit) }.max() ?? .zero
    guard gone >= Margins.majorityPermit else {
      return .failure(.notUnanimous(showing: showing.count, answering: answers.count))
    }
    if showing.count * 2 > answers.count { return .success(permit) }
    if commit.isFirst,
      showing.contains(where: {
        $0.isAdvancing && $0.goneOfWindow(of: commit) >= Margins.singleNodePermit
      })
    {
      return .success(permit)
    }
    return .failure(.noMajority(showing: showing.count, answering: answers.count))
  }
}

extension PermitRefusal: Error {}

extension ChainView {
  /// Whether the state and the latest checkpoint are in the epoch after the commit's, and the model
  /// waits for the reveal of exactly this commit.
  func showsWindow(of commit: LiveCommit) -> Bool {
    guard let window = commit.commitEpoch.next, epoch == window, checkpoint.epoch == window,
      let pending = models[commit.modelID]?.pendingUpdate
    else { return false }
    return pending.commitEpoch == commit.commitEpoch && pending.commitments == commit.commitments
  }

  func goneOfWindow(of commit: LiveCommit) -> EpochSpan {
    guard let opens = commit.opensMs else { return elapsed }
    let sinceOpening = EpochSpan(
      from: opens, to: checkpoint.timestampMs, of: parameters.epochDurationMs)
    return min(elapsed, sinceOpening)
  }
}

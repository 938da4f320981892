public import SomaTypes

/// What came of a submission: its outcome, and whether a checkpoint has it.
public struct Submission: Sendable {
  /// What is known of the transaction.
  public enum Finality: Equatable, Sendable {
    /// Nobody asked, or the transaction did not run.
    case notAwaited
    /// A checkpoint of the same node has it: balances and history include it.
    case inCheckpoint(CheckpointSequenceNumber?)
    /// No checkpoint was seen in time. What ran is final all the same; balances may lag.
    case notSeen
  }

  /// What is known of the transaction.
  public var outcome: SubmissionOutcome

  /// Whether a checkpoint has it.
  public var finality: Finality

  /// Creates a result.
  public init(outcome: SubmissionOutcome, finality: Finality = .notAwaited) {
    self.outcome = outcome
    self.finality = finality
  }
}

public import SomaTypes

/// A checkpoint, without the validators' signature, which needs keys that the ledger has not.
public struct Checkpoint: Equatable, Sendable {
  /// What validators would sign.
  public let summary: CheckpointSummary
  /// The transactions, in the order in which they were executed.
  public let contents: CheckpointContents
  /// The digest of ``summary``.
  public let digest: CheckpointDigest

  init(_ summary: CheckpointSummary, contents: CheckpointContents) {
    self.summary = summary
    self.contents = contents
    digest = summary.digest
  }
}

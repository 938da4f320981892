public import Manifest
public import SomaCrypto
public import SomaTypes

/// What happened to a model, as the journal records it: one event, one durable write.
public enum ModelEvent: Equatable, Sendable {
  /// A spec was applied, with the content that it is to make live; `nil` if its files were not read.
  case accepted(ModelSpec, ReleaseContent?)
  /// Something happened to the release of these weights.
  case release(Bytes32, Release.Event)
  /// The packet of an attempt is confirmed in so many places.
  case packed(ReleaseContent, ModelCommitments, copies: Int)
  /// Something happened to the newest attempt with these commitments.
  case attempt(ModelCommitments, Attempt.Event)
  /// Transactions were signed: one, or a create and its commit, together.
  case prepared([Intent])
  /// Something happened to a transaction.
  case intent(TransactionDigest, IntentMachine.Event, wallClockMs: UInt64)
  /// An existing model is ours to keep from now on.
  case adopted(ModelID)
  /// A lost model is given up for a new one.
  case replaced(ModelID)
  /// A person wants what was committed in this epoch revealed although the dimension of embeddings
  /// changed.
  case forced(commitEpoch: Epoch)
  /// Money was spent on it: stake and the bounds of fees.
  case spent(Amount, in: Epoch)
  /// What is live, or waits, was proven to be this content.
  case recognised(ReleaseContent, ModelCommitments)
  /// A commit on the chain belongs to none of our master secrets.
  case foreign(ModelCommitments)
  /// A person approved something.
  case approved(Approval)
  /// No new obligations until told otherwise.
  case paused
  /// Obligations again.
  case resumed
  /// A person has seen the loss.
  case acknowledgedLoss
  /// The served object was looked at.
  case probed(isGood: Bool, isFull: Bool, atMs: UInt64)
}

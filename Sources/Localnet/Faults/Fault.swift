public import SomaTypes

/// Something that goes wrong on purpose.
///
/// ``checkpointEpochLag`` and the faults of the second node hold until they are cleared; all others
/// are counted by ``FaultRule/times``.
public enum Fault: Hashable, Sendable {
  /// What becomes of a reply that is lost.
  public enum Loss: String, CaseIterable, Sendable {
    /// UNAVAILABLE comes instead.
    case unavailable
    /// Nothing comes, until the client gives up or the localnet ends.
    case silence
    /// The connection is cut.
    case cut
  }

  /// The call is carried out, and its reply lost.
  case lostReply(Loss)
  /// The call is not carried out: UNAVAILABLE.
  case unavailable
  /// The call waits before it is carried out.
  case slow(Duration)
  /// The reply of ExecuteTransaction names another transaction in its effects.
  case wrongDigest
  /// GetTransaction does not know a transaction that was executed.
  case hiddenTransaction
  /// The epoch ends between the arrival of a transaction and its execution.
  case boundaryBeforeExecution
  /// A transaction is accepted, answered as timed out, and executed so many epochs later.
  case delayedExecution(epochs: UInt64)
  /// Another transaction holds the first gas coin of the one that arrives, for the rest of the
  /// epoch.
  case lockedCoin
  /// No checkpoints are made, and so no epoch ends by itself.
  case checkpointStall
  /// After a boundary no checkpoint of the new epoch is made: the latest one's epoch stays behind
  /// that of the system state.
  case checkpointEpochLag
  /// A boundary brings another protocol version.
  case protocolVersion(UInt64)
  /// A boundary fails, and the chain is in safe mode.
  case safeMode
  /// The second node is so many checkpoints behind.
  case followerLag(checkpoints: UInt64)
  /// The second node sees no boundary that ends this epoch or a later one.
  case followerFrozen(at: Epoch)
}

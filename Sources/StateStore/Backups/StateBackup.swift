/// A copy of a state, as it was made.
public struct StateBackup: Equatable, Sendable {
  /// The directory, which is a state itself.
  public var directory: String
  /// What the copy has, as read from the copy.
  public var content: StateSummary
  /// How many packets were copied.
  public var packetCount: Int
  /// What is wrong with packets that the state has on record, in the state as in the copy.
  public var faults: [StateFault]
}

extension StateBackup {
  /// What lies beside the copy for whoever finds it.
  static let remark = """
    This directory is a copy of a state of Steward. It is a state itself.

    In it: the journal of what was found, signed, sent and decided (state.db), and the reveal packets
    (packets/), sealed under a master. Not in it: any master, keyring, wallet or passphrase. Without the
    keyring, or its 24 words, no packet here opens. It is confidential all the same.

    To look at it:    steward state verify --state THIS_DIRECTORY

    To restore it: see that nothing uses the state that it replaces, and never will again; copy this
    directory to where that state was; verify it there. It knows nothing of what happened after it was
    made: what was sealed, signed and sent since is on the chain and on the hosts alone.

    Never let two copies of one state run at the same time: each would sign without knowing of the other.

    """
}

public import Ledger

/// Why a submission was not executed, as far as its caller is told.
public enum SubmissionRefusal: Error, Equatable, Sendable {
  /// It cannot be executed.
  case refused(InputRefusal)
  /// The patience ran out; the transaction can still be executed later, when it is submitted again
  /// or a fault holds it back. `last` is why it was not possible so far.
  case timedOut(attempts: Int, patience: Duration, last: InputRefusal?)
  /// The localnet is ending, or cannot write its log.
  case stopped
}

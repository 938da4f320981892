public import Diagnostics
public import SomaWire

/// What is known of a transaction after it was submitted.
public enum SubmissionOutcome: Sendable {
  /// It was executed: look at the status of the effects, which can be a failure.
  case ran(ExecutedTransaction)
  /// This submission did not run it, and will not: nothing that runs transactions has seen it.
  case cannotHaveRun(SubmissionProblem)
  /// It may have run, or may run later. Look it up by its digest, or submit the same bytes again,
  /// which never executes twice; sign nothing else over its coins.
  case unknown(SubmissionProblem)
}

/// Why a submission did not show that the transaction ran.
public enum SubmissionProblem: Error, Equatable, Sendable {
  /// The call failed.
  case call(RPCFailure)
  /// The reply cannot be read; or, before anything was sent, the request cannot be written.
  case wire(WireError)
  /// The reply is not about what was signed.
  case reply(ReplyError)
}

extension SubmissionProblem: Explainable {
  /// The explanation of the cause.
  public var diagnostic: Diagnostic {
    switch self {
    case .call(let failure): failure.diagnostic
    case .wire(let error): error.diagnostic
    case .reply(let error): error.diagnostic
    }
  }
}

extension RPCFailure {
  /// What a failed submission says about the transaction in it.
  public enum SubmissionVerdict: Hashable, Sendable {
    /// This call did not run it: the request reached nothing that runs transactions.
    case cannotHaveRun
    /// It may run, now or later. Only the chain can tell.
    case unknown
  }

  /// Whether the transaction of a failed ExecuteTransaction call may have run.
  ///
  /// The verdict is about this one call: an earlier call with the same bytes keeps its own. Never
  /// decided by text.
  public var submissionVerdict: SubmissionVerdict {
    switch stage {
    case .notSent: return .cannotHaveRun
    // A transaction that ran and a reply that was lost or spoiled look like this.
    case .sent, .unreadable: return .unknown
    case .answered: break
    }
    switch code {
    // The node names fields while it decodes the request, before anything that runs transactions
    // sees it. Without fields the same code is also the summary of what the validators said after
    // they got the transaction (a coin version that is no longer live).
    case .invalidArgument: return violations.isEmpty ? .unknown : .cannotHaveRun
    // A node without an executor, or no SOMA node at all (HTTP 404).
    case .unimplemented: return .cannotHaveRun
    // The validators hold locks for another transaction; ours may have gathered some of them.
    case .failedPrecondition: return .unknown
    // Finalised with other signatures, or being processed: it runs.
    case .aborted, .alreadyExists: return .unknown
    // Timed out before finality, an epoch change, trouble in the node: it may still be running.
    case .unavailable, .deadlineExceeded, .internal, .cancelled: return .unknown
    // The node never answers a submission so. What an unknown proxy did before it answered is
    // anybody's guess.
    case .notFound, .permissionDenied, .unauthenticated, .resourceExhausted, .outOfRange, .unknown,
      .dataLoss:
      return .unknown
    }
  }

  /// Whether the same read may succeed when it is made again, here or at another node.
  public var isRetryableRead: Bool {
    switch (stage, code) {
    // The same bytes would come again.
    case (.unreadable, _): false
    case (_, .unavailable), (_, .deadlineExceeded), (_, .resourceExhausted), (_, .aborted): true
    // A server that shuts down cancels what it is doing. Our own cancellation is never answered.
    case (.answered, .cancelled): true
    // A proxy that fails, or a cut between the reply and its trailers.
    case (_, .unknown): true
    case (_, .cancelled), (_, .invalidArgument), (_, .notFound), (_, .alreadyExists),
      (_, .permissionDenied), (_, .failedPrecondition), (_, .outOfRange), (_, .unimplemented),
      (_, .internal), (_, .dataLoss), (_, .unauthenticated):
      false
    }
  }
}

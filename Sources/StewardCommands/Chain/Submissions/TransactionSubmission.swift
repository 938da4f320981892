import Custody
import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

/// Sends a signed transaction once and says what is known of it afterwards.
struct TransactionSubmission {
  /// How long to wait for a checkpoint.
  private static let patience = Duration.seconds(30)

  /// When to look an unknown outcome up: a reply alone may have been lost.
  private static let pauses: [Duration] = [.seconds(1), .seconds(2)]

  /// Between two looks for a checkpoint.
  private static let lookUpPause = Duration.milliseconds(200)

  let transaction: SignedTransaction
  let origin: SubmissionOrigin
  let waits: Bool
  let output: OutputOptions
  /// Options for hints, as they were given.
  let nodesHint: String

  /// Sends it and prints what it did.
  ///
  /// The bytes are in a file before the first of them leaves: whatever ends this process, they are not
  /// lost.
  ///
  /// - Throws: `WalletError`, or a `CommandFailure` that explains one better, for everything but success.
  func run(on chain: Chain) async throws {
    let copy = try origin.keep(transaction)
    let isFirst = origin.isFirst(copy)
    let past = isFirst ? nil : await chain.find(transaction)
    if let past, past.checkpoint != nil || !waits {
      return try report(past, past.checkpoint.map { .inCheckpoint($0) } ?? .notAwaited, copy)
    }
    let submission =
      waits
      ? await chain.submit(transaction, awaitingCheckpointFor: Self.patience, isFirst: isFirst)
      : Submission(outcome: await chain.submit(transaction))
    switch submission.outcome {
    case .ran(let executed):
      try report(executed, submission.finality, copy)
    case .cannotHaveRun(let problem) where isFirst:
      copy.removeIfNew()
      throw WalletError.notSubmitted(transaction.data.digest, problem)
    case .cannotHaveRun(let problem):
      if let past { return try report(past, .notSeen, copy) }
      throw await unresolved(
        problem, copy, on: chain,
        remark: "This attempt reached nothing that runs transactions; an earlier one may have.")
    case .unknown(let problem):
      var known = past
      if known == nil { known = await chain.find(transaction, pauses: Self.pauses) }
      guard var known else { throw await unresolved(problem, copy, on: chain) }
      if waits { known = await awaitCheckpoint(of: known, on: chain) }
      guard waits || known.checkpoint != nil else { return try report(known, .notAwaited, copy) }
      try report(known, known.checkpoint.map { .inCheckpoint($0) } ?? .notSeen, copy)
    }
  }

  /// Looks it up until a checkpoint has it, but not for ever.
  private func awaitCheckpoint(
    of executed: ExecutedTransaction, on chain: Chain
  ) async -> ExecutedTransaction {
    var latest = executed
    let end = ContinuousClock.now + Self.patience
    while latest.checkpoint == nil, ContinuousClock.now < end {
      // A cancelled task waits no more; it ran all the same.
      do { try await Task.sleep(for: Self.lookUpPause) } catch { return latest }
      latest = await chain.find(transaction) ?? latest
    }
    return latest
  }

  /// Prints what it did. It ran, so nothing that goes wrong here may lead to a second one.
  private func report(
    _ executed: ExecutedTransaction, _ finality: Submission.Finality, _ copy: SubmissionCopy
  ) throws {
    copy.removeIfNew()
    let digest = transaction.data.digest
    var event = "\(digest) ran in epoch \(executed.effects.executedEpoch) and "
    switch executed.effects.status {
    case .success: event += "succeeded."
    case .failure(let failure): event += "failed: the chain says \(failure.name)."
    }
    try output.write(
      schema: "steward/chain-submission/v1",
      [.init("kind", transaction.data.kind.name), .init("sender", transaction.data.sender)]
        + executed.outputFields + [.init("checkpoint", finality.output)],
      ofEvent: event, shownBy: lookUp)
    if case .failure(let failure) = executed.effects.status {
      let error = WalletError.failed(executed, failure)
      var diagnostic = error.diagnostic
      diagnostic.remedies = failure.remediesByHand
      throw CommandFailure(status: ExitStatus(explaining: error), underlying: diagnostic)
    }
  }

  /// What is not known, and where the bytes are with which it can be found out.
  private func unresolved(
    _ problem: SubmissionProblem, _ copy: SubmissionCopy, on chain: Chain, remark: String? = nil
  ) async -> CommandFailure {
    let error = WalletError.unresolved(transaction, problem)
    var diagnostic = error.diagnostic
    if let remark { diagnostic.detail = remark + "\n" + diagnostic.detail }
    if let rival = await chain.rival(of: transaction) {
      diagnostic.detail +=
        "\nA node shows \(rival.input) as used by another transaction, \(rival.digest). If that is so, "
        + "this one runs no more."
    }
    let advice: String
    switch copy {
    case .file(let path, _):
      advice = "Send the same bytes again; they never run twice:\n    \(submit(shellQuoted(path)))"
    case .elsewhere:
      advice = "Send the same bytes again, here or at another node; they never run twice."
    case .none(let directory):
      // The only copy must not be lost to a full disk.
      diagnostic.detail +=
        "\nThe signed transaction could not be written to \(directory), so here it is:\n"
        + SignedTransactionFile.text(of: transaction)
      advice =
        "Put it into a file and send the same bytes again; they never run twice:\n"
        + "    \(submit("FILE"))"
    }
    diagnostic.remedies = [
      advice, "Look it up; not to be found is no proof that it did not run:\n    \(lookUp)",
    ]
    return CommandFailure(status: ExitStatus(explaining: error), underlying: diagnostic)
  }

  private func submit(_ file: String) -> String { "steward tx submit --file \(file)\(nodesHint)" }

  private var lookUp: String {
    "steward chain transaction \(transaction.data.digest)\(nodesHint)"
  }
}

extension Submission.Finality {
  /// The number of the checkpoint, or in words why there is none.
  fileprivate var output: OutputValue {
    switch self {
    case .notAwaited: .described("not awaited", .null)
    case .inCheckpoint(let number):
      number.map { .number($0.rawValue) } ?? .described("in a checkpoint", .null)
    case .notSeen: .described("none seen yet: it ran, but balances may lag", .null)
    }
  }
}

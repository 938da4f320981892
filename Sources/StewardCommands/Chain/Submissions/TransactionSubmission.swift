import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

/// Sends a signed transaction once and says what is known of it afterwards.
struct TransactionSubmission {
  /// How long to wait for a checkpoint.
  private static let patience = Duration.seconds(30)

  let transaction: SignedTransaction
  /// Where the bytes go if the outcome is not known; `nil` when they are in a file already.
  let saveDirectory: String?
  let waits: Bool
  let output: OutputOptions

  /// Sends it and prints what it did.
  ///
  /// - Throws: `WalletError`, for everything but success.
  func run(on chain: Chain) async throws {
    let submission =
      waits
      ? await chain.submit(transaction, awaitingCheckpointFor: Self.patience)
      : Submission(outcome: await chain.submit(transaction))
    switch submission.outcome {
    case .cannotHaveRun(let problem):
      throw WalletError.notSubmitted(transaction.data.digest, problem)
    case .unknown(let problem):
      throw unresolved(problem)
    case .ran(let executed):
      let kind = OutputValue.Field("kind", transaction.data.kind.name)
      try output.write(
        schema: "steward/chain-submission/v1",
        [kind, .init("sender", transaction.data.sender)] + executed.outputFields
          + [.init("checkpoint", submission.finality.output)])
      if case .failure(let failure) = executed.effects.status {
        throw WalletError.failed(executed, failure)
      }
    }
  }

  /// What is not known, and where the bytes are with which it can be found out.
  private func unresolved(_ problem: SubmissionProblem) -> any Error {
    let error = WalletError.unresolved(transaction, problem)
    guard let saveDirectory else { return error }
    var diagnostic = error.diagnostic
    do {
      let path = try SignedTransactionFile.save(transaction, in: saveDirectory)
      diagnostic.remedies.insert(
        "Send the same bytes again; they never run twice:\n    steward tx submit --file \(path)",
        at: 0)
    } catch {
      // The only copy must not be lost to a full disk.
      diagnostic.detail +=
        "\nThe signed transaction could not be written to \(saveDirectory), so here it is:\n"
        + SignedTransactionFile.text(of: transaction)
      diagnostic.remedies.insert(
        "Put it into a file and send the same bytes again; they never run twice:\n"
          + "    steward tx submit --file FILE", at: 0)
    }
    return CommandFailure(status: ExitStatus(explaining: error), underlying: diagnostic)
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

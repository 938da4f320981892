public import Diagnostics
public import SomaTypes
public import SomaWire

/// Why a transaction of a wallet did not do what it was to do.
public enum WalletError: Error, Sendable {
  /// The signer signed something else, for another account, or badly. Nothing was sent.
  case badSignature(signer: SomaAddress)
  /// A coin in it belongs to another transaction that may still run. Nothing was sent.
  case coinsInUse(by: TransactionDigest)
  /// It was not sent, or reached nothing that runs transactions.
  case notSubmitted(TransactionDigest, SubmissionProblem)
  /// It may have run or may run later. Its coins stay out of use in this ``Wallet``.
  case unresolved(SignedTransaction, SubmissionProblem)
  /// It ran, paid its base fee and failed.
  case failed(ExecutedTransaction, ExecutionFailure)

  /// The transaction that it is about, if one was made.
  public var digest: TransactionDigest? {
    switch self {
    case .badSignature, .coinsInUse: nil
    case .notSubmitted(let digest, _): digest
    case .unresolved(let transaction, _): transaction.data.digest
    case .failed(let executed, _): executed.effects.transactionDigest
    }
  }
}

extension WalletError: Explainable {
  /// The explanation, with what is at risk.
  public var diagnostic: Diagnostic {
    switch self {
    case .badSignature(let signer):
      Diagnostic(
        code: "submission.badSignature", summary: "The signer did not sign what it was given",
        detail: "The signature is not a valid one of \(signer) over this transaction. Nothing was "
          + "sent.",
        remedies: ["Check which key the signer uses."])
    case .coinsInUse(let other):
      Diagnostic(
        code: "submission.coinsInUse", summary: "A coin is in another transaction",
        detail: "\(other) uses it, and its outcome is not known. Two transactions over one coin "
          + "can make it unusable until the epoch ends. Nothing was sent.",
        remedies: [
          "Look the other one up, or submit it again:\n    steward chain transaction \(other)"
        ])
    case .notSubmitted(let digest, let problem):
      explain(
        "notSubmitted", problem.diagnostic, "A transaction was not submitted",
        "\(digest) did not run: nothing that runs transactions has seen it. No money has moved.")
    case .unresolved(let transaction, let problem):
      explain(
        "unresolved", problem.diagnostic, "The outcome of a transaction is not known",
        "\(transaction.data.digest) may have run, or may run later. Until that is known, signing "
          + "anything else over its coins can make them unusable until the epoch ends.",
        remedies: [
          "Look it up; not to be found is no proof that it did not run:\n"
            + "    steward chain transaction \(transaction.data.digest)"
        ], advisesAsCause: false)
    case .failed(let executed, let failure):
      explain(
        "failed", failure.diagnostic, "A transaction failed",
        "\(executed.effects.transactionDigest) ran in epoch \(executed.effects.executedEpoch), "
          + "failed, and paid \(executed.effects.fee.totalFee).")
    }
  }

  /// What happened, then why.
  private func explain(
    _ name: String, _ cause: Diagnostic, _ summary: String, _ detail: String,
    remedies: [String] = [], advisesAsCause: Bool = true
  ) -> Diagnostic {
    Diagnostic(
      code: "submission.\(name)", summary: summary,
      detail: "\(detail)\n\(cause.summary): \(cause.detail) (\(cause.code))",
      // To try a call again is harmless; to try a transaction again is not.
      remedies: remedies + (advisesAsCause ? cause.remedies : []))
  }
}

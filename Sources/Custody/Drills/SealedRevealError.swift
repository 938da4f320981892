public import Diagnostics
public import SomaTypes

/// Why the signed bytes of a reveal cannot be had from the journal.
public enum SealedRevealError: Error, Equatable, Sendable {
  /// The journal key is another one, or the bytes were changed.
  case notOpened(TransactionDigest)
}

extension SealedRevealError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .notOpened(let transaction):
      Diagnostic(
        code: "reveal.notOpened", summary: "A signed reveal cannot be opened",
        detail: "Transaction \(transaction) was sealed under another master, or was changed.",
        remedies: [
          "Name the keyring that it was signed with. Key and embedding are not lost: they are in the"
            + " packet."
        ])
    }
  }
}

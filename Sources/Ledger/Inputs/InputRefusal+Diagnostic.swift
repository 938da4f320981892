public import Diagnostics
import SomaTypes

extension InputRefusal: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    let (name, fact) = explanation
    return Diagnostic(
      code: "ledger.\(name)", summary: "The chain refused a transaction before execution",
      detail: fact, remedies: [remedy])
  }

  private var remedy: String {
    switch self {
    case .invalidSignature, .systemTransaction:
      "Sign the transaction again with the sender's key."
    case .haltedAtEpochEnd:
      "Send the same bytes again in the next epoch."
    case .locked:
      "Wait for the transaction that holds the lock, or for the next epoch."
    case .supplyNotConserved:
      "Report this as a defect, with the log."
    case .duplicateInput, .objectNotFound, .versionUnavailable, .invalidVersion, .digestMismatch,
      .noGasPayment, .gasNotAddressOwned, .gasNotACoin, .wrongOwner, .notOwnedObject, .tooLarge:
      "Read the objects anew and build the transaction with what is there now."
    }
  }

  /// The last part of the code, and the fact in one sentence.
  private var explanation: (name: String, fact: String) {
    switch self {
    case .invalidSignature:
      ("signature", "The signature is not a valid one of the sender.")
    case .systemTransaction(let kind):
      ("systemTransaction", "Only validators make \(kind) transactions.")
    case .haltedAtEpochEnd:
      ("halted", "The epoch is being closed.")
    case .duplicateInput(let id):
      ("duplicateInput", "Object \(id) is named more than once.")
    case .objectNotFound(let id, nil):
      ("objectNotFound", "There is no shared object \(id).")
    case .objectNotFound(let id, let version?):
      ("objectNotFound", "There is no object \(id) of version \(version).")
    case .versionUnavailable(let provided, let current):
      (
        "versionUnavailable",
        "Object \(provided.id) of version \(provided.version) is used up; it has version \(current)."
      )
    case .invalidVersion(let reference):
      ("invalidVersion", "Object \(reference.id) cannot have version \(reference.version).")
    case .digestMismatch(let provided, let expected):
      (
        "digestMismatch",
        "Object \(provided.id) of version \(provided.version) has digest \(expected), not "
          + "\(provided.digest)."
      )
    case .noGasPayment:
      ("noGasPayment", "There is no gas coin.")
    case .gasNotAddressOwned(let id):
      ("gasNotAddressOwned", "Gas object \(id) belongs to no account.")
    case .gasNotACoin(let id, let actual):
      ("gasNotACoin", "Gas object \(id) is a \(actual.rawValue).")
    case .wrongOwner(let id, let owner, let sender):
      ("wrongOwner", "Object \(id) belongs to \(owner), not to the sender \(sender).")
    case .notOwnedObject(let id):
      ("notOwnedObject", "Object \(id) is shared.")
    case .locked(let reference, let digest):
      (
        "locked",
        "Object \(reference.id) of version \(reference.version) is locked by transaction \(digest)."
      )
    case .tooLarge(let byteCount, let limit):
      ("tooLarge", "The transaction has \(byteCount) bytes, and \(limit) are allowed.")
    case .supplyNotConserved(let difference):
      ("supplyNotConserved", "The supply would have changed by \(difference) shannons.")
    }
  }
}

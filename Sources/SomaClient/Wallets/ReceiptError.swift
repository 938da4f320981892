public import Diagnostics
public import SomaTypes

/// Why stake was not withdrawn: nothing was signed.
public enum ReceiptError: Error, Equatable, Sendable {
  /// The object is something else than a receipt of stake.
  case notAReceipt(ObjectID)
}

extension ReceiptError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .notAReceipt(let id):
      Diagnostic(
        code: "stake.notAReceipt", summary: "An object is not a receipt of stake",
        detail: "\(id) is something else. Nothing was signed or sent.",
        remedies: ["List the receipts:\n    steward wallet stakes"])
    }
  }
}

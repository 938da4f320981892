public import Diagnostics

/// Why a ledger did not accept an input.
public enum LedgerRefusal: Error, Equatable, Sendable {
  /// A transaction.
  case input(InputRefusal)
  /// A boundary.
  case boundary(BoundaryRefusal)
}

extension LedgerRefusal: Explainable {
  /// The explanation of the inner refusal.
  public var diagnostic: Diagnostic {
    switch self {
    case .input(let refusal): refusal.diagnostic
    case .boundary(let refusal): refusal.diagnostic
    }
  }
}

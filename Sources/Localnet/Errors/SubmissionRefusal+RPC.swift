import GRPCCore
import Ledger
import SomaTypes

extension SubmissionRefusal {
  /// The status and text of a node. Source: CHAIN.md 7.2; `rpc/src/api/error.rs`;
  /// `authority/src/transaction_driver/error.rs`.
  func rpcError(validators: String) -> RPCError {
    switch self {
    case .refused(let refusal):
      switch refusal {
      case .invalidSignature:
        RPCError(.invalidArgument, "Invalid user signature: \(refusal.nodeText)")
      case .locked:
        RPCError(
          .failedPrecondition,
          "Transaction is rejected as invalid by more than 1/3 of validators by stake "
            + "(non-retriable). Non-retriable errors: [\(refusal.nodeText) { \(validators) } with "
            + "10000 stake].")
      case .supplyNotConserved:
        RPCError(.internalError, refusal.nodeText)
      default:
        RPCError(.invalidArgument, refusal.nodeText)
      }
    case .timedOut(let attempts, let patience, let last):
      RPCError(
        .unavailable,
        "Transaction timed out before finality could be reached. Attempts: \(attempts) & timeout: "
          + "\(patience.debugText). Last error: "
          + (last.map { refusal in
            "Transaction processing aborted (retriable with another submission). Retriable "
              + "errors: [\(refusal.nodeText) { \(validators) } with 10000 stake]."
          } ?? ""))
    case .stopped:
      RPCError(.unavailable, "the localnet is ending")
    }
  }
}

extension Committee {
  /// The validators as errors name them.
  var conciseNames: String {
    names.map { "k#\($0.publicKey.description.prefix(8)).." }.joined(separator: ", ")
  }
}

extension Duration {
  /// As the node's language prints it: `90s`, `1.5s`, `200ms`.
  fileprivate var debugText: String {
    let milliseconds = self / .milliseconds(1)
    return milliseconds < 1000
      ? "\(Int(milliseconds))ms"
      : milliseconds.truncatingRemainder(dividingBy: 1000) == 0
        ? "\(Int(milliseconds / 1000))s" : "\(milliseconds / 1000)s"
  }
}

public import Diagnostics

/// Why no coin can pay. Nothing was sent.
public enum CoinSelectionError: Error, Equatable, Sendable {
  /// The account has no coin that can be used.
  case noCoin
  /// One coin must hold `needed`, fees included, and the one that would be used does not.
  case tooPoor(needed: Amount, richest: Amount, total: Amount)
  /// Fees must come from a second coin, because a shortage would leave the first one unusable until
  /// the epoch ends.
  case noSecondCoin(needed: Amount)
  /// What was asked for is not the account's, or another transaction uses it or has used it.
  case notAmong(ObjectID)
  /// There are fewer than two coins to merge.
  case nothingToMerge(count: Int)
}

extension CoinSelectionError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .noCoin:
      diagnostic(
        "noCoin", "There is no coin to pay with", "The account has no coin that can be used now.",
        ["Send SOMA to the address, or on a local chain or testnet:\n    steward wallet faucet"])
    case .tooPoor(let needed, let richest, let total):
      diagnostic(
        "tooPoor", "No coin holds enough",
        "One coin must hold \(needed), fees included; the one that would be used holds "
          + "\(richest), all coins together \(total).",
        total >= needed
          ? ["Merge the coins, then try again:\n    steward chain merge"]
          : ["Send SOMA to the address, or use a smaller amount."])
    case .noSecondCoin(let needed):
      diagnostic(
        "noSecondCoin", "A second coin is needed for fees",
        "Fees of up to \(needed) must come from another coin than the one that is used up: a "
          + "shortage would leave that one unusable until the epoch ends.",
        [
          "Split off a coin by paying yourself, then try again:"
            + "\n    steward chain pay YOUR-ADDRESS=0.1SOMA"
        ])
    case .notAmong(let id):
      diagnostic(
        "notAmong", "An object cannot be used",
        "\(id) is not the account's, or another transaction uses it or has used it.",
        ["List the coins:\n    steward wallet coins"])
    case .nothingToMerge(let count):
      diagnostic(
        "nothingToMerge", "There is nothing to merge",
        "Merging takes two coins; the account has \(count) that can be used.", [])
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "coins.\(name)", summary: summary, detail: detail, remedies: remedies)
  }
}

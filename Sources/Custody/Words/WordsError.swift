public import Diagnostics
public import SomaCrypto
public import SomaTypes

/// Why some words are not the master that is needed. No word is part of the error.
public enum WordsError: Error, Equatable, Sendable {
  /// They are words of BIP-39, but of another master.
  case wrongWords(expected: MasterID, found: MasterID)
  /// They are the words of a wallet of the owner.
  case isWallet(SomaAddress)
  /// They are words of BIP-39, but not 24.
  case wrongWordCount(Int)
  /// They are not words of BIP-39, or do not belong together.
  case badPhrase(MnemonicError)
  /// A word that was asked for is another one, counted from 1.
  case notConfirmed(position: Int)
}

extension WordsError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .wrongWords(let expected, let found):
      diagnostic(
        "wrongWords", "These are the words of another master",
        "Master \(expected) is expected; the words are those of master \(found).",
        "Look for the paper that says \(expected), or name the master that these words belong to:\n"
          + "    --master-id \(found)")
    case .isWallet(let address):
      diagnostic(
        "isWallet", "These are the words of a wallet",
        "They control the account \(address). A master of Steward is no wallet and must not be one.",
        "Look for the paper that says \"Steward master\". Do not type the words of a wallet here.")
    case .wrongWordCount(let count):
      diagnostic(
        "wrongWordCount", "These are not the words of a master",
        "There are \(count) words; a master has \(Master.wordCount).",
        "Look for the paper that says \"Steward master\"; it has six lines of four words.")
    case .badPhrase(let error):
      Diagnostic(
        code: "words.badPhrase", summary: "The words are not right",
        detail: error.diagnostic.detail, remedies: error.diagnostic.remedies)
    case .notConfirmed(let position):
      diagnostic(
        "notConfirmed", "The words were not confirmed", "Word \(position) is another one.",
        "Compare what you wrote with what is shown, and run the command again.")
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(code: "words.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}

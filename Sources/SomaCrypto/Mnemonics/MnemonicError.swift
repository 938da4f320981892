public import Diagnostics

/// Why some words are not a BIP-39 phrase. The words are never part of the error.
public enum MnemonicError: Error, Equatable, Sendable {
  /// Another number of words than 12, 15, 18, 21 or 24.
  case wrongWordCount(Int)
  /// A word that is not in the English list, counted from 1.
  case unknownWord(position: Int)
  /// All words are in the list, but they do not belong together in this order.
  case wrongChecksum
  /// Entropy of another length than 16, 20, 24, 28 or 32 bytes.
  case wrongEntropyCount(Int)
}

extension MnemonicError: Explainable {
  /// The explanation, without any word.
  public var diagnostic: Diagnostic {
    switch self {
    case .wrongWordCount(let count):
      diagnostic(
        "wrongWordCount", "It has \(count) words; 12, 15, 18, 21 or 24 are possible.",
        remedy: "Compare with the written phrase: a word may be missing or split.")
    case .unknownWord(let position):
      diagnostic(
        "unknownWord", "Word \(position) is not in the English BIP-39 list.",
        remedy: "Check the spelling of word \(position); all words are whole and in lower case.")
    case .wrongChecksum:
      diagnostic(
        "wrongChecksum", "Every word is in the list, but the checksum does not match.",
        remedy: "Compare the words and their order with the written phrase.")
    case .wrongEntropyCount(let count):
      diagnostic(
        "wrongEntropyCount", "\(count) bytes cannot be written as words.",
        remedy: "Give 16, 20, 24, 28 or 32 bytes.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String, remedy: String) -> Diagnostic {
    Diagnostic(
      code: "mnemonic.\(name)", summary: "A recovery phrase is not valid", detail: detail,
      remedies: [remedy])
  }
}

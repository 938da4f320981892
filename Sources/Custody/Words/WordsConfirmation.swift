public import SomaCrypto

/// The question whether somebody really wrote the words down: some of them are asked for.
public struct WordsConfirmation: Equatable, Sendable {
  /// Which words are asked for, counted from 1, ascending.
  public let positions: [Int]

  /// Chooses the words.
  ///
  /// - Parameters:
  ///   - count: How many, `1...24`.
  ///   - generator: The source of chance.
  public init(count: Int = 3, using generator: inout some RandomNumberGenerator) {
    let all = Array(1...Master.wordCount).shuffled(using: &generator)
    positions = all.prefix(min(max(count, 1), all.count)).sorted()
  }

  /// Checks one answer.
  ///
  /// - Parameters:
  ///   - answer: What was typed; white space around it and its case do not matter.
  ///   - position: Which word it should be, one of ``positions``.
  ///   - words: All words, from ``Master/words()``.
  /// - Throws: ``WordsError/notConfirmed(position:)``.
  public func check(
    _ answer: borrowing SecretBytes, at position: Int, in words: borrowing SecretBytes
  ) throws(WordsError) {
    let isRight = words.withUnsafeBytes { words in
      answer.withUnsafeBytes { answer in
        let ranges = Array(TextWords(words))
        guard ranges.indices.contains(position - 1) else { return false }
        let word = words[ranges[position - 1]]
        return word.elementsEqual(
          TextWords.trimmed(answer).lazy.map {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
          })
      }
    }
    guard isRight else { throw .notConfirmed(position: position) }
  }
}

public import Diagnostics
public import SomaCrypto

/// What is wrong with a page that was typed off. No word is part of the error.
public struct PaperError: Error, Equatable, Sendable {
  /// What is wrong with a line.
  public enum Fault: Equatable, Sendable {
    /// The line is not there.
    case missing
    /// The line is there twice.
    case repeated
    /// It does not have four words and two letters; how many parts it has behind its number.
    case wrongCount(Int)
    /// A word is not in the English list of BIP-39, counted from 1 in the line.
    case unknownWord(Int)
    /// All words are in the list, but the letters say that one is another, or their order.
    case wrongLetters
  }

  /// The line, `1...6`.
  public var line: Int
  /// What is wrong with it.
  public var fault: Fault

  /// Creates an error.
  public init(line: Int, _ fault: Fault) {
    self.line = line
    self.fault = fault
  }
}

extension PaperBackup {
  /// The words of a page that somebody typed off: lines that begin with a number from 1 to 6, in any
  /// order; all others are left out.
  ///
  /// - Returns: 24 words with single spaces, for ``Master/init(words:id:wallets:)``.
  /// - Throws: ``PaperError`` for the first line that is wrong; `CryptoError.noGuardedMemory`.
  public static func words(typed page: borrowing SecretBytes) throws -> SecretBytes {
    // In lower case, so that nobody has to think of it; the letters are compared likewise.
    let lowercase = try SecretBytes(count: page.count) { target in
      page.withUnsafeBytes { source in
        for index in source.indices {
          let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(source[index])
          target[index] = isUpper ? source[index] | 0x20 : source[index]
        }
      }
    }
    return try SecretWriter.write(limit: lowercase.count + 1) { writer in
      try lowercase.withUnsafeBytes { try read($0, into: &writer) }
    }
  }

  private static func read(
    _ page: UnsafeRawBufferPointer, into writer: inout SecretWriter
  ) throws(PaperError) {
    var lines: [Int: [UnsafeRawBufferPointer]] = [:]
    for line in page.split(separator: UInt8(ascii: "\n")) {
      let bytes = UnsafeRawBufferPointer(rebasing: line)
      let parts = TextWords(bytes).map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
      guard let first = parts.first, first.count == 1,
        let number = Hex.value(of: first[0]).map(Int.init), (1...lineCount).contains(number)
      else { continue }
      guard lines.updateValue(Array(parts.dropFirst()), forKey: number) == nil else {
        throw PaperError(line: number, .repeated)
      }
    }
    for number in 1...lineCount {
      guard let parts = lines[number] else { throw PaperError(line: number, .missing) }
      var content = try content(of: parts, number)
      if number > 1 { writer.append(" ") }
      writer.append(content)
      wipe(&content)
    }
  }

  /// The words of a line with single spaces, for one use: the caller wipes them.
  private static func content(
    of parts: [UnsafeRawBufferPointer], _ number: Int
  ) throws(PaperError) -> [UInt8] {
    guard parts.count == wordsPerLine + 1 else {
      throw PaperError(line: number, .wrongCount(parts.count))
    }
    for (index, word) in parts.prefix(wordsPerLine).enumerated()
    where EnglishWords.number(of: word) == nil {
      throw PaperError(line: number, .unknownWord(index + 1))
    }
    let content = Array(parts.prefix(wordsPerLine).joined(separator: [UInt8(ascii: " ")]))
    let letters = content.withUnsafeBytes { check(number, $0) }
    guard letters.map({ $0 | 0x20 }).elementsEqual(parts[wordsPerLine].map { $0 | 0x20 }) else {
      throw PaperError(line: number, .wrongLetters)
    }
    return content
  }
}

extension PaperError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch fault {
    case .missing: diagnostic("missing", "is not there.")
    case .repeated: diagnostic("repeated", "is there twice.")
    case .wrongCount(let count):
      diagnostic("wrongCount", "has \(count) parts behind its number: four words and two letters.")
    case .unknownWord(let position):
      diagnostic("unknownWord", "has a word \(position) that is not in the English BIP-39 list.")
    case .wrongLetters:
      diagnostic(
        "wrongLetters", "has words of the list, but its two letters do not belong to them.")
    }
  }

  private func diagnostic(_ name: String, _ fact: String) -> Diagnostic {
    Diagnostic(
      code: "paper.\(name)", summary: "A line of the page is not right",
      detail: "Line \(line) \(fact)",
      remedies: ["Compare line \(line) with the paper, word by word; the others need no look yet."])
  }
}

/// Splits a line into words as a POSIX shell does, without doing anything else that a shell does.
///
/// Source: `botocore/utils.py` takes Python's `shlex.split` for `credential_process`.
package enum ShellWords {
  /// Splits a line.
  ///
  /// - Returns: `nil` when a quote or a backslash has no end.
  package static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = line.makeIterator()
    while let character = characters.next() {
      switch (quote, character) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case ("\"", "\\"):
        guard let next = characters.next() else { return nil }
        // Only these lose their backslash there.
        word = (word ?? "") + (next == "\"" || next == "\\" ? "" : "\\") + String(next)
      case (.some, _): word = (word ?? "") + String(character)
      case (nil, "'"), (nil, "\""):
        quote = character
        word = word ?? ""
      case (nil, "\\"):
        guard let next = characters.next() else { return nil }
        word = (word ?? "") + String(next)
      case (nil, " "), (nil, "\t"), (nil, "\r"), (nil, "\n"), (nil, "\r\n"):
        if let finished = word { words.append(finished) }
        word = nil
      case (nil, _): word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    if let word { words.append(word) }
    return words
  }
}

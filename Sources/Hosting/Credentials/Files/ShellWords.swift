/// Splits a line into words as a POSIX shell does, without doing anything else that a shell does.
///
/// Source: `botocore/utils.py` takes Python's `shlex.split` for `credential_process`.
package enum ShellWords {
  /// Splits a line.
  ///
  /// - Returns: `nil` when a quote or a backslash has no end.
  package static func split(_ line: String) -> [String]? {
    var words: [String] = []
    // By scalars and not by characters: a quote is one also before an accent.
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var scalars = line.unicodeScalars.makeIterator()
    func add(_ scalar: Unicode.Scalar) {
      var longer = word ?? String.UnicodeScalarView()
      word = nil  // so that the text is not copied
      longer.append(scalar)
      word = longer
    }

    while let scalar = scalars.next() {
      switch (quote, scalar) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case ("\"", "\\"):
        guard let next = scalars.next() else { return nil }
        // Only these lose their backslash there.
        if next != "\"", next != "\\" { add("\\") }
        add(next)
      case (.some, _): add(scalar)
      case (nil, "'"), (nil, "\""):
        quote = scalar
        word = word ?? String.UnicodeScalarView()
      case (nil, "\\"):
        guard let next = scalars.next() else { return nil }
        add(next)
      case (nil, " "), (nil, "\t"), (nil, "\r"), (nil, "\n"):
        if let finished = word { words.append(String(finished)) }
        word = nil
      case (nil, _): add(scalar)
      }
    }
    guard quote == nil else { return nil }
    if let word { words.append(String(word)) }
    return words
  }
}

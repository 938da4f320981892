/// Lines for a terminal of a given width, counted in characters.
enum TextLayout {
  /// Breaks a text between words, and words that are longer than a line anywhere.
  ///
  /// - Returns: At least one line, none longer than `width`.
  static func wrap(_ text: String, width: Int) -> [String] {
    let width = max(width, 1)
    var lines: [String] = []
    var line = ""
    var room = width
    for word in text.split(separator: " ") {
      var word = word
      let gap = line.isEmpty ? 0 : 1
      if word.count + gap <= room {
        line += (gap == 1 ? " " : "") + word
        room -= word.count + gap
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while word.count > width {
        lines.append(String(word.prefix(width)))
        word = word.dropFirst(width)
      }
      line = String(word)
      room = width - word.count
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// Texts side by side, each wrapped in a column of its width, with two spaces between them.
  static func columns(_ cells: [(text: String, width: Int)]) -> [String] {
    let wrapped = cells.map { wrap($0.text, width: $0.width) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { row in
      var line = ""
      for (column, cell) in zip(wrapped, cells) {
        let text = row < column.count ? column[row] : ""
        line += text + String(repeating: " ", count: max(cell.width - text.count, 0) + 2)
      }
      return trimmed(line)
    }
  }

  /// Without spaces at the end.
  static func trimmed(_ line: String) -> String {
    String(line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)])
  }
}

/// The few colours of a plan.
enum TextColor: String {
  case plain = "0"
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"

  /// The text in this colour, or as it is.
  func paint(_ text: String, if isWanted: Bool) -> String {
    isWanted && self != .plain ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}

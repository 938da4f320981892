import Diagnostics

/// The lines of a file: what is wrong with them before they are YAML, and how they may be shown.
struct ManifestText {
  private let file: ManifestFile
  private let lines: [Range<Int>]

  init(_ file: ManifestFile) {
    self.file = file
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(start..<index)
      start = index + 1
    }
    if start < file.bytes.count { lines.append(start..<file.bytes.count) }
    self.lines = lines
  }

  private func text(_ index: Int) -> String {
    let line = String(decoding: file.bytes[lines[index]], as: UTF8.self)
    return line.hasSuffix("\r") ? String(line.dropLast()) : line
  }

  private func place(_ index: Int, column: Int = 1) -> Place {
    Place(file: file.name, line: index + 1, column: column)
  }

  /// Lines that a merge left behind. A file with one is not looked at any further: both halves are in it.
  var conflictMarkers: [ManifestProblem] {
    let markers = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map { Array($0.utf8) }
    let found = lines.indices.filter { index in
      let line = file.bytes[lines[index]]
      guard let first = line.first, line.count >= 7, "<|=>".utf8.contains(first),
        let marker = markers.first(where: { line.starts(with: $0) })
      else { return false }
      let rest = line.dropFirst(marker.count)
      return rest.isEmpty || rest.first == UInt8(ascii: " ") || rest.first == UInt8(ascii: "\r")
    }
    // A row of equals signs alone may be anything.
    guard found.contains(where: { file.bytes[lines[$0].lowerBound] != UInt8(ascii: "=") }) else {
      return []
    }
    return found.map { problem(.conflictMarker, at: place($0)) }
  }

  /// Secrets that are beyond doubt wherever they are, in comments too.
  var secrets: [ManifestProblem] {
    let phrases = phraseLines
    return lines.indices.compactMap { index in
      guard let kind = phrases.contains(index) ? .phrase : secret(in: index) else { return nil }
      let column = file.bytes[lines[index]].prefix { $0 == UInt8(ascii: " ") }.count + 1
      return problem(.secret(kind), at: place(index, column: column))
    }
  }

  private func secret(in index: Int) -> PastedSecret? {
    guard lines[index].count >= 16 else { return nil }
    let text = text(index)
    return PastedSecret(line: text) ?? PastedSecret(commentOf: text)
  }

  /// Lines of comments that make a phrase together, as on paper: nothing but words of one, numbers and letters
  /// that check. Values are looked at whole.
  private var phraseLines: Set<Int> {
    var found: Set<Int> = []
    var block: [Int] = []
    var count = 0
    for index in lines.indices {
      let isComment = file.bytes[lines[index]].first { $0 > 0x20 }.map { $0 == UInt8(ascii: "#") }
      guard isComment != false, let words = PastedSecret.phraseWordCount(text(index)) else {
        if count >= PastedSecret.phraseLength { found.formUnion(block) }
        block = []
        count = 0
        continue
      }
      if words > 0 { block.append(index) }
      count += words
    }
    return count >= PastedSecret.phraseLength ? found.union(block) : found
  }

  /// Values under keys that are called like secrets, for a file whose values cannot be read.
  var namedSecrets: [ManifestProblem] {
    lines.indices.compactMap { index in
      let text = text(index)
      guard let (key, value) = Self.entry(in: text), PastedSecret.isSecretName(String(key)),
        let first = value.first, !"{[|>&*#".contains(first)
      else { return nil }
      let column =
        text.unicodeScalars.distance(
          from: text.startIndex, to: value.startIndex) + 1
      return problem(.secret(.named), at: place(index, column: column))
    }
  }

  /// The key and the value of a line such as `  - key: value`.
  private static func entry(in line: String) -> (key: Substring, value: Substring)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let key = line[..<colon].drop { !$0.isLetter }.prefix { $0.isLetter || "-_".contains($0) }
    return (key, line[line.index(after: colon)...].drop { $0 == " " })
  }

  /// A last line without a line break.
  var truncation: ManifestProblem? {
    guard let last = lines.indices.last, file.bytes.last != UInt8(ascii: "\n") else { return nil }
    let column = text(last).unicodeScalars.count + 1
    return problem(.truncated, at: place(last, column: column))
  }

  /// The first line up to `line` that is indented with a tab.
  func tab(upToLine line: Int?) -> ManifestProblem? {
    for index in lines.indices.prefix(line ?? lines.count) {
      let indent = file.bytes[lines[index]].prefix { $0 == UInt8(ascii: " ") }.count
      let start = lines[index].lowerBound + indent
      guard lines[index].count > indent, file.bytes[start] == UInt8(ascii: "\t") else { continue }
      return problem(.tab, at: place(index, column: indent + 1))
    }
    return nil
  }

  private func problem(_ reason: ManifestProblem.Reason, at place: Place) -> ManifestProblem {
    ManifestProblem(reason, at: place)
  }

  /// The line of a place, with everything masked that could be a secret; nothing of a line that may belong to
  /// one of several lines, nor of one that no person wrote.
  func sourceLine(at place: Place) -> SourceLine? {
    guard let line = place.line, let column = place.column, lines.indices.contains(line - 1),
      lines[line - 1].count <= 1 << 14
    else { return nil }
    let text = text(line - 1)
    guard !isInsidePEM(line - 1), !followsSecretName(line - 1),
      !PastedSecret.isPieceOfPhrase(text)
    else { return nil }
    return SourceLine(SecretMask.masked(text), column: column)
  }

  /// Whether the line before is a key called like a secret whose value has not begun.
  private func followsSecretName(_ index: Int) -> Bool {
    guard index > 0, let (key, value) = Self.entry(in: text(index - 1)) else { return false }
    let isOpen = value.isEmpty || "|>".contains(value.prefix(1))
    // `secret:` with a place below it is as it should be.
    return isOpen && PastedSecret.isSecretName(String(key)) && Self.entry(in: text(index)) == nil
  }

  /// Whether a line is between `-----BEGIN` and `-----END`, or one of those.
  private func isInsidePEM(_ index: Int) -> Bool {
    let dashes = Array("-----".utf8)
    func has(_ word: String, _ line: Int) -> Bool {
      file.bytes[lines[line]].firstRange(of: dashes + Array(word.utf8)) != nil
    }
    for line in stride(from: index, through: max(0, index - 200), by: -1) {
      if has("BEGIN", line) { return true }
      if has("END", line), line < index { return false }
    }
    return false
  }
}

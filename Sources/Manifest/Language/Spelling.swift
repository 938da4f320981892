/// Guesses what was meant by a word that does not exist.
enum Spelling {
  /// The word that differs least from `word`, if that is little.
  ///
  /// - Returns: `nil` when nothing is near: half of the characters may differ, but no more than three. Of words
  ///   that are equally near, the first.
  static func nearest(to word: String, among words: [String]) -> String? {
    if let other = otherWords[word], words.contains(other) { return other }
    let typed = Array(word.lowercased().unicodeScalars.prefix(64))
    let allowed = min(3, max(1, typed.count / 3))
    var best: (word: String, distance: Int)?
    for candidate in words {
      let distance = distance(typed, Array(candidate.lowercased().unicodeScalars))
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// What other tools and other people call our keys.
  private static let otherWords = [
    "hosting": "host", "signer": "wallet", "owner": "wallet", "publicUrl": "publicBaseURL",
    "retire": "lifecycle", "state": "lifecycle",
  ]

  /// How many insertions, deletions, replacements and swaps of neighbours turn one text into the other.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          last[column] + (scalar == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}

extension RecordShape {
  /// Where in this record there is a field of this name: the place nearest to the top, if it is the only one there.
  func path(to name: String) -> String? {
    let paths = paths(to: name, below: []).sorted { $0.count < $1.count }
    guard let first = paths.first, paths.dropFirst().first?.count != first.count else { return nil }
    return first.joined(separator: ".")
  }

  private func paths(to name: String, below prefix: [String]) -> [[String]] {
    fields.flatMap { field in
      let path = prefix + [field.name]
      return (field.name == name ? [path] : [])
        + field.shape.records.flatMap { $0.paths(to: name, below: path) }
    }
  }
}

extension Shape {
  /// The records that a value of this shape may be.
  var records: [RecordShape] {
    switch self {
    case .record(let record): [record]
    case .either(let shapes): shapes.flatMap(\.records)
    case .text, .choice, .integer, .list, .any: []
    }
  }
}

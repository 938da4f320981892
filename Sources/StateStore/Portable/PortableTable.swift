/// A table of which an export has rows, and how a row of an export is joined with ours.
struct PortableTable: Sendable {
  /// What becomes of a column when both have the row.
  enum Rule: Sendable {
    /// Two different values contradict each other.
    case fixed
    /// Ours stays.
    case kept
    /// Whichever is there; two different values contradict each other.
    case once
    /// The greater number; one that is missing is less than any.
    case greatest
    /// The smaller number; one that is missing is more than any.
    case least
    /// It comes with the state of the row; two values for one state contradict each other.
    case withState
    /// It comes with the state of the row; for one state, or without any, from the row that changed later.
    case latest
  }

  /// The states that a row goes through, and never back.
  struct Progress: Sendable {
    /// The column that has the state.
    var column: String
    /// The words for the states, the earlier ones first; those in one place exclude each other.
    var ranks: [[String]]
    /// The words after which nothing comes.
    var ends: Set<String>

    func rank(of word: PortableValue?) -> Int? {
      guard case .text(let word)? = word else { return nil }
      return ranks.firstIndex { $0.contains(word) }
    }

    func isEnd(_ word: PortableValue?) -> Bool {
      if case .text(let word)? = word { ends.contains(word) } else { false }
    }
  }

  /// Its name.
  var name: String
  /// The columns that tell its rows apart.
  var key: [String]
  /// Its other columns, but that of the state.
  var columns: [String: Rule] = [:]
  /// The states of its rows.
  var progress: Progress?
  /// The column that says when a row changed.
  var changed: String?
  /// A column that numbers the rows of one state and means nothing to another. Several rows can have the same
  /// key then; the first of ours is the first of theirs, and so on.
  var number: String?
  /// Columns that hold the numbers of another table.
  var references: [String: String] = [:]
  /// Which rows leave this machine, in SQL.
  var condition = "TRUE"

  /// All columns, sorted.
  var allColumns: [String] {
    (key + columns.keys + [progress?.column, number].compactMap(\.self)).sorted()
  }
}

extension PortableTable {
  /// Joins two rows that have the same key.
  ///
  /// - Returns: What becomes of ours: never less than it was.
  /// - Throws: ``StateError/conflict(_:reason:)``.
  func merged(_ ours: PortableRow, with theirs: PortableRow) throws(StateError) -> PortableRow {
    let (theirsWins, isSameState) = try compare(ours, theirs)
    var result = ours
    if let column = progress?.column, theirsWins { result[column] = theirs[column] }
    for (column, rule) in columns {
      let (mine, other) = (ours[column] ?? .null, theirs[column] ?? .null)
      guard mine != other else { continue }
      switch rule {
      case .kept: continue
      case .fixed: throw contradiction(ours, column)
      case .once where mine != .null && other != .null: throw contradiction(ours, column)
      case .once: result[column] = mine == .null ? other : mine
      case .withState where isSameState: throw contradiction(ours, column)
      case .withState, .latest: result[column] = theirsWins ? other : mine
      case .greatest:
        result[column] = Self.number(other) ?? .min > Self.number(mine) ?? .min ? other : mine
      case .least:
        result[column] = Self.number(other) ?? .max < Self.number(mine) ?? .max ? other : mine
      }
    }
    return result
  }

  private func compare(
    _ ours: PortableRow, _ theirs: PortableRow
  ) throws(StateError) -> (theirsWins: Bool, isSameState: Bool) {
    let isLater = changed.map { Self.number(theirs[$0]) ?? .min > Self.number(ours[$0]) ?? .min }
    guard let progress else { return (isLater ?? false, true) }
    let (mine, other) = (ours[progress.column], theirs[progress.column])
    if mine == other { return (isLater ?? false, true) }
    guard let rank = progress.rank(of: mine), let otherRank = progress.rank(of: other),
      rank != otherRank, !progress.isEnd(rank < otherRank ? mine : other)
    else { throw contradiction(ours, progress.column) }
    return (otherRank > rank, false)
  }

  private func contradiction(_ row: PortableRow, _ column: String) -> StateError {
    .conflict(subject(of: row), reason: "this state and the export have another \(column)")
  }

  /// What a row is called in a message.
  func subject(of row: PortableRow) -> String {
    let names = key.map { column in
      switch row[column] ?? .null {
      case .null: "-"
      case .integer(let number): "\(number)"
      case .text(let text): text
      case .bytes(let bytes):
        bytes.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
          .joined() + (bytes.count > 8 ? "…" : "")
      }
    }
    return "the row \(names.joined(separator: " ")) of \(name)"
  }

  private static func number(_ value: PortableValue?) -> Int64? {
    if case .integer(let number)? = value { number } else { nil }
  }
}

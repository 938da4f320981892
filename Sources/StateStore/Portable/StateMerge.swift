import GRDB
import SomaCrypto

/// Joins the rows of an export with those of a state, inside one transaction.
struct StateMerge {
  let state: StateTransaction
  var result = StateImport()

  /// By tables: their numbers in the export, and ours.
  private var numbers: [String: [PortableValue: PortableValue]] = [:]

  init(state: StateTransaction) { self.state = state }

  /// Joins all rows, and looks whether what came of it can be.
  ///
  /// - Throws: ``StateError/conflict(_:reason:)``.
  mutating func run(_ rows: [(table: String, row: PortableRow)]) throws {
    let byTable = Dictionary(grouping: rows, by: \.table)
    for table in PortableTable.all {
      let rows = (byTable[table.name] ?? []).map(\.row)
      if table.name == PortableTable.events {
        try appendEvents(rows)
      } else {
        try merge(rows, into: table)
      }
    }
    try StateContradictions(state: state).check()
  }

  private mutating func merge(_ rows: [PortableRow], into table: PortableTable) throws {
    var seen: [PortableRow: Int] = [:]
    for row in rows {
      var theirs = try translated(row, of: table)
      let key = theirs.filter { table.key.contains($0.key) }
      let number = table.number.flatMap { theirs.removeValue(forKey: $0) }
      let position = seen[key, default: 0]
      seen[key] = position + 1
      guard position == 0 || table.number != nil else {
        throw StateError.conflict(table.subject(of: row), reason: "the export has it twice")
      }
      let ours = try state.rows(of: table, key: key)
      let local: PortableValue?
      do {
        if position < ours.count {
          local = try update(ours[position], with: theirs, in: table)
        } else {
          local = try insert(theirs, into: table)
        }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        throw StateError.conflict(
          table.subject(of: row), reason: error.message ?? "a rule of the state forbids it")
      }
      if let number, let local { numbers[table.name, default: [:]][number] = local }
    }
  }

  /// The same with our numbers, and nothing but columns of the table.
  private func translated(_ row: PortableRow, of table: PortableTable) throws -> PortableRow {
    let unknown = Set(row.keys).subtracting(table.allColumns)
    guard unknown.isEmpty, table.key.allSatisfy({ row[$0] != nil }) else {
      throw StateError.conflict(table.subject(of: row), reason: "it has other columns")
    }
    var result = row
    for (column, other) in table.references {
      guard let number = row[column], number != .null else { continue }
      guard let ours = numbers[other]?[number] else {
        throw StateError.conflict(table.subject(of: row), reason: "the export lacks its \(column)")
      }
      result[column] = ours
    }
    return result
  }

  private mutating func update(
    _ ours: PortableRow, with theirs: PortableRow, in table: PortableTable
  ) throws -> PortableValue? {
    let merged = try table.merged(ours, with: theirs)
    let changed = merged.filter { ours[$0.key] != $0.value }.sorted { $0.key < $1.key }
    let number = table.number.flatMap { ours[$0] }
    guard !changed.isEmpty else {
      result.unchanged += 1
      return number
    }
    // Names of our own lists, not of the file.
    let place = table.number.map { [$0] } ?? table.key
    try state.run(
      """
      UPDATE \(table.name) SET \(changed.map { "\($0.key) = ?" }.joined(separator: ", "))
      WHERE \(place.map { "\($0) IS ?" }.joined(separator: " AND "))
      """, changed.map(\.value) + place.map { ours[$0] ?? .null })
    result.advanced += 1
    return number
  }

  private mutating func insert(
    _ row: PortableRow, into table: PortableTable
  ) throws -> PortableValue? {
    let row = row.sorted { $0.key < $1.key }
    let number = try state.insert(
      """
      INSERT INTO \(table.name) (\(row.map(\.key).joined(separator: ", ")))
      VALUES (\(row.map { _ in "?" }.joined(separator: ", ")))
      """, row.map(\.value))
    result.added += 1
    return table.number == nil ? nil : .integer(number)
  }

  /// Adds the events that this state has not, linked to its own: their numbers and hashes become others when
  /// both have gone on since they parted.
  private mutating func appendEvents(_ rows: [PortableRow]) throws {
    let table = try state.events()
    let theirs = try rows.map { try EventRecord(portable: $0) }
    var last: (number: UInt64, hash: Bytes32) = (0, .zero)
    for event in theirs {
      guard event.number == last.number + 1, event.hash == event.expectedHash(after: last.hash)
      else {
        throw StateError.conflict("event \(event.number) of the export", reason: "it was changed")
      }
      last = (event.number, event.hash)
    }
    let common = zip(table, theirs).prefix { $0.hash == $1.hash }.count
    var here = Dictionary(
      table[common...].map { (EventContent($0), 1) }, uniquingKeysWith: { $0 + $1 })
    result.unchanged += common
    for event in theirs[common...] {
      if let count = here[EventContent(event)], count > 0 {
        here[EventContent(event)] = count - 1
        result.unchanged += 1
      } else {
        try state.append(event.kind, model: event.model, body: event.body, at: event.at)
        result.added += 1
      }
    }
  }
}

/// What an event says, wherever it stands.
private struct EventContent: Hashable {
  var at: Moment
  var kind: String
  var model: String?
  var body: String

  init(_ event: EventRecord) {
    (at, kind, model, body) = (event.at, event.kind, event.model, event.body)
  }
}

extension EventRecord {
  fileprivate init(portable row: PortableRow) throws(StateError) {
    guard case .integer(let number)? = row["number"], let number = UInt64(exactly: number),
      case .integer(let at)? = row["at"], case .text(let kind)? = row["kind"],
      case .text(let body)? = row["body"], case .bytes(let hash)? = row["hash"],
      let hash = Bytes32(hash)
    else { throw .conflict("an event of the export", reason: "it has other columns") }
    var model: String?
    if case .text(let text)? = row["model"] { model = text }
    self.init(
      number: number, at: Moment(milliseconds: at), kind: kind, model: model, body: body,
      hash: hash)
  }
}

extension StateTransaction {
  /// Ours with a key, in the order of their numbers.
  fileprivate func rows(of table: PortableTable, key: PortableRow) throws -> [PortableRow] {
    let columns = table.allColumns
    return try rows(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(table.name)
      WHERE \(table.key.map { "\($0) IS ?" }.joined(separator: " AND "))
      ORDER BY \(table.number ?? table.key[0])
      """, table.key.map { key[$0] ?? .null }
    ) { row in
      try PortableRow(
        uniqueKeysWithValues: columns.map { ($0, try PortableValue($0, of: row)) })
    }
  }

  /// All events, the first one first.
  fileprivate func events() throws -> [EventRecord] {
    try rows(of: PortableTable.log).map { try EventRecord(portable: $0) }
  }
}

extension PortableTable {
  /// The table of events.
  fileprivate static let log = all[all.count - 1]
}

import GRDB

/// What the functions of this target do inside one transaction.
struct StateTransaction {
  let db: Database

  /// Runs a statement.
  ///
  /// - Returns: How many rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: [any Storable] = []) throws -> Int {
    try db.execute(sql: sql, arguments: try arguments(values))
    return db.changesCount
  }

  /// Runs a statement that makes a row.
  ///
  /// - Returns: The number that the row got.
  func insert(_ sql: String, _ values: [any Storable]) throws -> Int64 {
    try run(sql, values)
    return db.lastInsertedRowID
  }

  /// The only row that a query finds; `nil` when there is none.
  func row(_ sql: String, _ values: [any Storable] = []) throws -> Row? {
    try Row.fetchOne(db, sql: sql, arguments: try arguments(values))
  }

  /// The rows that a query finds, in its order.
  func rows<Value>(
    _ sql: String, _ values: [any Storable] = [], _ read: (Row) throws -> Value
  ) throws -> [Value] {
    let cursor = try Row.fetchCursor(db, sql: sql, arguments: try arguments(values))
    var found: [Value] = []
    while let row = try cursor.next() { found.append(try read(row)) }
    return found
  }

  private func arguments(_ values: [any Storable]) throws -> StatementArguments {
    StatementArguments(try values.map { try $0.stored() })
  }
}

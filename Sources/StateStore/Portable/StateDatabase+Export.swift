public import SomaTypes

extension StateDatabase {
  /// Reads everything that another state can take over.
  ///
  /// - Parameter chain: The chain that the state is of, when it is known.
  /// - Returns: The state at one instant.
  /// - Throws: ``StateError``.
  public func export(chain: CheckpointDigest?) async throws(StateError) -> StateExport {
    let lineage = try await lineage()
    return try await read { state in
      var rows: [(table: String, row: PortableRow)] = []
      for table in PortableTable.all {
        rows += try state.rows(of: table).map { (table.name, $0) }
      }
      return StateExport(
        lineage: lineage, schemaVersion: try Schema.version(of: state.db), chain: chain, rows: rows)
    }
  }
}

extension StateTransaction {
  /// The rows of a table that leave this machine, sorted by their numbers, else by their keys.
  func rows(of table: PortableTable) throws -> [PortableRow] {
    let columns = table.allColumns
    let order = table.number ?? table.key.joined(separator: ", ")
    // Names of our own lists, not of the file.
    return try rows(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(table.name)
      WHERE \(table.condition) ORDER BY \(order)
      """
    ) { row in
      try PortableRow(
        uniqueKeysWithValues: columns.map { ($0, try PortableValue($0, of: row)) })
    }
  }
}

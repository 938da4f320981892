/// Names and values in columns, for a person. A list of records becomes a table.
enum TableView {
  static func render(_ value: OutputValue) -> String {
    lines(value).joined(separator: "\n")
  }

  private static func lines(_ value: OutputValue) -> [String] {
    switch value {
    case .record(let fields) where !fields.isEmpty:
      let width = fields.filter(\.value.isScalar).map(\.name.count).max() ?? 0
      return fields.flatMap { field in
        guard !field.value.isScalar else {
          let padding = String(repeating: " ", count: width - field.name.count)
          return ["\(field.name)\(padding)  \(plain(field.value))"]
        }
        return [field.name] + lines(field.value).map { "  " + $0 }
      }
    case .list(let values) where !values.isEmpty:
      return table(values) ?? values.flatMap { lines($0) }
    case .null, .bool, .number, .text, .list, .record, .described: return [plain(value)]
    }
  }

  /// Rows of records that have the same names and only scalars.
  private static func table(_ values: [OutputValue]) -> [String]? {
    var rows: [[String]] = []
    for value in values {
      guard case .record(let fields) = value, fields.allSatisfy(\.value.isScalar) else {
        return nil
      }
      if rows.isEmpty { rows.append(fields.map { heading($0.name) }) }
      guard fields.map({ heading($0.name) }) == rows[0] else { return nil }
      rows.append(fields.map { plain($0.value) })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The words of a name, such as `PUBLIC KEY HEX` for `publicKeyHex`.
  private static func heading(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? " \($1)" : $1.uppercased() }
  }

  /// A scalar without quotes; `-` where there is nothing. Dangerous characters are made visible.
  static func plain(_ value: OutputValue) -> String {
    switch value {
    case .null: "-"
    case .bool(let flag): flag ? "yes" : "no"
    case .number(let number): String(number)
    case .text(let text), .described(let text, _): SafeText.escaped(text)
    case .list, .record: "none"
    }
  }
}

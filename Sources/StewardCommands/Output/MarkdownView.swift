/// Markdown for a pull-request comment or a step summary: one table of paths and values.
enum MarkdownView {
  static func render(_ value: OutputValue) -> String {
    (["| field | value |", "|---|---|"] + rows(value, path: "")).joined(separator: "\n")
  }

  private static func rows(_ value: OutputValue, path: String) -> [String] {
    switch value {
    case .record(let fields) where !fields.isEmpty:
      fields.flatMap { rows($0.value, path: path.isEmpty ? $0.name : "\(path).\($0.name)") }
    case .list(let values) where !values.isEmpty:
      values.enumerated().flatMap { index, value in rows(value, path: "\(path)[\(index)]") }
    case .null, .bool, .number, .text, .list, .record:
      ["| \(path) | \(cell(TableView.plain(value))) |"]
    }
  }

  /// Text that cannot end the cell, open a tag or start a link.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text {
      if "|`<>[]*_".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}

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
    case .null, .bool, .number, .text, .list, .record, .described:
      ["| \(path) | \(code(TableView.plain(value))) |"]
    }
  }

  /// Text as code, so that it cannot end the cell, open a tag, or become a link or a mention.
  static func code(_ text: String) -> String {
    // More backquotes around it than there are in it (CommonMark 6.1); a cell ends at a plain bar.
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    let padding = longest > 0 ? " " : ""
    return fence + padding + text.replacing("|", with: "\\|") + padding + fence
  }
}

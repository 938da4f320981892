import ArgumentParser

/// How results look.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table
  case json
  case yaml
  case markdown

  /// The whole text, without a newline at the end.
  func render(_ value: OutputValue) -> String {
    switch self {
    case .table: TableView.render(value)
    case .json: JSONView.render(value)
    case .yaml: YAMLView.render(value)
    case .markdown: MarkdownView.render(value)
    }
  }
}

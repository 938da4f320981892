extension PlanView {
  /// The plan as a result that a command prints.
  ///
  /// - Parameters:
  ///   - format: What the caller asked for.
  ///   - width: How wide the terminal is, or ``widthOfPipe``.
  ///   - color: Whether it may be coloured: only on a terminal, and not with `NO_COLOR`.
  /// - Returns: Text without a newline at the end.
  func render(as format: OutputFormat, width: Int = PlanView.widthOfPipe, color: Bool = false)
    -> String
  {
    switch format {
    case .table: text(width: width, color: color)
    case .json, .yaml: format.render(.record([.init("schema", Self.schema)] + fields))
    case .markdown: markdown()
    }
  }
}

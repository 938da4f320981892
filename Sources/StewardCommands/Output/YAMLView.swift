/// YAML in block style; every text is quoted as in JSON, which YAML 1.2 reads the same.
enum YAMLView {
  static func render(_ value: OutputValue) -> String {
    lines(value).joined(separator: "\n")
  }

  private static func lines(_ value: OutputValue) -> [String] {
    switch value {
    case .list(let values) where !values.isEmpty:
      values.flatMap { value in
        let inner = lines(value)
        return ["- " + inner[0]] + inner.dropFirst().map { "  " + $0 }
      }
    case .record(let fields) where !fields.isEmpty:
      fields.flatMap { field in
        field.value.forScripts.isScalar
          ? ["\(field.name): \(scalar(field.value))"]
          : ["\(field.name):"] + lines(field.value).map { "  " + $0 }
      }
    case .described(_, let value): lines(value)
    case .null, .bool, .number, .text, .list, .record: [scalar(value)]
    }
  }

  private static func scalar(_ value: OutputValue) -> String {
    if case .text(let text) = value.forScripts {
      JSONView.quoted(text, isYAML: true)
    } else {
      JSONView.render(value)
    }
  }
}

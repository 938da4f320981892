/// JSON with two spaces, in the order of the fields. Numbers are integers; a script that reads
/// amounts should read the text beside them.
enum JSONView {
  static func render(_ value: OutputValue) -> String { render(value, indent: "") }

  private static func render(_ value: OutputValue, indent: String) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): quoted(text)
    case .list(let values):
      block("[", values.map { render($0, indent: indent + "  ") }, "]", indent)
    case .record(let fields):
      block(
        "{", fields.map { "\(quoted($0.name)): \(render($0.value, indent: indent + "  "))" }, "}",
        indent)
    }
  }

  private static func block(
    _ open: String, _ lines: [String], _ close: String, _ indent: String
  ) -> String {
    guard !lines.isEmpty else { return open + close }
    let body = lines.map { "\(indent)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(body)\n\(indent)\(close)"
  }

  /// A JSON string (RFC 8259 7). Control characters are escaped, DEL and C1 included, so that
  /// nothing in it moves a terminal's cursor.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.properties.generalCategory == .control:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

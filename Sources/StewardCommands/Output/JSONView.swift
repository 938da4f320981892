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
    case .described(_, let value): render(value, indent: indent)
    }
  }

  /// The same on one line, for a stream of results.
  static func line(_ value: OutputValue) -> String {
    switch value {
    case .null, .bool, .number, .text: render(value)
    case .list(let values): "[" + values.map(line).joined(separator: ",") + "]"
    case .record(let fields):
      "{" + fields.map { "\(quoted($0.name)):\(line($0.value))" }.joined(separator: ",") + "}"
    case .described(_, let value): line(value)
    }
  }

  private static func block(
    _ open: String, _ lines: [String], _ close: String, _ indent: String
  ) -> String {
    guard !lines.isEmpty else { return open + close }
    let body = lines.map { "\(indent)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(body)\n\(indent)\(close)"
  }

  /// A JSON string (RFC 8259 7), with everything escaped that is dangerous on a terminal.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isYAML: Whether characters above U+FFFF are escaped as YAML does it; JSON needs pairs.
  /// - Returns: The text in double quotes.
  static func quoted(_ text: String, isYAML: Bool = false) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where SafeText.isDangerous(scalar):
        if isYAML, scalar.value > 0xffff {
          result += "\\U" + hex(scalar.value, digits: 8)
        } else {
          for unit in String(scalar).utf16 { result += "\\u" + hex(UInt32(unit), digits: 4) }
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }
}

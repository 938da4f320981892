/// A value as JSON has it, for canonical specs and for the schema. Members keep their order.
public indirect enum JSONTree: Equatable, Sendable {
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case number(UInt64)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONTree])
  /// Members with their names.
  case record([Member])

  /// A member of a record.
  public struct Member: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: JSONTree

    /// Creates a member.
    public init(_ name: String, _ value: JSONTree) {
      self.name = name
      self.value = value
    }
  }

  /// The JSON text on one line. It is YAML too, with the same meaning.
  public var text: String {
    switch self {
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): Self.quoted(text)
    case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .record(let members):
      "{" + members.map { "\(Self.quoted($0.name)): \($0.value.text)" }.joined(separator: ", ")
        + "}"
    }
  }

  /// A JSON string (RFC 8259 7) that YAML reads the same: pairs of surrogates never occur, and what is not
  /// printable (YAML 1.2.2, 5.1) is escaped.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{a0}", "\u{2028}", "\u{2029}", "\u{feff}",
        "\u{fffe}", "\u{ffff}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// The reference of the manifest language as Markdown, made from the same description as the reader.
public enum ManifestReference {
  /// All kinds with all their keys. `docs/manifests.md` ends with this text.
  public static var markdown: String {
    var lines: [String] = []
    lines += section("Every document", Envelope.record.shape, prefix: "")
    for kind in Kind.allCases.reversed() {
      lines += section("\(kind.rawValue): `spec`", kind.shape, prefix: "")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ title: String, _ record: RecordShape, prefix: String) -> [String] {
    ["### \(title)", "", "| key | value | default | meaning |", "|---|---|---|---|"]
      + rows(of: record, prefix: prefix) + [""]
  }

  private static func rows(of record: RecordShape, prefix: String) -> [String] {
    record.fields.flatMap { field -> [String] in
      let path = prefix + field.name
      let own =
        "| `\(path)` | \(value(of: field.shape)) | \(absence(of: field, in: record)) | "
        + "\(field.text) |"
      // The fields of models are in a table of their own.
      guard !(field.name == "model" && prefix.isEmpty) else { return [own] }
      return [own] + field.shape.records.flatMap { rows(of: $0, prefix: path + ".") }
    }
  }

  private static func absence(of field: FieldShape, in record: RecordShape) -> String {
    if field.isRequired { return "required" }
    if record.exactlyOneOf.contains(field.name) { return "one of these" }
    guard let value = field.defaultValue else { return "" }
    switch value {
    case .text(let text): return text.isEmpty || field.isReference ? "" : "`\(text)`"
    case .number(let number): return "`\(number)`"
    case .list(let items): return items.isEmpty ? "`[]`" : "`\(value.plain)`"
    case .bool, .record: return ""
    }
  }

  private static func value(of shape: Shape) -> String {
    switch shape {
    case .text(let text): text.examples.first.map { "\(text.name), `\($0.shortened)`" } ?? text.name
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .list(let item, let count):
      "list of \(count.lowerBound) to \(count.upperBound): " + value(of: item)
    case .record: "keys"
    case .either(let shapes): shapes.map(value).joined(separator: " or ")
    case .any: "keys"
    }
  }
}

extension FieldShape {
  /// Whether what counts in its absence is another document, and no fixed value.
  fileprivate var isReference: Bool {
    ["network", "wallet", "host"].contains(name)
  }
}

extension String {
  /// A long example cut short.
  fileprivate var shortened: String { count > 24 && hasHexTail ? prefix(8) + "…" : self }

  private var hasHexTail: Bool { suffix(16).allSatisfy { $0.isLetter || $0.isNumber } }
}

extension JSONTree {
  /// The value as a person writes it.
  fileprivate var plain: String {
    switch self {
    case .text(let text): text
    case .list(let items): "[" + items.map(\.plain).joined(separator: ", ") + "]"
    case .bool, .number, .record: text
    }
  }
}

/// The JSON Schema of a manifest (draft 2020-12), for editors and checks in other languages.
///
/// It says what one document may look like. What needs other documents, other fields, or arithmetic, it cannot:
/// names that stand for nothing, names given twice, contradictions, secrets, ranges of quantities with units.
public enum ManifestSchema {
  /// What the schema is called; a name, no address that answers.
  public static let id = "urn:steward:manifest:v1"

  /// The schema.
  public static var tree: JSONTree {
    .record([
      .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      .init("$id", .text(id)),
      .init("title", .text("Steward manifest")),
      .init("description", .text("One document of a set of manifests, `\(Envelope.apiVersion)`.")),
      .init("type", .text("object")),
      .init("properties", .record(Envelope.record.shape.fields.map(member))),
      .init(
        "required", .list(Envelope.record.shape.fields.filter(\.isRequired).map { .text($0.name) })),
      .init("additionalProperties", .bool(false)),
      .init("allOf", .list(Kind.allCases.map(rule))),
      .init(
        "$defs",
        .record(Kind.allCases.map { .init($0.rawValue, schema(of: .record($0.openShape))) })),
    ])
  }

  /// What `spec` is, for one kind of document.
  private static func rule(_ kind: Kind) -> JSONTree {
    let isKind = JSONTree.record([
      .init("properties", .record([.init("kind", .record([.init("const", .text(kind.rawValue))]))]))
    ])
    var consequence: [JSONTree.Member] = [
      .init(
        "properties",
        .record([
          .init("spec", .record([.init("$ref", .text("#/$defs/\(kind.rawValue)"))]))
        ]))
    ]
    if kind != .defaults { consequence.append(.init("required", .list([.text("metadata")]))) }
    return .record([.init("if", isKind), .init("then", .record(consequence))])
  }

  private static func member(_ field: FieldShape) -> JSONTree.Member {
    guard case .record(var members) = schema(of: field.shape) else {
      return .init(field.name, .record([]))
    }
    members.append(.init("description", .text(field.text)))
    if let value = field.defaultValue { members.append(.init("default", value)) }
    return .init(field.name, .record(members))
  }

  private static func schema(of shape: Shape) -> JSONTree {
    switch shape {
    case .text(let text): schema(of: text)
    case .choice(let words):
      .record([.init("type", .text("string")), .init("enum", .list(words.map { .text($0) }))])
    case .integer(let range):
      .record([
        .init("type", .text("integer")), .init("minimum", .number(range.lowerBound)),
        .init("maximum", .number(range.upperBound)),
      ])
    case .list(let item, let count):
      .record([
        .init("type", .text("array")), .init("items", schema(of: item)),
        .init("minItems", .number(UInt64(count.lowerBound))),
        .init("maxItems", .number(UInt64(count.upperBound))),
      ])
    case .record(let record): schema(of: record)
    case .either(let shapes): .record([.init("anyOf", .list(shapes.map(schema)))])
    case .any: .record([])
    }
  }

  private static func schema(of text: TextShape) -> JSONTree {
    // Without quotes YAML takes `0x51…` and rows of digits for numbers; read they are all the same.
    let type: JSONTree =
      text.isHexadecimal ? .list([.text("string"), .text("number")]) : .text("string")
    var members: [JSONTree.Member] = [.init("type", type), .init("pattern", .text(text.pattern))]
    if !text.examples.isEmpty {
      members.append(.init("examples", .list(text.examples.map { .text($0) })))
    }
    return .record(members)
  }

  private static func schema(of record: RecordShape) -> JSONTree {
    var members: [JSONTree.Member] = [
      .init("type", .text("object")),
      .init("properties", .record(record.fields.map(member))),
      .init("additionalProperties", .bool(false)),
    ]
    let required = record.fields.filter(\.isRequired)
    if !required.isEmpty {
      members.append(.init("required", .list(required.map { .text($0.name) })))
    }
    if !record.exactlyOneOf.isEmpty {
      members.append(.init("oneOf", .list(record.exactlyOneOf.map(requirement))))
    }
    if record.atMostOneOf.count > 1 {
      let all = JSONTree.Member("required", .list(record.atMostOneOf.map { .text($0) }))
      members.append(.init("not", .record([all])))
    }
    return .record(members)
  }

  private static func requirement(_ key: String) -> JSONTree {
    .record([.init("required", .list([.text(key)]))])
  }
}

extension Kind {
  /// What `spec` of such a document may say.
  var shape: RecordShape {
    switch self {
    case .network: NetworkSpec.record.shape
    case .wallet: WalletSpec.record.shape
    case .host: HostKind.record.shape
    case .defaults: DefaultsSpec.record.shape
    case .model: ModelSpec.record.shape
    }
  }
}

extension Kind {
  /// The same without what need not be said because Defaults may say it.
  fileprivate var openShape: RecordShape {
    guard self == .model else { return shape }
    var model = shape
    for index in model.fields.indices where model.fields[index].shape.records.isEmpty {
      model.fields[index].isRequired = false
    }
    return model
  }
}

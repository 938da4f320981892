import Diagnostics
import YAMLTree

/// Keys with values that make a `Root`, described once: for reading, writing, the schema and the reference.
struct Record<Root: Sendable>: Sendable {
  /// Checks what no single field can: called with a whole value and where its fields are.
  typealias Check = @Sendable (Root, RecordPlaces, inout ManifestDecoder) -> Void

  let initial: Root
  let fields: [Field<Root>]
  let shape: RecordShape
  private let check: Check

  /// Describes a record.
  ///
  /// - Parameters:
  ///   - name: What it is called in a sentence, with its article.
  ///   - initial: The defaults. What a required field overwrites may be anything.
  ///   - exactlyOneOf: Keys of which one must be there, and no other.
  ///   - atMostOneOf: Keys that exclude each other.
  ///   - fields: The keys.
  ///   - check: What no single field can check.
  init(
    _ name: String, initial: Root, exactlyOneOf: [String] = [], atMostOneOf: [String] = [],
    _ fields: [Field<Root>], check: @escaping Check = { _, _, _ in }
  ) {
    self.initial = initial
    self.fields = fields
    self.check = check
    shape = RecordShape(
      name: name,
      fields: fields.map { field in
        var shape = field.shape
        if !shape.isRequired, !exactlyOneOf.contains(shape.name) {
          shape.defaultValue = field.write(initial)
        }
        return shape
      },
      exactlyOneOf: exactlyOneOf, atMostOneOf: atMostOneOf)
  }

  /// Reads a record; after reporting a problem in it, `nil`.
  @Sendable func read(_ node: YAMLNode, _ decoder: inout ManifestDecoder) -> Root? {
    guard let mapping = decoder.mapping(node, expected: shape) else { return nil }
    let problemsBefore = decoder.problems.count
    var draft = initial
    for entry in mapping.entries {
      guard let field = fields.first(where: { $0.shape.name == entry.key }) else {
        decoder.reportUnknownKey(entry, in: shape)
        continue
      }
      decoder.descend(entry.key) { decoder in
        guard !decoder.isPartial || !field.shape.isPerModel else {
          return decoder.report(.perModel, at: entry.keyPlace)
        }
        field.read(entry.value, &decoder, &draft)
      }
    }
    if !decoder.isPartial {
      for field in fields where mapping[field.shape.name] == nil {
        decoder.descend(field.shape.name) { field.readAbsent(node.place, &$0, &draft) }
      }
    }
    guard decoder.isPartial || isComplete(mapping, node.place, &decoder),
      decoder.problems.count == problemsBefore
    else { return nil }
    if !decoder.isPartial {
      check(draft, RecordPlaces(mapping: mapping, place: node.place), &decoder)
    }
    return decoder.problems.count == problemsBefore ? draft : nil
  }

  private func isComplete(
    _ mapping: YAMLMapping, _ place: Place, _ decoder: inout ManifestDecoder
  ) -> Bool {
    let problemsBefore = decoder.problems.count
    for field in shape.fields where field.isRequired && mapping[field.name] == nil {
      decoder.descend(field.name) { $0.report(.missing(field.name, in: shape.name), at: place) }
    }
    for (keys, isNeeded) in [(shape.exactlyOneOf, true), (shape.atMostOneOf, false)] {
      let given = mapping.entries.filter { keys.contains($0.key) }
      if given.count > 1 {
        decoder.report(.exclusive(given.map(\.key)), at: given[1].keyPlace)
      } else if given.isEmpty, isNeeded, !keys.isEmpty {
        decoder.report(.oneNeeded(keys, in: shape.name), at: place)
      }
    }
    return decoder.problems.count == problemsBefore
  }

  /// Writes every field that has a value.
  @Sendable func write(_ root: Root) -> JSONTree {
    .record(
      fields.compactMap { field in
        field.write(root).map { JSONTree.Member(field.shape.name, $0) }
      })
  }

  /// The record as a value of a field.
  var format: Format<Root> { Format(shape: .record(shape), read: read, write: write) }
}

/// Where the fields of a record are written.
struct RecordPlaces {
  private let mapping: YAMLMapping
  /// Where the record begins.
  let place: Place

  init(mapping: YAMLMapping, place: Place) {
    self.mapping = mapping
    self.place = place
  }

  /// Where the value of a field begins, or of the nearest record around it that is there.
  func place(of path: String...) -> Place { place(of: path) }

  /// The same.
  func place(of path: [String]) -> Place {
    guard let name = path.first, let value = mapping[name] else { return place }
    guard path.count > 1, let inner = value.mapping else { return value.place }
    return RecordPlaces(mapping: inner, place: value.place).place(of: Array(path.dropFirst()))
  }
}

/// One key of a ``Record``.
struct Field<Root: Sendable>: Sendable {
  let shape: FieldShape
  let read: @Sendable (YAMLNode, inout ManifestDecoder, inout Root) -> Void
  let readAbsent: @Sendable (Place, inout ManifestDecoder, inout Root) -> Void
  let write: @Sendable (Root) -> JSONTree?

  /// A key that is read in its own way.
  init(
    shape: FieldShape,
    read: @escaping @Sendable (YAMLNode, inout ManifestDecoder, inout Root) -> Void,
    readAbsent: @escaping @Sendable (Place, inout ManifestDecoder, inout Root) -> Void = {
      _, _, _ in
    },
    write: @escaping @Sendable (Root) -> JSONTree?
  ) {
    self.shape = shape
    self.read = read
    self.readAbsent = readAbsent
    self.write = write
  }

  /// A key whose value is always there: given, or a default.
  init<Value>(
    _ name: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ format: Format<Value>,
    isRequired: Bool = false, isPerModel: Bool = false, _ text: String
  ) {
    self.init(
      shape: FieldShape(
        name: name, text: text, shape: format.shape, isRequired: isRequired,
        isPerModel: isPerModel),
      read: { node, decoder, root in
        if let value = format.read(node, &decoder) { root[keyPath: path] = value }
      },
      write: { format.write($0[keyPath: path]) })
  }

  /// A key that may be absent.
  init<Value>(
    _ name: String, optional path: any WritableKeyPath<Root, Value?> & Sendable,
    _ format: Format<Value>, isRequired: Bool = false, isPerModel: Bool = false, _ text: String
  ) {
    self.init(
      shape: FieldShape(
        name: name, text: text, shape: format.shape, isRequired: isRequired,
        isPerModel: isPerModel),
      read: { node, decoder, root in
        if let value = format.read(node, &decoder) { root[keyPath: path] = value }
      },
      write: { $0[keyPath: path].map(format.write) })
  }

  /// A key that stands for one case of an enum; the record says of which others it excludes.
  init<Whole, Part>(
    _ name: String, case variant: Variant<Whole, Part>,
    of path: any WritableKeyPath<Root, Whole> & Sendable, _ format: Format<Part>,
    isPerModel: Bool = false,
    _ text: String
  ) {
    self.init(
      shape: FieldShape(
        name: name, text: text, shape: format.shape, isRequired: false,
        isPerModel: isPerModel),
      read: { node, decoder, root in
        if let part = format.read(node, &decoder) { root[keyPath: path] = variant.embed(part) }
      },
      write: { variant.extract($0[keyPath: path]).map(format.write) })
  }
}

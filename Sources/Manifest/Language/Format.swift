import Diagnostics
import YAMLTree

/// One kind of value in manifests: how it is read, how it is written canonically, and what it looks like.
///
/// What `write` gives, `read` takes and makes the same value of.
struct Format<Value: Sendable>: Sendable {
  /// What it looks like.
  let shape: Shape
  /// Reads a value; after reporting a problem, `nil`.
  let read: @Sendable (YAMLNode, inout ManifestDecoder) -> Value?
  /// Writes a value canonically.
  let write: @Sendable (Value) -> JSONTree

  init(
    shape: Shape, read: @escaping @Sendable (YAMLNode, inout ManifestDecoder) -> Value?,
    write: @escaping @Sendable (Value) -> JSONTree
  ) {
    self.shape = shape
    self.read = read
    self.write = write
  }

  /// A text with a syntax of its own.
  init(
    _ text: TextShape,
    parse: @escaping @Sendable (String, YAMLNode, inout ManifestDecoder) -> Value?,
    write: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      shape: .text(text),
      read: { node, decoder in
        decoder.text(node, expected: text).flatMap { parse($0, node, &decoder) }
      },
      write: { .text(write($0)) })
  }

  /// A text that is read by something that throws a reason.
  init(
    _ text: TextShape, parse: @escaping @Sendable (String) throws(ManifestProblem.Reason) -> Value,
    write: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      text,
      parse: { text, node, decoder in
        do throws(ManifestProblem.Reason) { return try parse(text) } catch {
          decoder.report(error, at: node.place)
          return nil
        }
      },
      write: write)
  }

  /// The same values with another meaning.
  func map<Other: Sendable>(
    _ convert: @escaping @Sendable (Value) -> Other, back: @escaping @Sendable (Other) -> Value
  ) -> Format<Other> {
    Format<Other>(
      shape: shape, read: { node, decoder in read(node, &decoder).map(convert) },
      write: { write(back($0)) })
  }

  /// The same values with another meaning; `convert` gives `nil` for none that passes this format's checks.
  func compactMap<Other: Sendable>(
    _ convert: @escaping @Sendable (Value) -> Other?, back: @escaping @Sendable (Other) -> Value
  ) -> Format<Other> {
    Format<Other>(
      shape: shape, read: { node, decoder in read(node, &decoder).flatMap(convert) },
      write: { write(back($0)) })
  }

  /// The word `word`, or what this reads.
  func or<Other: Sendable>(
    _ word: String, _ value: Other, _ wrap: Variant<Other, Value>
  ) -> Format<Other> {
    Format<Other>(
      shape: .either([.choice([word]), shape]),
      read: { node, decoder in
        guard node.tag == nil, let text = node.text else {
          return read(node, &decoder).map(wrap.embed)
        }
        guard text != word else { return value }
        // A word, so another word was meant, and no number that is written wrong.
        guard text.isEmpty || !text.allSatisfy(\.isLetter) else {
          decoder.report(
            .neither(word, or: shape.words, example: shape.example), at: node.place)
          return nil
        }
        return read(node, &decoder).map(wrap.embed)
      },
      write: { wrap.extract($0).map(write) ?? .text(word) })
  }
}

extension Shape {
  /// What it is called, with its article.
  fileprivate var words: String {
    switch self {
    case .text(let text): text.name
    case .integer: "a whole number"
    case .record(let record): record.name
    case .choice, .list, .either, .any: "a value"
    }
  }

  /// One that is right.
  fileprivate var example: String {
    switch self {
    case .text(let text): text.examples.first ?? ""
    case .integer(let range): String(max(range.lowerBound, 1))
    case .record(let record): "{\(record.exactlyOneOf.first ?? ""): …}"
    case .choice, .list, .either, .any: ""
    }
  }
}

/// One case of an enum: how a payload becomes the whole, and how the whole gives it back if it is this case.
struct Variant<Whole: Sendable, Part: Sendable>: Sendable {
  let embed: @Sendable (Part) -> Whole
  let extract: @Sendable (Whole) -> Part?

  init(
    _ embed: @escaping @Sendable (Part) -> Whole, _ extract: @escaping @Sendable (Whole) -> Part?
  ) {
    self.embed = embed
    self.extract = extract
  }
}

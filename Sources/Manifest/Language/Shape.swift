/// What a value of a manifest may look like, apart from how it is read: what the JSON Schema, the reference and
/// the merging of defaults are made from.
indirect enum Shape: Sendable {
  /// A text.
  case text(TextShape)
  /// One of these words.
  case choice([String])
  /// A whole number in a range.
  case integer(ClosedRange<UInt64>)
  /// A list of at least and at most so many.
  case list(Shape, ClosedRange<Int>)
  /// Keys with values.
  case record(RecordShape)
  /// Written in one of several ways.
  case either([Shape])
  /// Anything; its meaning depends on other keys.
  case any
}

/// What a text may look like.
struct TextShape: Sendable {
  /// What it is called after "expected is", with its article: `an amount`.
  var name: String
  /// A regular expression of ECMA-262 that every such text fits, anchored at both ends.
  var pattern: String
  /// One or two texts, for people.
  var examples: [String] = []
  /// Whether YAML may take it for a number when it has no quotes, as it does with `0x51`.
  var isHexadecimal = false
  /// Whether it is a number with a unit, so that a number alone is missing one, and no quotes.
  var isQuantity = false
}

/// Keys with values.
struct RecordShape: Sendable {
  /// What it is called in a sentence, with its article: `a wallet`.
  var name: String
  /// The keys, in the order of the reference.
  var fields: [FieldShape]
  /// Keys of which exactly one must be there.
  var exactlyOneOf: [String] = []
  /// Keys of which at most one may be there.
  var atMostOneOf: [String] = []

  /// The field with this name, or `nil`.
  subscript(name: String) -> FieldShape? { fields.first { $0.name == name } }
}

/// One key with its value.
struct FieldShape: Sendable {
  /// The key.
  var name: String
  /// What it says, in a sentence or a few.
  var text: String
  /// What its value looks like.
  var shape: Shape
  /// Whether it must be there.
  var isRequired: Bool
  /// Whether it says something about one model and so cannot be a default for all.
  var isPerModel: Bool
  /// The value that counts when it is absent; `nil` for none.
  var defaultValue: JSONTree?
}

/// What a command found out, before it is decided how it looks: every format prints this one tree.
///
/// Names keep the order in which they are given, so that equal input gives equal output.
indirect enum OutputValue: Equatable {
  case null
  case bool(Bool)
  case number(UInt64)
  case text(String)
  case list([OutputValue])
  case record([Field])
  /// Two forms of one thing: a text for people, a value for scripts.
  case described(String, OutputValue)

  /// A named value of a record.
  struct Field: Equatable {
    var name: String
    var value: OutputValue

    init(_ name: String, _ value: OutputValue) {
      self.name = name
      self.value = value
    }

    /// Text as the chain spells it: ids, digests, addresses.
    init(_ name: String, _ value: some CustomStringConvertible) {
      self.init(name, .text(value.description))
    }
  }

  /// Whether it fits on the line of its name.
  var isScalar: Bool {
    switch self {
    case .null, .bool, .number, .text: true
    case .list(let values): values.isEmpty
    case .record(let fields): fields.isEmpty
    case .described: true
    }
  }

  /// Itself as scripts read it.
  var forScripts: OutputValue {
    if case .described(_, let value) = self { value.forScripts } else { self }
  }
}

/// A value with one canonical BCS form.
public protocol BCSEncodable {
  /// Appends the value's canonical bytes.
  func encode(to writer: inout BCSWriter)
}

/// A value that can be read from its canonical BCS form, and from nothing else.
public protocol BCSDecodable {
  /// Reads one value and leaves the reader after it.
  ///
  /// - Throws: ``BCSError`` for anything that is not the canonical form.
  init(from reader: inout BCSReader) throws(BCSError)
}

/// A value that can be written to and read from BCS.
public typealias BCSCodable = BCSDecodable & BCSEncodable

extension BCSEncodable {
  /// The canonical BCS bytes.
  public var bcsBytes: [UInt8] {
    var writer = BCSWriter()
    encode(to: &writer)
    return writer.bytes
  }
}

extension BCSDecodable {
  /// Reads a value that takes up all of `bytes`.
  ///
  /// - Throws: ``BCSError``, ``BCSError/Reason/trailingBytes(count:)`` included.
  public init(bcsBytes bytes: [UInt8]) throws(BCSError) {
    var reader = BCSReader(bytes)
    let value = try Self(from: &reader)
    try reader.finish()
    self = value
  }
}

extension BCSReader {
  /// Reads a value of a type that knows how.
  public mutating func read<Value: BCSDecodable>(
    _ type: Value.Type = Value.self
  ) throws(BCSError) -> Value {
    try Value(from: &self)
  }

  /// Reads a sequence of such values.
  public mutating func readSequence<Element: BCSDecodable>(
    of type: Element.Type = Element.self
  ) throws(BCSError) -> [Element] {
    try readSequence { (reader) throws(BCSError) in try Element(from: &reader) }
  }

  /// Reads an optional value of a type that knows how.
  public mutating func readOption<Value: BCSDecodable>(
    of type: Value.Type = Value.self
  ) throws(BCSError) -> Value? {
    try readOption { (reader) throws(BCSError) in try Value(from: &reader) }
  }

  /// Reads a map between such values.
  public mutating func readMap<Key: BCSDecodable & Hashable, Value: BCSDecodable>(
    of type: [Key: Value].Type = [Key: Value].self
  ) throws(BCSError) -> [Key: Value] {
    try readMap(
      key: { (reader) throws(BCSError) in try Key(from: &reader) },
      value: { (reader) throws(BCSError) in try Value(from: &reader) })
  }

  /// Reads a set of such values.
  public mutating func readSet<Element: BCSDecodable & Hashable>(
    of type: Element.Type = Element.self
  ) throws(BCSError) -> Set<Element> {
    try readSet { (reader) throws(BCSError) in try Element(from: &reader) }
  }
}

extension BCSWriter {
  /// Writes a value of a type that knows how.
  public mutating func write(_ value: some BCSEncodable) { value.encode(to: &self) }

  /// Writes a sequence of such values.
  public mutating func writeSequence(_ elements: some Collection<some BCSEncodable>) {
    writeSequence(elements) { $0.write($1) }
  }

  /// Writes an optional value of a type that knows how.
  public mutating func writeOption(_ value: (some BCSEncodable)?) {
    writeOption(value) { $0.write($1) }
  }

  /// Writes a map between such values, sorted by the bytes of its keys.
  public mutating func writeMap<Key: BCSEncodable & Hashable>(
    _ map: [Key: some BCSEncodable]
  ) {
    writeMap(map, key: { $0.write($1) }, value: { $0.write($1) })
  }

  /// Writes a set of such values, sorted by their bytes.
  public mutating func writeSet<Element: BCSEncodable & Hashable>(_ elements: Set<Element>) {
    writeSet(elements) { $0.write($1) }
  }
}

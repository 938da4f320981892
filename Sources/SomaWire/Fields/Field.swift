/// One field of a message that is being read: its name, and what it holds if it is there.
///
/// Nothing is built for a field that is right; names are put together only for an error.
struct Field<Content> {
  /// As in the .proto file.
  let name: String

  /// What it holds; `nil` when it is absent, which is not the same as zero or empty.
  let content: Content?

  /// Takes what the generated code says of a field.
  init(_ name: String, _ isPresent: Bool, _ content: @autoclosure () -> Content) {
    self.name = name
    self.content = isPresent ? content() : nil
  }

  /// What it holds.
  ///
  /// - Throws: ``WireError/Reason/missing``.
  var value: Content {
    get throws(WireError) {
      guard let content else { throw WireError(name, .missing) }
      return content
    }
  }

  /// What it holds, converted.
  ///
  /// - Throws: ``WireError/Reason/missing``; what `convert` throws, seen from this message.
  func map<Value>(
    _ convert: (Content) throws(WireError) -> Value
  ) throws(WireError) -> Value {
    try inside(name, try value, convert)
  }

  /// What it holds, converted; `nil` when it is absent.
  ///
  /// - Throws: What `convert` throws, seen from this message.
  func mapIfPresent<Value>(
    _ convert: (Content) throws(WireError) -> Value
  ) throws(WireError) -> Value? {
    guard let content else { return nil }
    return try inside(name, content, convert)
  }
}

/// Converts what the field `name` holds; errors are seen from the message that has it.
func inside<Content, Value>(
  _ name: @autoclosure () -> String, _ content: Content,
  _ convert: (Content) throws(WireError) -> Value
) throws(WireError) -> Value {
  do {
    return try convert(content)
  } catch {
    throw error.inside(name())
  }
}

/// Converts the elements of a repeated field; errors are seen from the message that has it.
func each<Element, Value>(
  _ name: String, _ elements: [Element], _ convert: (Element) throws(WireError) -> Value
) throws(WireError) -> [Value] {
  var values: [Value] = []
  values.reserveCapacity(elements.count)
  for (index, element) in elements.enumerated() {
    values.append(try inside("\(name)[\(index)]", element, convert))
  }
  return values
}

/// Converts a map field; errors are seen from the message that has it.
///
/// - Throws: What is thrown for a key or a value; ``WireError/Reason/duplicateKey`` when two keys
///   become one.
func eachEntry<RawKey: CustomStringConvertible, Raw, Key, Value>(
  _ name: String, _ entries: [RawKey: Raw], key: (RawKey) throws(WireError) -> Key,
  value: (Raw) throws(WireError) -> Value
) throws(WireError) -> [Key: Value] {
  var values: [Key: Value] = [:]
  values.reserveCapacity(entries.count)
  for (rawKey, raw) in entries {
    let path = { "\(name)[\(rawKey.description.excerpt)]" }
    let previous = values.updateValue(
      try inside(path(), raw, value), forKey: try inside(path(), rawKey, key))
    guard previous == nil else { throw WireError(path(), .duplicateKey) }
  }
  return values
}

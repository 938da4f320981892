/// The parameters of a query, taken out one by one.
struct FaultParameters {
  private static let maximumByteCount = 8192
  private var values: [(name: String, value: String)] = []

  /// Reads `name=value&…`, percent-encoded.
  ///
  /// - Throws: ``FaultTextError/badValue(parameter:)`` for what cannot be decoded, and
  ///   ``FaultTextError/unknownParameter(_:)`` for a name that comes twice.
  init(_ query: String) throws(FaultTextError) {
    for part in query.split(separator: "&") {
      let mark = part.firstIndex(of: "=") ?? part.endIndex
      let name = String(part[..<mark])
      let value: String
      do throws(ObjectKeyError) {
        value = try PercentEncoding.decode(
          part[mark...].dropFirst(), maximumByteCount: Self.maximumByteCount)
      } catch { throw .badValue(parameter: name) }
      guard !values.contains(where: { $0.name == name }) else { throw .unknownParameter(name) }
      values.append((name, value))
    }
  }

  /// Takes a parameter as it is; `nil` when it is not there.
  mutating func take(_ name: String) -> String? {
    guard let index = values.firstIndex(where: { $0.name == name }) else { return nil }
    return values.remove(at: index).value
  }

  /// Takes and reads a parameter; `nil` when it is not there.
  mutating func take<Value>(
    _ name: String, _ read: (String) -> Value?
  ) throws(FaultTextError) -> Value? {
    guard let text = take(name) else { return nil }
    guard let value = read(text) else { throw .badValue(parameter: name) }
    return value
  }

  /// Takes and reads a parameter that must be there.
  mutating func require<Value>(
    _ name: String, _ read: (String) -> Value?
  ) throws(FaultTextError) -> Value {
    guard let value = try take(name, read) else { throw .missing(parameter: name) }
    return value
  }

  /// - Throws: ``FaultTextError/unknownParameter(_:)`` when one was not taken.
  func requireNoMore() throws(FaultTextError) {
    if let first = values.first { throw .unknownParameter(first.name) }
  }
}

public import Foundation

/// Any JSON value, for vectors whose shape differs from row to row.
public enum JSONValue: Codable, Equatable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object([String: JSONValue])

  /// Reads any value; what is most frequent is tried first.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if container.decodeNil() {
      self = .null
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not JSON")
    }
  }

  /// Writes the value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// Reads a JSON file of a test target's `Vectors` folder, names as they are.
  public init(vectors name: String, in bundle: Bundle) throws {
    let url = bundle.bundleURL.appending(path: "Vectors/\(name).json")
    self = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: url))
  }

  /// The JSON text.
  public var text: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  /// The members of an object; none of any other value.
  public var members: [String: JSONValue] {
    guard case .object(let members) = self else { return [:] }
    return members
  }

  /// The elements of an array; none of any other value.
  public var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The text of a string; `nil` for any other value.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The member of that name; `null` when there is none.
  public subscript(name: String) -> JSONValue {
    get { members[name] ?? .null }
    set {
      var members = members
      members[name] = newValue
      self = .object(members)
    }
  }

  /// The same value without what `path` leads to: names of members, and positions as `[0]`.
  ///
  /// - Returns: `nil` when the path leads nowhere.
  public func removing(_ path: some Collection<String>) -> JSONValue? {
    guard let step = path.first else { return nil }
    let rest = path.dropFirst()
    if let position = Int(step.drop { $0 == "[" }.prefix { $0 != "]" }), step.hasPrefix("[") {
      guard elements.indices.contains(position) else { return nil }
      var copy = elements
      if rest.isEmpty {
        copy.remove(at: position)
      } else {
        guard let changed = copy[position].removing(rest) else { return nil }
        copy[position] = changed
      }
      return .array(copy)
    }
    var copy = members
    guard let member = copy[step] else { return nil }
    if rest.isEmpty {
      copy[step] = nil
    } else {
      guard let changed = member.removing(rest) else { return nil }
      copy[step] = changed
    }
    return .object(copy)
  }
}

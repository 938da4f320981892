/// Header fields in the order in which they are sent or came.
///
/// Names are compared without regard to case (RFC 9110 §5.1). Values may be secret, so the
/// description shows names only.
public struct HTTPHeaders: Equatable, Sendable {
  /// One field.
  public struct Field: Equatable, Sendable {
    /// The name, as it is written.
    public var name: String
    /// The value, without white space around it.
    public var value: String
  }

  /// The fields.
  public private(set) var fields: [Field] = []

  /// No fields.
  public init() {}

  /// The first value of a field; setting replaces all fields of that name, `nil` removes them.
  public subscript(name: String) -> String? {
    get { fields.first { Self.isSame($0.name, name) }?.value }
    set {
      fields.removeAll { Self.isSame($0.name, name) }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  /// All values of a field, in order.
  public func values(of name: String) -> [String] {
    fields.filter { Self.isSame($0.name, name) }.map(\.value)
  }

  /// Adds a field after the others, also when there is one of that name.
  public mutating func append(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The first field that cannot be sent: its name is no token, or its value would end the line.
  var firstInvalidName: String? {
    fields.first { field in
      field.name.isEmpty || !field.name.utf8.allSatisfy(Self.isTokenByte)
        || field.value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    }?.name
  }

  /// Whether two names are of the same field.
  static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      && zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// RFC 9110 §5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  /// Fields in the order of the literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0, value: $1) }
  }
}

extension HTTPHeaders: CustomStringConvertible, CustomReflectable {
  /// The names, without the values.
  public var description: String { "[" + fields.map(\.name).joined(separator: ", ") + "]" }

  /// Shows nothing more than ``description``.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension HTTPHeaders.Field: CustomStringConvertible, CustomReflectable {
  /// The name, without the value.
  public var description: String { name }

  /// Shows nothing more than ``description``.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

import Foundation
public import SwiftProtobuf
public import TestSupport

/// Reads one of the recordings of the wire as it is.
public func vectors(_ name: String) throws -> JSONValue {
  try JSONValue(vectors: name, in: .module)
}

extension JSONValue {
  /// The message that this is the protobuf JSON of; read masks are lists of paths here.
  public func message<M: Message>(_ type: M.Type = M.self) throws -> M {
    try M(jsonString: maskedAsProtobuf.text)
  }

  /// `{"paths": ["a_b", "c"]}` becomes `"aB,c"`, protobuf's own form.
  private var maskedAsProtobuf: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.maskedAsProtobuf))
    case .object(let members):
      .object(
        Dictionary(
          uniqueKeysWithValues: members.map { name, value in
            guard name == "read_mask" else { return (name, value.maskedAsProtobuf) }
            let paths = value["paths"].elements.compactMap(\.string).map { path in
              let words = path.split(separator: "_")
              return words.prefix(1).joined()
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            }
            return (name, .string(paths.joined(separator: ",")))
          }))
    case .null, .bool, .number, .string: self
    }
  }

  /// The bytes of a hex text.
  public func bytes(_ name: String) throws -> [UInt8] {
    try JSONDecoder().decode(HexBytes.self, from: Data(self[name].text.utf8)).bytes
  }
}

extension Message {
  /// The JSON with the names of the .proto files.
  public var json: JSONValue {
    get throws {
      var options = JSONEncodingOptions()
      options.preserveProtoFieldNames = true
      return try JSONDecoder().decode(
        JSONValue.self, from: jsonUTF8Data(options: options))
    }
  }

  /// The bytes, maps in the order of their keys.
  public var bytes: [UInt8] {
    get throws {
      var options = BinaryEncodingOptions()
      options.useDeterministicOrdering = true
      return try serializedBytes(options: options)
    }
  }
}

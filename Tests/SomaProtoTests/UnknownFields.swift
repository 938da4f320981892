import Foundation
import SwiftProtobuf

/// Finds the messages that hold fields which our definitions do not know, at any depth.
///
/// Equal bytes after writing again would not show them: unknown fields are kept and written too.
struct UnknownFields: Visitor {
  private var found: [String] = []

  /// Names of the messages with unknown fields in and below `message`, in the order of the visit.
  static func owners(in message: some Message) throws -> [String] {
    var visitor = UnknownFields()
    try visitor.inspect(message)
    return visitor.found
  }

  private mutating func inspect<M: Message>(_ message: M) throws {
    if !message.unknownFields.data.isEmpty { found.append(M.protoMessageName) }
    try message.traverse(visitor: &self)
  }

  mutating func visitSingularMessageField<M: Message>(value: M, fieldNumber: Int) throws {
    try inspect(value)
  }

  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type,
    value: _ProtobufMessageMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) throws {
    for message in value.values { try inspect(message) }
  }

  mutating func visitMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type,
    value: _ProtobufMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) {}

  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type,
    value: _ProtobufEnumMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) {}

  mutating func visitSingularDoubleField(value: Double, fieldNumber: Int) {}
  mutating func visitSingularInt64Field(value: Int64, fieldNumber: Int) {}
  mutating func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) {}
  mutating func visitSingularBoolField(value: Bool, fieldNumber: Int) {}
  mutating func visitSingularStringField(value: String, fieldNumber: Int) {}
  mutating func visitSingularBytesField(value: Data, fieldNumber: Int) {}
  mutating func visitSingularEnumField<E: Enum>(value: E, fieldNumber: Int) {}
  mutating func visitUnknown(bytes: Data) {}  // `inspect` has seen them
}

import SomaCrypto
import SwiftProtobuf
import Testing

/// Checks that `bytes` hold nothing that our definition of `M` misses or reads as something else.
///
/// Every field is known, the same bytes come out when the message is written again, and, where the
/// JSON of the message was recorded, it is the JSON that we write, and reading it gives the bytes.
func expectUnderstood<M: Message>(
  _ bytes: [UInt8], as type: M.Type, json: JSON? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let message = try M(serializedBytes: bytes)
  let unknown = try UnknownFields.owners(in: message)
  #expect(unknown.isEmpty, sourceLocation: sourceLocation)
  #expect(try hex(of: message) == Hex.encode(bytes), sourceLocation: sourceLocation)
  guard let json else { return }
  #expect(try canonicalJSON(of: message) == json.canonical, sourceLocation: sourceLocation)
  let read = try M(jsonString: json.canonical.jsonString())
  #expect(try hex(of: read) == Hex.encode(bytes), sourceLocation: sourceLocation)
}

/// Checks that `json` reads as an `M`, every name in it known, and comes out again as it was.
func expectUnderstood<M: Message>(
  _ json: JSON, as type: M.Type, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let message = try M(jsonString: json.canonical.jsonString())
  #expect(try canonicalJSON(of: message) == json.canonical, sourceLocation: sourceLocation)
}

/// The message as canonical JSON with the names of the .proto files.
private func canonicalJSON(of message: some Message) throws -> JSON {
  var options = JSONEncodingOptions()
  options.preserveProtoFieldNames = true
  return try JSON(jsonString: message.jsonString(options: options)).canonical
}

/// The message as hex, maps in the order of their keys.
private func hex(of message: some Message) throws -> String {
  var options = BinaryEncodingOptions()
  options.useDeterministicOrdering = true
  let bytes: [UInt8] = try message.serializedBytes(options: options)
  return Hex.encode(bytes)
}

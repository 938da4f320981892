import Foundation
import SwiftProtobuf
import Testing

/// A JSON value. SwiftProtobuf's own type for it will do.
typealias JSON = Google_Protobuf_Value

/// Reads `Vectors/<name>.json`.
func vectors(_ name: String) throws -> JSON {
  let file = try #require(
    Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
  return try JSON(jsonUTF8Data: Data(contentsOf: file))
}

extension JSON {
  /// The members of an object; none for any other value.
  var members: [String: JSON] {
    guard case .structValue(let object) = kind else { return [:] }
    return object.fields
  }

  /// The elements of an array; none for any other value.
  var elements: [JSON] {
    guard case .listValue(let array) = kind else { return [] }
    return array.values
  }

  /// The member of that name.
  func member(_ name: String) throws -> JSON {
    try #require(members[name], "no member \(name)")
  }

  /// The text of the member of that name.
  func text(_ name: String) throws -> String {
    let value = try member(name)
    guard case .stringValue(let text) = value.kind else {
      throw JSONDecodingError.malformedString
    }
    return text
  }

  /// The same value in one spelling, so that `==` compares what was meant.
  ///
  /// A number becomes the nearest 32-bit float: no message has a wider one, and writers differ in
  /// how many digits they give. Read masks become the comma-separated text of protobuf's JSON form.
  var canonical: JSON {
    switch kind {
    case .numberValue(let number):
      JSON(numberValue: Double(Float(number)))
    case .listValue(let array):
      JSON(listValue: Google_Protobuf_ListValue(values: array.values.map(\.canonical)))
    case .structValue(let object):
      JSON(
        structValue: Google_Protobuf_Struct(
          fields: Dictionary(
            uniqueKeysWithValues: object.fields.map { name, value in
              (name, name == "read_mask" ? value.asMaskText : value.canonical)
            })))
    case .stringValue, .boolValue, .nullValue, nil:
      self
    }
  }

  /// `{"paths": ["a_b", "c"]}` as `"aB,c"`; any other value as it is.
  private var asMaskText: JSON {
    guard let paths = members["paths"] else { return self }
    let camelCase = paths.elements.map { path in
      let words = path.stringValue.split(separator: "_")
      return words.prefix(1).joined() + words.dropFirst().map(\.capitalizedFirst).joined()
    }
    return JSON(stringValue: camelCase.joined(separator: ","))
  }
}

extension Substring {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

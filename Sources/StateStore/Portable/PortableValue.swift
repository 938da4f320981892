import Foundation
import GRDB
import SomaCrypto

/// A value of a column, in a form that any program reads: a number, a text, null, or `{"hex":"…"}` for bytes.
enum PortableValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// The values of a row, by the names of their columns.
typealias PortableRow = [String: PortableValue]

extension PortableValue: Codable {
  private struct Hexadecimal: Codable {
    var hex: String
  }

  /// Reads one of the four forms.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Int64.self) {
      self = .integer(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      let digits = try container.decode(Hexadecimal.self).hex
      guard let bytes = try? Hex.decode(digits) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hex digits")
      }
      self = .bytes(bytes)
    }
  }

  /// Writes the form of the value.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .integer(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .bytes(let bytes): try container.encode(Hexadecimal(hex: Hex.encode(bytes)))
    }
  }
}

extension PortableValue: Storable {
  func stored() -> DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .text(let text): text.databaseValue
    case .bytes(let bytes): bytes.stored()
    }
  }
}

extension PortableValue {
  /// What a column holds. The tables of a state have no fractions.
  init(_ name: String, of row: Row) throws {
    let value: DatabaseValue = row[name]
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .bytes(Array(data))
    case .double: throw UnreadableColumn(name: name)
    }
  }
}

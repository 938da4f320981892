import Foundation
import GRDB
import SomaCrypto
import SomaTypes

// A row that does not hold what its schema promises is damage, and damage must not trap: GRDB's own
// subscripts would.

extension Row {
  func integer(_ name: String) throws -> Int64 {
    guard let value = Int64.fromDatabaseValue(self[name]) else { throw unreadable(name) }
    return value
  }

  func unsigned(_ name: String) throws -> UInt64 {
    guard let value = UInt64(exactly: try integer(name)) else { throw unreadable(name) }
    return value
  }

  func text(_ name: String) throws -> String {
    guard let value = String.fromDatabaseValue(self[name]) else { throw unreadable(name) }
    return value
  }

  func bytes(_ name: String) throws -> [UInt8] {
    guard let value = Data.fromDatabaseValue(self[name]) else { throw unreadable(name) }
    return Array(value)
  }

  func bytes32(_ name: String) throws -> Bytes32 {
    guard let value = Bytes32(try bytes(name)) else { throw unreadable(name) }
    return value
  }

  func digest<Kind>(_ name: String) throws -> Digest<Kind> { Digest(try bytes32(name)) }

  func identifier<Kind>(_ name: String) throws -> Identifier<Kind> {
    Identifier(try bytes32(name))
  }

  func shortID<Kind>(_ name: String) throws -> ShortID<Kind> {
    guard let value = ShortID<Kind>(try bytes(name)) else { throw unreadable(name) }
    return value
  }

  func moment(_ name: String) throws -> Moment { Moment(milliseconds: try integer(name)) }

  /// One of the words of an enum.
  func word<Word: RawRepresentable<String>>(_ name: String) throws -> Word {
    guard let value = Word(rawValue: try text(name)) else { throw unreadable(name) }
    return value
  }

  /// What a column that may be empty holds.
  func optional<Value>(_ name: String, _ read: (String) throws -> Value) throws -> Value? {
    let value: DatabaseValue = self[name]
    return value.isNull ? nil : try read(name)
  }

  private func unreadable(_ name: String) -> UnreadableColumn { UnreadableColumn(name: name) }
}

/// A column that does not hold what it must.
struct UnreadableColumn: Error {
  var name: String
}

/// A value on its way into a statement.
protocol Storable {
  func stored() throws(StateError) -> DatabaseValue
}

extension Int: Storable {
  func stored() -> DatabaseValue { databaseValue }
}

extension Int64: Storable {
  func stored() -> DatabaseValue { databaseValue }
}

extension UInt64: Storable {
  func stored() throws(StateError) -> DatabaseValue {
    guard let value = Int64(exactly: self) else { throw .outOfRange(self) }
    return value.databaseValue
  }
}

extension String: Storable {
  func stored() -> DatabaseValue { databaseValue }
}

extension [UInt8]: Storable {
  func stored() -> DatabaseValue { Data(self).databaseValue }
}

extension Bytes32: Storable {
  func stored() -> DatabaseValue { Data(bytes).databaseValue }
}

extension Digest: Storable {
  func stored() -> DatabaseValue { bytes.stored() }
}

extension Identifier: Storable {
  func stored() -> DatabaseValue { bytes.stored() }
}

extension ShortID: Storable {
  func stored() -> DatabaseValue { bytes.stored() }
}

extension Moment: Storable {
  func stored() -> DatabaseValue { milliseconds.databaseValue }
}

extension Epoch: Storable {
  func stored() throws(StateError) -> DatabaseValue { try rawValue.stored() }
}

extension Optional: Storable where Wrapped: Storable {
  func stored() throws(StateError) -> DatabaseValue {
    if let self { try self.stored() } else { .null }
  }
}

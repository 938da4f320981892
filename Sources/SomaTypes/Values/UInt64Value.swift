public import BCS

/// A number with a meaning: 8 little-endian bytes in BCS, decimal as text.
public protocol UInt64Value: BCSCodable, Comparable, CustomStringConvertible,
  Hashable, RawRepresentable, Sendable
where RawValue == UInt64 {
  /// Takes the number.
  init(rawValue: UInt64)
}

extension UInt64Value {
  /// Takes the number.
  public init(_ rawValue: UInt64) { self.init(rawValue: rawValue) }

  /// Takes a number that is written in the source, for values that allow it.
  public init(integerLiteral value: UInt64) { self.init(rawValue: value) }

  /// Compares the numbers.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Decimal.
  public var description: String { String(rawValue) }

  /// Reads 8 bytes.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self.init(rawValue: try reader.readInteger())
  }

  /// Writes 8 bytes.
  public func encode(to writer: inout BCSWriter) { writer.write(rawValue) }
}

/// The number of an epoch, counted from genesis, which is 0.
public struct Epoch: UInt64Value, ExpressibleByIntegerLiteral {
  /// The number.
  public let rawValue: UInt64

  /// Takes the number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The epoch after this one: the only one in which a commit made now can be revealed.
  ///
  /// - Returns: `nil` at the end of the range.
  public var next: Epoch? { rawValue == .max ? nil : Epoch(rawValue + 1) }
}

/// The version of an object: the lamport version of the transaction that wrote it.
public struct ObjectVersion: UInt64Value, ExpressibleByIntegerLiteral {
  /// The number.
  public let rawValue: UInt64

  /// Takes the number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// A rate in hundredths of a percent; 10 000 is all of it.
public struct BasisPoints: UInt64Value, ExpressibleByIntegerLiteral {
  /// The highest commission that the chain accepts.
  public static let all = BasisPoints(10_000)

  /// The number. The chain accepts commissions of at most 10 000, but any number can be encoded.
  public let rawValue: UInt64

  /// Takes the number.
  public init(rawValue: UInt64) { self.rawValue = rawValue }
}

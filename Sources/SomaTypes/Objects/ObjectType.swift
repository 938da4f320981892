public import BCS

/// What an object is. The raw value is the type's text on the wire, case-sensitive.
public enum ObjectType: String, CaseIterable, Sendable {
  /// The one object that holds the ``SystemState``.
  case systemState = "SystemState"
  /// Money; see ``Coin``.
  case coin = "Coin"
  /// A receipt for stake; see ``StakedSoma``.
  case stakedSoma = "StakedSoma"
  /// Something for submissions to aim at; see ``Target``.
  case target = "Target"
}

extension ObjectType: BCSCodable {
  /// Reads the variant index.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self = Self.allCases[try reader.readVariant(of: "ObjectType", count: Self.allCases.count)]
  }

  /// Writes the variant index.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(Self.allCases.firstIndex(of: self) ?? 0)
  }
}

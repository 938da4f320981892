public import BCS

/// What a transaction did to an object's id.
///
/// After a failure an id can be ``created`` although no object was written: look at the output of
/// the ``ChangedObject`` first.
public enum IDOperation: Int, CaseIterable, Sendable {
  /// Nothing: the chain's `None`.
  case unchanged
  /// Made it.
  case created
  /// Ended it.
  case deleted
}

extension IDOperation: BCSCodable {
  /// Reads the variant index.
  public init(from reader: inout BCSReader) throws(BCSError) {
    self = Self.allCases[try reader.readVariant(of: "IDOperation", count: Self.allCases.count)]
  }

  /// Writes the variant index.
  public func encode(to writer: inout BCSWriter) { writer.writeVariant(rawValue) }
}

/// What came of importing an export.
public struct StateImport: Equatable, Sendable {
  /// Rows that were not there.
  public var added = 0
  /// Rows that have come further.
  public var advanced = 0
  /// Rows that were there already, or have come further here.
  public var unchanged = 0
  /// Whether this state was empty, and has the lineage of the export now.
  public var isAdopted = false
}

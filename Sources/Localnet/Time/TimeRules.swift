public import BCS

/// How time passes for a local chain. It is kept beside the genesis, and no part of the ledger.
///
/// BCS: whether the time is its own, the position of the epochs' end among all cases.
public struct TimeRules: Hashable, Sendable {
  /// Whether the chain has a time of its own, which begins with its genesis and stands still while
  /// nothing runs. Else its time is the machine's.
  ///
  /// A chain with a seed has: it begins at the same moment whenever it is made, so by the machine's time
  /// its first boundary would be long overdue.
  public var isOwnTime: Bool
  /// What ends epochs, unless whoever starts the localnet asks for something else.
  public var epochEnd: EpochEnd

  /// Creates rules; by default the machine's time, and epochs that end either way.
  public init(isOwnTime: Bool = false, epochEnd: EpochEnd = .both) {
    self.isOwnTime = isOwnTime
    self.epochEnd = epochEnd
  }
}

extension TimeRules: BCSCodable {
  /// Reads both.
  public init(from reader: inout BCSReader) throws(BCSError) {
    isOwnTime = try reader.readBool()
    let cases = EpochEnd.allCases
    epochEnd = cases[try reader.readVariant(of: "EpochEnd", count: cases.count)]
  }

  /// Writes both.
  public func encode(to writer: inout BCSWriter) {
    writer.write(isOwnTime)
    writer.writeVariant(EpochEnd.allCases.firstIndex(of: epochEnd) ?? 0)
  }
}

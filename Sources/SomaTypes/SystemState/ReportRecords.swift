import BCS

// Who was reported by whom: a map to sets of addresses, both ascending.

extension BCSReader {
  /// Reads reports.
  mutating func readReportRecords<Reported: BCSDecodable & Hashable>()
    throws(BCSError) -> [Reported: Set<SomaAddress>]
  {
    try readMap(
      key: { (reader) throws(BCSError) in try reader.read() },
      value: { (reader) throws(BCSError) in try reader.readSet() })
  }
}

extension BCSWriter {
  /// Writes reports.
  mutating func writeReportRecords(_ records: [some BCSEncodable & Hashable: Set<SomaAddress>]) {
    writeMap(records, key: { $0.write($1) }, value: { $0.writeSet($1) })
  }
}

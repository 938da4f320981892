import Foundation
import SomaCrypto
public import SomaTypes

/// A state as lines of JSON: what it is of, its rows, and a digest of all that.
///
/// The first line is an object with `format`, `lineage`, `schemaVersion` and, when it is known, `chain`;
/// each further one is `{"row":{…},"table":"…"}`, where bytes are `{"hex":"…"}`; the last one is `{"digest":"…","rows":N}`
/// with the BLAKE2b-256 of all bytes before it in hex digits. Names are sorted and tables and rows in a fixed order,
/// so that equal states give equal bytes. No secret is in it in clear; it is confidential all the same.
public struct StateExport: Equatable, Sendable {
  static let format = "steward/state-export/v1"

  /// The lineage of the state that it is of.
  public var lineage: [UInt8]
  /// The version of that state's schema.
  public var schemaVersion: Int
  /// The chain; `nil` when it is not known.
  public var chain: CheckpointDigest?

  /// The rows, by their tables; in the order of the file.
  var rows: [(table: String, row: PortableRow)]

  /// How many rows there are.
  public var rowCount: Int { rows.count }

  /// Whether all is equal.
  public static func == (left: StateExport, right: StateExport) -> Bool {
    left.lineage == right.lineage && left.schemaVersion == right.schemaVersion
      && left.chain == right.chain && left.rows.elementsEqual(right.rows, by: ==)
  }
}

extension StateExport {
  private struct Header: Codable {
    var format: String
    var lineage: String
    var schemaVersion: Int
    var chain: String?
  }

  private struct Line: Codable {
    var table: String
    var row: PortableRow
  }

  private struct End: Codable {
    var digest: String
    var rows: Int
  }

  /// The text.
  public var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func line(_ value: some Encodable) -> [UInt8] {
      // Strings, integers and their maps: there is nothing that JSON cannot hold.
      guard let data = try? encoder.encode(value) else { preconditionFailure("not encodable") }
      return Array(data) + [UInt8(ascii: "\n")]
    }
    var bytes = line(
      Header(
        format: Self.format, lineage: Hex.encode(lineage), schemaVersion: schemaVersion,
        chain: chain?.description))
    for (table, row) in rows { bytes += line(Line(table: table, row: row)) }
    return bytes + line(End(digest: Self.digest(of: bytes[...]), rows: rows.count))
  }

  private static func digest(of bytes: ArraySlice<UInt8>) -> String {
    bytes.withUnsafeBytes { Hex.encode(Blake2b256.hash($0).bytes) }
  }

  /// Reads a text. Any may be given.
  ///
  /// - Throws: ``StateExportError/foreign``, ``StateExportError/damaged(_:)``,
  ///   ``StateExportError/newer(version:known:)``.
  public init(parsing bytes: [UInt8]) throws(StateExportError) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, let header = Self.decode(Header.self, first),
      header.format == Self.format
    else { throw .foreign }
    guard bytes.last == UInt8(ascii: "\n"), lines.count >= 2, let last = lines.last,
      let end = Self.decode(End.self, last)
    else { throw .damaged("its end is missing") }
    guard end.digest == Self.digest(of: bytes[..<last.startIndex]), end.rows == lines.count - 2
    else { throw .damaged("its digest is another") }
    guard header.schemaVersion <= Schema.version else {
      throw .newer(version: header.schemaVersion, known: Schema.version)
    }
    guard let lineage = try? Hex.decode(header.lineage), lineage.count == 16 else {
      throw .damaged("its lineage is none")
    }
    self.lineage = lineage
    schemaVersion = header.schemaVersion
    if let text = header.chain {
      guard let chain = try? CheckpointDigest(base58: text) else {
        throw .damaged("its chain is none")
      }
      self.chain = chain
    }
    rows = []
    for (number, line) in lines.dropFirst().dropLast().enumerated() {
      guard let line = Self.decode(Line.self, line),
        PortableTable.all.contains(where: { $0.name == line.table })
      else { throw .damaged("line \(number + 2) is no row of a state") }
      rows.append((line.table, line.row))
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ line: ArraySlice<UInt8>
  ) -> Value? {
    try? JSONDecoder().decode(type, from: Data(line))  // what it is not, the caller knows
  }

  /// More than any export has, in bytes.
  public static let byteLimit = 1 << 30

  /// Writes the text to a new file of mode 0600, and waits for the disk.
  ///
  /// - Throws: ``StateError/exists(_:)``, ``StateError/diskFull(path:)``,
  ///   ``StateError/system(call:path:errno:)``.
  public func write(to path: String) throws(StateError) {
    try PrivateFile(path: path).create(bytes)
    try PrivateFile.syncDirectory(PrivateFile.directory(of: path))
  }
}

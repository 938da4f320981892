public import BCS
import Diagnostics

extension CanonicalURL: BCSCodable {
  /// Reads a string that must be a canonical URL (WIRE 1.2).
  ///
  /// - Throws: ``BCSError/Reason/invalidValue(type:reason:)`` when it is not, and what a string
  ///   throws.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let start = reader.offset
    let text = try reader.readString()
    do {
      try self.init(canonical: text)
    } catch {
      let reason = error.diagnostic.detail
      throw BCSError(.invalidValue(type: "Url", reason: reason), at: start)
    }
  }

  /// Writes the text as a string.
  public func encode(to writer: inout BCSWriter) { writer.write(text) }
}

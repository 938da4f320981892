public import BCS
public import Ledger
public import SomaCrypto
import SomaTypes

/// An input of a ledger, and what came of it: whoever replays it can tell whether the same does again.
///
/// BCS: the outcome, the input.
public struct RecordedInput: Equatable, Sendable {
  /// What changed the ledger.
  public let input: LedgerInput
  /// The digest of a transaction's effects; for everything else that of the latest checkpoint.
  public let outcome: Bytes32

  /// Describes an input that a ledger has just accepted.
  public init(_ input: LedgerInput, appliedTo ledger: Ledger) {
    self.input = input
    var outcome = ledger.latestCheckpoint.digest.bytes
    if case .transaction(let transaction, _) = input,
      let record = ledger.transaction(transaction.data.digest)
    {
      outcome = record.effects.digest.bytes
    }
    self.outcome = outcome
  }
}

extension RecordedInput: BCSCodable {
  /// Reads the outcome and the input.
  public init(from reader: inout BCSReader) throws(BCSError) {
    outcome = try reader.readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
    input = try reader.read()
  }

  /// Writes the outcome and the input.
  public func encode(to writer: inout BCSWriter) {
    outcome.withUnsafeBytes { writer.writeFixed($0) }
    writer.write(input)
  }
}

import Ledger
import SomaTypes
import SomaWire

extension ExecutedTransaction {
  /// A transaction of the ledger, without objects.
  init(_ record: TransactionRecord) {
    self.init(
      digest: record.digest, data: record.data, signatures: record.signatures,
      effects: record.effects, balanceChanges: .init(record.balanceChanges))
  }
}

extension [BalanceChange] {
  /// The changes, ascending by address.
  init(_ changes: [SomaAddress: Int128]) {
    self = changes.sorted { $0.key < $1.key }
      .map { BalanceChange(address: $0.key, shannons: $0.value) }
  }
}

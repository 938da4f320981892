import SomaCrypto
import SomaTypes
import TestSupport

/// Coins for tests.
enum Purses {
  /// A coin with a one-byte id.
  static func coin(_ id: UInt8, _ balance: Amount, version: ObjectVersion = 1) -> Coin {
    Coin(reference: reference(id, version: version), balance: balance)
  }

  /// A reference with a one-byte id.
  static func reference(_ id: UInt8, version: ObjectVersion = 1) -> ObjectRef {
    ObjectRef(
      id: ObjectID(Bytes32(repeating: id)), version: version,
      digest: ObjectDigest(Bytes32(repeating: id)))
  }

  /// Coins of these balances, with the ids 1, 2, 3…
  static func purse(_ balances: [Amount]) -> CoinPurse {
    CoinPurse(balances.enumerated().map { coin(UInt8($0.offset + 1), $0.element) })
  }

  /// A builder with the fees of CHAIN 2.4 at r = 10.
  static func builder(_ purse: CoinPurse, gasCoin: ObjectID? = nil) -> TransactionBuilder {
    TransactionBuilder(
      sender: .zero, coins: purse,
      fees: FeeSchedule(baseFee: 1000, writeObjectFee: 300, valueFeeBps: 10), gasCoin: gasCoin)
  }

  /// Some balance: nothing, dust, about as much as a fee, much, or the most there can be.
  static func balance(_ generator: inout SeededGenerator) -> Amount {
    switch UInt64.random(in: 0..<8, using: &generator) {
    case 0: .zero
    case 1: Amount(.random(in: 1...999, using: &generator))
    case 2: Amount(.random(in: 1000...1001, using: &generator))
    case 3: Amount(.random(in: 1500...3000, using: &generator))
    case 4: Amount(.random(in: .max - 1...(.max), using: &generator))
    default: Amount(.random(in: 1...20_000_000_000, using: &generator))
    }
  }
}

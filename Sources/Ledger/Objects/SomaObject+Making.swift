import BCS
import SomaTypes

// Objects as executors make them: version 0 and no previous transaction, because both are set for
// everything at once when the transaction ends.

extension SomaObject {
  /// A new coin.
  static func coin(id: ObjectID, balance: Amount, owner: SomaAddress) -> SomaObject {
    made(.coin, id: id, content: balance.bcsBytes, owner: .address(owner))
  }

  /// A new receipt.
  static func stakedSoma(id: ObjectID, _ receipt: StakedSoma, owner: SomaAddress) -> SomaObject {
    made(.stakedSoma, id: id, content: receipt.bcsBytes, owner: .address(owner))
  }

  /// A new target. Its initial version is 1 whatever transaction makes it, so that its id is all
  /// that a submitter has to know. Source: `types/src/object.rs`, `new_target_object`.
  static func target(id: ObjectID, _ target: Target) -> SomaObject {
    made(.target, id: id, content: target.bcsBytes, owner: .shared(initialVersion: 1))
  }

  private static func made(
    _ type: ObjectType, id: ObjectID, content: [UInt8], owner: Owner
  ) -> SomaObject {
    SomaObject(
      type: type, version: 0, id: id, content: content, owner: owner, previousTransaction: .zero)
  }

  /// What a coin holds; `nil` for anything else.
  var coinBalance: Amount? {
    guard type == .coin else { return nil }
    // Only the ledger writes coins, always with 8 bytes.
    return try? Amount(bcsBytes: content)
  }

  /// The same coin with another balance.
  func holding(_ balance: Amount) -> SomaObject {
    var coin = self
    coin.content = balance.bcsBytes
    return coin
  }

  /// The account that owns it; `nil` when it is shared or immutable.
  var ownerAddress: SomaAddress? {
    guard case .address(let address) = owner else { return nil }
    return address
  }

  /// Whether everyone may use it.
  var isShared: Bool {
    guard case .shared = owner else { return false }
    return true
  }
}

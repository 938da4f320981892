public import SomaTypes
import SomaWire

/// Transactions that need a look at the chain before they can be built.
extension TransactionBuilder {
  /// Gives objects away, at their latest versions.
  ///
  /// - Throws: As all reads; `CoinSelectionError`, for an object of somebody else as well.
  public func transferObjects(
    _ ids: [ObjectID], to recipient: SomaAddress, on chain: Chain
  ) async throws -> TransactionData {
    var references: [ObjectRef] = []
    for id in ids { references.append(try await ownObject(id, on: chain).reference) }
    return try transferObjects(references, to: recipient)
  }

  /// Turns a receipt of a validator or a model back into money.
  ///
  /// - Throws: As all reads; `CoinSelectionError`, for a receipt of somebody else as well;
  ///   ``ReceiptError/notAReceipt(_:)`` for what is no receipt.
  public func withdrawStake(_ receipt: ObjectID, on chain: Chain) async throws -> TransactionData {
    let object = try await ownObject(receipt, on: chain)
    // Else the node would be blamed for what was typed.
    guard object.type == .stakedSoma else { throw ReceiptError.notAReceipt(receipt) }
    return try withdrawStake(object.reference, principal: object.stake.principal)
  }

  /// Submits data that hit a target. The bond is the data's size times the protocol's rate.
  ///
  /// - Throws: As all reads; `CoinSelectionError`.
  public func submitData(
    _ submission: DataSubmission, bondFrom coin: ObjectID? = nil, on chain: Chain
  ) async throws -> TransactionData {
    let rate = try await chain.protocolConfig().number("submission_bond_per_byte")
    return try submitData(submission, bondPerByte: Amount(rate), from: coin)
  }

  /// Collects the reward of a filled target, or the rest of an expired one.
  ///
  /// - Throws: As all reads; `CoinSelectionError`.
  public func claimRewards(_ id: TargetID, on chain: Chain) async throws -> TransactionData {
    let target = try await chain.target(id)
    return try claimRewards(id, reward: target.rewardPool ?? .zero)
  }

  /// Somebody else's object would keep a node busy for 90 s, and then nobody knew whether the
  /// transaction can still run. Source: CHAIN 7.2.
  private func ownObject(_ id: ObjectID, on chain: Chain) async throws -> SomaObject {
    let object = try await chain.object(id)
    guard object.owner == .address(sender) else { throw CoinSelectionError.notAmong(id) }
    return object
  }
}

import SomaTypes

// Stake of validators and models. Source: CHAIN.md 1.3, 2.4 and 4; `authority/src/execution/
// staking.rs` and `model.rs`.

extension Execution {
  /// AddStake.
  mutating func add(_ stake: AddStake, valueFee: Amount) throws(ExecutionFailure) {
    let (coin, balance) = try ownCoin(stake.coin.id)
    let amount = try stakedAmount(
      stake.amount, of: coin, balance: balance, valueFee: valueFee, reservedWrites: 3)
    let receipt = try state.requestAddStake(to: stake.validator, amount: amount)
    takeStake(amount, from: coin, balance: balance, for: receipt)
  }

  /// AddStakeToModel.
  mutating func add(_ stake: AddStakeToModel, valueFee: Amount) throws(ExecutionFailure) {
    let (coin, balance) = try ownCoin(stake.coin.id)
    // Of the gas coin, a node reserves for two of the three objects that will be written.
    let amount = try stakedAmount(
      stake.amount, of: coin, balance: balance, valueFee: valueFee,
      reservedWrites: stake.amount == nil ? 3 : 2)
    if coin.id == gasID, stake.amount == nil { emit(.wholeGasCoinStaked(coin.id)) }
    var stateEvents: [StateEvent] = []
    defer { emit(stateEvents) }
    let receipt = try state.requestAddStakeToModel(
      stake.modelID, amount: amount, events: &stateEvents)
    takeStake(amount, from: coin, balance: balance, for: receipt)
  }

  /// How much is staked: as said, or all that the coin can give.
  private func stakedAmount(
    _ stated: Amount?, of coin: SomaObject, balance: Amount, valueFee: Amount,
    reservedWrites: Int
  ) throws(ExecutionFailure) -> Amount {
    guard coin.id == gasID else {
      guard balance >= stated ?? balance else { throw .insufficientCoinBalance }
      return stated ?? balance
    }
    let fee = try remainingFee(writing: reservedWrites, valueFee: valueFee)
    guard let stated else {
      guard balance > fee, let amount = balance.subtracting(fee) else {
        throw .insufficientCoinBalance
      }
      return amount
    }
    guard balance >= (try stated.checkedSum(fee)) else { throw .insufficientCoinBalance }
    return stated
  }

  /// Makes the receipt and takes the money. A gas coin stays, because it has fees to pay.
  private mutating func takeStake(
    _ amount: Amount, from coin: SomaObject, balance: Amount, for receipt: StakedSoma
  ) {
    create(.stakedSoma(id: nextID(), receipt, owner: sender))
    let rest = balance.subtractingClamped(amount)
    if rest == .zero, coin.id != gasID { delete(coin.id) } else { write(coin.holding(rest)) }
    saveState()
  }

  /// WithdrawStake.
  mutating func withdraw(_ reference: ObjectRef) throws(ExecutionFailure) {
    let object = try ownObject(reference.id)
    // Whatever keeps it from being read, it is not a receipt.
    guard let receipt = try? StakedSoma(object) else {
      throw .invalidObjectType(
        objectID: object.id, expected: .stakedSoma, actual: object.type)
    }
    var stateEvents: [StateEvent] = []
    defer { emit(stateEvents) }
    let withdrawal = try state.requestWithdrawStake(
      receipt, policy: options.slashedStake, events: &stateEvents)
    delete(object.id)
    createCoin(worth: withdrawal.paid, for: sender)
    saveState()
  }
}

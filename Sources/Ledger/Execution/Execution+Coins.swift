import SomaTypes

// Transfers of coins. Source: CHAIN.md 2.4 and 3.5; `authority/src/execution/coin.rs`,
// `authority/src/execution/object.rs`.

extension Execution {
  /// An owned object of the sender.
  ///
  /// - Throws: ``ExecutionFailure/objectNotFound(objectID:)``,
  ///   ``ExecutionFailure/invalidOwnership(objectID:expectedOwner:actualOwner:)``.
  func ownObject(_ id: ObjectID) throws(ExecutionFailure) -> SomaObject {
    guard let object = object(id) else { throw .objectNotFound(objectID: id) }
    guard object.ownerAddress == sender else {
      throw .invalidOwnership(
        objectID: id, expectedOwner: sender, actualOwner: object.ownerAddress)
    }
    return object
  }

  /// A coin of the sender, and what it holds.
  ///
  /// - Throws: As ``ownObject(_:)``, and
  ///   ``ExecutionFailure/invalidObjectType(objectID:expected:actual:)``.
  func ownCoin(_ id: ObjectID) throws(ExecutionFailure) -> (coin: SomaObject, balance: Amount) {
    let object = try ownObject(id)
    guard let balance = object.coinBalance else {
      throw .invalidObjectType(objectID: id, expected: .coin, actual: object.type)
    }
    return (object, balance)
  }

  /// What will still be owed after so many objects are written.
  func remainingFee(writing count: Int, valueFee: Amount) throws(ExecutionFailure) -> Amount {
    guard let fee = rates.operationFee(for: count).adding(valueFee) else {
      throw .arithmeticOverflow
    }
    return fee
  }

  /// Makes a coin.
  mutating func createCoin(worth balance: Amount, for owner: SomaAddress) {
    create(.coin(id: nextID(), balance: balance, owner: owner))
  }

  /// TransferCoin.
  mutating func transfer(
    _ transfer: TransferCoin, valueFee: Amount
  ) throws(ExecutionFailure) {
    let (coin, balance) = try ownCoin(transfer.coin.id)
    let paysGas = coin.id == gasID
    guard let amount = transfer.amount else {
      guard paysGas else { return give(coin, to: transfer.recipient) }
      let fee = try remainingFee(writing: 2, valueFee: valueFee)
      guard balance > fee, let rest = balance.subtracting(fee) else {
        throw .insufficientCoinBalance
      }
      createCoin(worth: rest, for: transfer.recipient)
      return write(coin.holding(fee))
    }
    if paysGas {
      let fee = try remainingFee(writing: 2, valueFee: valueFee)
      guard let needed = amount.adding(fee) else { throw .arithmeticOverflow }
      guard balance >= needed else { throw .insufficientCoinBalance }
    } else if balance == amount {
      return give(coin, to: transfer.recipient)
    }
    guard let rest = balance.subtracting(amount) else { throw .insufficientCoinBalance }
    createCoin(worth: amount, for: transfer.recipient)
    write(coin.holding(rest))
  }

  /// TransferObjects.
  mutating func transfer(_ transfer: TransferObjects) throws(ExecutionFailure) {
    guard !transfer.objects.isEmpty else {
      throw .invalidArguments(reason: "Must provide at least one object to transfer")
    }
    for reference in transfer.objects {
      give(try ownObject(reference.id), to: transfer.recipient)
    }
  }

  private mutating func give(_ object: SomaObject, to recipient: SomaAddress) {
    var given = object
    given.owner = .address(recipient)
    write(given)
  }

  /// PayCoins.
  mutating func pay(_ payment: PayCoins, valueFee: Amount) throws(ExecutionFailure) {
    guard !payment.coins.isEmpty else {
      throw .invalidArguments(reason: "Must provide at least one coin")
    }
    guard !payment.recipients.isEmpty else {
      throw .invalidArguments(reason: "Must provide at least one recipient")
    }
    if let amounts = payment.amounts {
      try pay(amounts, of: payment, valueFee: valueFee)
    } else if let recipient = payment.recipients.first, payment.recipients.count == 1 {
      try payAll(payment.coins.map(\.id), to: recipient, valueFee: valueFee)
    } else {
      throw .invalidArguments(reason: "Pay-all operation only supports a single recipient")
    }
  }

  private mutating func pay(
    _ amounts: [Amount], of payment: PayCoins, valueFee: Amount
  ) throws(ExecutionFailure) {
    guard amounts.count == payment.recipients.count else {
      throw .invalidArguments(
        reason: "Amounts and recipients must match. Got \(amounts.count) amounts and "
          + "\(payment.recipients.count) recipients")
    }
    var coins: [SomaObject] = []
    var available = Amount.zero
    for reference in payment.coins {
      let (coin, balance) = try ownCoin(reference.id)
      coins.append(coin)
      available = try available.checkedSum(balance)
    }
    var paid = Amount.zero
    for amount in amounts { paid = try paid.checkedSum(amount) }
    // Reserved even when another coin pays for gas.
    let fee = try remainingFee(writing: 1 + payment.recipients.count, valueFee: valueFee)
    guard available >= (try paid.checkedSum(fee)), let rest = available.subtracting(paid) else {
      throw .insufficientCoinBalance
    }
    for (amount, recipient) in zip(amounts, payment.recipients) {
      createCoin(worth: amount, for: recipient)
    }
    merge(coins, into: coins.first { $0.id == gasID } ?? coins[0], holding: rest)
  }

  private mutating func payAll(
    _ ids: [ObjectID], to recipient: SomaAddress, valueFee: Amount
  ) throws(ExecutionFailure) {
    var coins: [SomaObject] = []
    var available = Amount.zero
    // A node looks at the gas coin first, which decides what is wrong when several coins are.
    for id in ids.filter({ $0 == gasID }) + ids.filter({ $0 != gasID }) {
      let (coin, balance) = try ownCoin(id)
      coins.append(coin)
      available = try available.checkedSum(balance)
    }
    if coins[0].id == gasID {
      let fee = try remainingFee(writing: 2, valueFee: valueFee)
      guard available > fee, let rest = available.subtracting(fee) else {
        throw .insufficientCoinBalance
      }
      createCoin(worth: rest, for: recipient)
      merge(coins, into: coins[0], holding: fee)
    } else {
      merge(coins, into: coins[0], holding: available)
      if let merged = object(coins[0].id) { give(merged, to: recipient) }
    }
  }

  private mutating func merge(
    _ coins: [SomaObject], into first: SomaObject, holding balance: Amount
  ) {
    for coin in coins where coin.id != first.id { delete(coin.id) }
    write(first.holding(balance))
  }
}

extension Amount {
  /// The sum.
  ///
  /// - Throws: ``ExecutionFailure/arithmeticOverflow``.
  func checkedSum(_ other: Amount) throws(ExecutionFailure) -> Amount {
    guard let sum = adding(other) else { throw .arithmeticOverflow }
    return sum
  }
}

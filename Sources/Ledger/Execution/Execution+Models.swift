import SomaTypes

// Source: CHAIN.md 1.3; `authority/src/execution/model.rs`.

extension Execution {
  /// Everything that owners and validators do to models, but for stake.
  mutating func executeModelKind(
    _ kind: TransactionKind, valueFee: Amount
  ) throws(ExecutionFailure) {
    switch kind {
    case .createModel(let create):
      try self.create(create, valueFee: valueFee)
    case .commitModel(let commit):
      try state.commitModel(commit, by: sender)
    case .revealModel(let reveal):
      var stateEvents: [StateEvent] = []
      defer { emit(stateEvents) }
      try state.revealModel(reveal, by: sender, events: &stateEvents)
    case .setModelCommissionRate(let change):
      try state.setModelCommissionRate(change, by: sender)
    case .deactivateModel(let modelID):
      try state.deactivateModel(modelID, by: sender)
    case .reportModel(let modelID):
      try state.reportModel(modelID, by: sender)
    case .undoReportModel(let modelID):
      try state.undoReportModel(modelID, by: sender)
    default:
      throw .invalidTransactionType
    }
    saveState()
  }

  /// CreateModel: the stake comes out of the gas coin.
  private mutating func create(
    _ payload: CreateModel, valueFee: Amount
  ) throws(ExecutionFailure) {
    try state.validate(payload)
    guard let gasID else { throw .insufficientGas }
    let (gas, balance) = try ownCoin(gasID)
    let fee = try remainingFee(writing: 3, valueFee: valueFee)
    guard balance >= (try payload.stake.checkedSum(fee)),
      let rest = balance.subtracting(payload.stake)
    else { throw .insufficientCoinBalance }
    let receipt = try state.createModel(
      payload, modelID: nextID(), poolID: nextID(), owner: sender)
    create(.stakedSoma(id: nextID(), receipt, owner: sender))
    write(gas.holding(rest))
  }
}

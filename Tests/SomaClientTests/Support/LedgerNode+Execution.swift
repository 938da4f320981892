import BCS
import SomaCrypto
import SomaTypes
import SomaWire

extension LedgerNode.State {
  /// Why a transaction is refused.
  struct NotLive: Error {
    let id: ObjectID
  }

  /// Applies a transaction: the fee is what a commit costs, whatever it does; money is not moved, but
  /// versions, owners and creations are as on the chain. Source: CHAIN 3.2 to 3.5.
  mutating func execute(_ data: TransactionData) throws -> ExecutedTransaction {
    let inputs = data.gasPayment + data.kind.ownedInputs.filter { !data.gasPayment.contains($0) }
    guard Set(inputs.map(\.id)).count == inputs.count else { throw NotLive(id: inputs[0].id) }
    for input in inputs {
      let live = references[input.id] ?? objects[input.id]?.reference
      guard live == input else { throw NotLive(id: input.id) }
    }
    let version = ObjectVersion((inputs.map(\.version.rawValue).max() ?? 0) + 1)
    let digest = data.digest
    var changes = inputs.map { change($0, by: data, at: version) }
    for number in data.kind.creations(gas: data.gasPayment.first) {
      let id = ObjectID.derived(from: digest, creationNumber: number)
      let made = SomaObject(
        type: .coin, version: version, id: id, content: Amount(1_000_000).bcsBytes,
        owner: .address(SomaAddress(Bytes32(repeating: 1))), previousTransaction: digest)
      objects[id] = made
      changes.append(
        ChangedObject(
          id: id, input: nil, output: .init(digest: made.digest, owner: made.owner),
          operation: .created))
    }
    changes.sort { $0.id < $1.id }
    let gasIndex = changes.firstIndex { $0.id == data.gasPayment.first?.id }
    var executed = ExecutedTransaction(
      effects: TransactionEffects(
        status: .success, executedEpoch: 7,
        fee: TransactionFee(baseFee: 1000, operationFee: 600, valueFee: 0, totalFee: 1600),
        transactionDigest: digest, gasObjectIndex: gasIndex.map { UInt32($0) }, dependencies: [],
        version: version, changedObjects: changes, unchangedSharedObjects: []))
    distort(&executed)
    return executed
  }

  private mutating func change(
    _ input: ObjectRef, by data: TransactionData, at version: ObjectVersion
  ) -> ChangedObject {
    let before = objects[input.id]
    let owner = before?.owner ?? .immutable
    var changed = ChangedObject(
      id: input.id, input: .init(version: input.version, digest: input.digest, owner: owner),
      output: nil, operation: .deleted)
    let isSmashed = data.gasPayment.dropFirst().contains(input)
    let isWithdrawn = data.kind == .withdrawStake(stakedSoma: input)
    guard var object = before, !isSmashed, !isWithdrawn else {
      objects[input.id] = nil
      return changed
    }
    object.version = version
    object.previousTransaction = data.digest
    if case .transferObjects(let transfer) = data.kind, transfer.objects.contains(input) {
      object.owner = .address(transfer.recipient)
    }
    objects[input.id] = object
    changed.output = .init(digest: object.digest, owner: object.owner)
    changed.operation = .unchanged
    return changed
  }
}

extension TransactionKind {
  /// The numbers of the objects that a success makes.
  fileprivate func creations(gas: ObjectRef?) -> [UInt64] {
    switch self {
    case .createModel: [2]
    case .addStake, .addStakeToModel, .withdrawStake: [0]
    case .transferCoin(let transfer): transfer.amount == nil && transfer.coin != gas ? [] : [0]
    case .payCoins(let payment): (payment.amounts ?? []).indices.map { UInt64($0) }
    default: []
    }
  }
}

import BCS
import SomaTypes

// Source: CHAIN.md 3.3 and 3.4; `types/src/temporary_store.rs`, `into_effects`.

extension Execution {
  /// Ends the transaction: gives everything written its version and makes the effects.
  ///
  /// - Parameters:
  ///   - status: How it ended.
  ///   - fee: What it paid.
  ///   - epoch: The epoch in which it ran.
  /// - Returns: Effects and objects, all of the lamport version of the inputs.
  func outcome(
    _ status: ExecutionStatus, fee: TransactionFee, in epoch: Epoch
  ) -> ExecutionOutcome {
    let version = ObjectVersion((inputs.values.map(\.version.rawValue).max() ?? 0) + 1)
    var written = written
    if isStateSaved, var object = inputs[.systemState] {
      object.content = state.bcsBytes
      written[.systemState] = object
    }
    for id in written.keys {
      written[id]?.version = version
      written[id]?.previousTransaction = digest
    }
    let changed = created.union(deleted).union(written.keys).sorted().map { id in
      ChangedObject(
        id: id, input: inputs[id].map(ChangedObject.Input.init(_:)),
        output: written[id].map(ChangedObject.Output.init(_:)),
        operation: created.contains(id) ? .created : deleted.contains(id) ? .deleted : .unchanged)
    }
    let effects = TransactionEffects(
      status: status, executedEpoch: epoch, fee: fee, transactionDigest: digest,
      gasObjectIndex: changed.firstIndex { $0.id == gasID }.map { UInt32($0) },
      dependencies: dependencies, version: version, changedObjects: changed,
      unchangedSharedObjects: [])
    return ExecutionOutcome(
      effects: effects, written: written.values.sorted { $0.id < $1.id },
      consumed: changed.compactMap { inputs[$0.id] }, state: state, events: events)
  }

  /// What is left of a transaction that could not even begin to pay: nothing but its effects.
  ///
  /// Its inputs keep their versions, and so their locks until the epoch ends. None of them is
  /// shared. Source: CHAIN.md 2.2; `authority/src/execution/mod.rs`, `error_result`.
  func emptyOutcome(_ failure: ExecutionFailure, in epoch: Epoch) -> ExecutionOutcome {
    let effects = TransactionEffects(
      status: .failure(failure), executedEpoch: epoch, fee: .zero, transactionDigest: digest,
      gasObjectIndex: nil, dependencies: dependencies, version: InputCheck.maximumVersion,
      changedObjects: [],
      unchangedSharedObjects: [])
    return ExecutionOutcome(
      effects: effects, written: [], consumed: [], state: state, events: events)
  }

  /// Who wrote the inputs.
  private var dependencies: [TransactionDigest] {
    Set(inputs.values.map(\.previousTransaction)).sorted()
  }
}

extension ChangedObject.Input {
  fileprivate init(_ object: SomaObject) {
    self.init(version: object.version, digest: object.digest, owner: object.owner)
  }
}

extension ChangedObject.Output {
  fileprivate init(_ object: SomaObject) {
    self.init(digest: object.digest, owner: object.owner)
  }
}

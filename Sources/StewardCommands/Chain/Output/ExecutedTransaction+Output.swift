import Diagnostics
import SomaTypes
import SomaWire

extension ExecutedTransaction {
  /// What it did: outcome, price, and who got and lost what.
  var outputFields: [OutputValue.Field] {
    let present = effects.changedObjects.filter { $0.output != nil }
    return [
      .init("digest", effects.transactionDigest),
      .init("status", effects.status.output),
      .init("failure", effects.status.failure),
      .init("executedEpoch", .number(effects.executedEpoch.rawValue)),
      .init("fee", effects.fee.output),
      .init("balanceChanges", balanceOutput),
      .init("created", .ids(present.filter { $0.operation == .created })),
      .init("deleted", .ids(effects.changedObjects.filter { $0.operation == .deleted })),
    ]
  }

  /// A node knows them when a checkpoint has the transaction; what cost something changed some.
  private var balanceOutput: OutputValue {
    guard checkpoint == nil, balanceChanges.isEmpty, effects.fee.totalFee > .zero else {
      return .list(balanceChanges.map(\.output))
    }
    return .described("not known", .null)
  }

  /// Every object that it touched.
  var changesOutput: OutputValue {
    .list(
      effects.changedObjects.map { change in
        .record([
          .init("objectId", change.id), .init("operation", change.operation.output),
          .init("versionBefore", .number(change.input?.version.rawValue)),
          .init("versionAfter", .number(change.output.map { _ in effects.version.rawValue })),
          .init("owner", .text((change.output?.owner ?? change.input?.owner).map(\.text))),
        ])
      })
  }
}

extension OutputValue {
  fileprivate static func ids(_ changes: [ChangedObject]) -> OutputValue {
    .list(changes.map { .text($0.id.description) })
  }
}

extension ExecutionStatus {
  fileprivate var output: OutputValue {
    switch self {
    case .success: .text("success")
    case .failure: .text("failure")
    }
  }

  /// The reason, for scripts; people get it as a message, with what to do.
  fileprivate var failure: OutputValue {
    guard case .failure(let failure) = self else { return .null }
    let diagnostic = failure.diagnostic
    return .described(
      failure.name,
      .record([.init("code", diagnostic.code), .init("detail", diagnostic.detail)]))
  }
}

extension TransactionFee {
  /// All four numbers for scripts, the sum for people.
  var output: OutputValue {
    .described(
      totalFee.description,
      .record([
        .init("total", totalFee.output), .init("base", baseFee.output),
        .init("operation", operationFee.output), .init("value", valueFee.output),
      ]))
  }
}

extension BalanceChange {
  fileprivate var output: OutputValue {
    // Sums over many coins can be larger than any amount; those stay in shannons.
    let soma = UInt64(exactly: shannons.magnitude).map { Amount(shannons: $0).soma }
    return .record([
      .init("address", address), .init("shannons", String(shannons)),
      .init("soma", .text(soma.map { shannons < 0 ? "-\($0)" : $0 })),
    ])
  }
}

extension IDOperation {
  fileprivate var output: OutputValue {
    switch self {
    case .unchanged: .text("changed")
    case .created: .text("created")
    case .deleted: .text("deleted")
    }
  }
}

extension Owner {
  /// In a few words.
  fileprivate var text: String {
    switch self {
    case .address(let address): address.description
    case .shared: "shared"
    case .immutable: "immutable"
    }
  }
}

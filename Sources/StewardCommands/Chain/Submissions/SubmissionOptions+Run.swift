import Diagnostics
import SomaClient
import SomaTypes
import SomaWire

extension SubmissionOptions {
  /// Makes a transaction from the account's coins. Called with fees that the next epoch cannot exceed.
  typealias Build = (TransactionBuilder, Chain) async throws -> TransactionData

  /// Builds a transaction, tries it out at the node, and then, unless that is all that is asked for,
  /// signs it and sends it once.
  ///
  /// - Throws: The error that says what is known; nothing was sent unless it says so.
  func run(_ build: Build) async throws {
    let gasCoin = try gasCoin.map { try TypedText.id($0, "--gas-coin", of: ObjectKind.self) }
    guard !dryRun else {
      let address = try sender.address(in: nodes.wallet)
      return try await nodes.withChain { chain in
        try await nodes.requireOneChain(chain)
        let draft = try await Draft(of: address, gasCoin: gasCoin, on: chain, build)
        let executed = try await chain.simulate(draft.data)
        try output.write(
          schema: "steward/chain-simulation/v1",
          [.init("kind", draft.data.kind.name), .init("sender", address)] + executed.outputFields)
        try executed.requireSuccessOfSimulation()
      }
    }
    // Before anything is read: whoever cannot sign should learn it at once.
    let signer = try sender.transactionSigner(in: nodes.wallet)
    let file = try export.map { try SignedTransactionFile(reserving: $0) }
    try await nodes.withChain { chain in
      try await nodes.requireOneChain(chain)
      let draft = try await Draft(of: signer.address, gasCoin: gasCoin, on: chain, build)
      try SigningRules.check(draft.data, protocolVersion: draft.protocolVersion)
      try await chain.simulate(draft.data).requireSuccessOfSimulation()
      try Task.checkCancellation()
      let transaction = try await signer.checkedSignature(of: draft.data)
      if let file { return try write(transaction, to: file) }
      try await TransactionSubmission(
        transaction: transaction, origin: .signedNow(directory: save), waits: !noWait,
        output: output, nodesHint: nodes.hint
      ).run(on: chain)
    }
  }

  private func write(_ transaction: SignedTransaction, to file: SignedTransactionFile) throws {
    try file.write(transaction)
    try output.write(
      schema: "steward/tx-export/v1",
      [
        .init("digest", transaction.data.digest), .init("kind", transaction.data.kind.name),
        .init("sender", transaction.data.sender), .init("file", file.path),
      ])
  }
}

/// A transaction that is built, and the protocol that it was built for.
private struct Draft {
  let data: TransactionData
  let protocolVersion: UInt64?

  init(
    of sender: SomaAddress, gasCoin: ObjectID?, on chain: Chain, _ build: SubmissionOptions.Build
  ) async throws {
    let config = try await chain.protocolConfig()
    let builder = TransactionBuilder(
      sender: sender, coins: try await chain.coins(of: sender),
      fees: try FeeSchedule(upperBoundOf: config), gasCoin: gasCoin)
    data = try await build(builder, chain)
    protocolVersion = config.protocolVersion
  }
}

extension ExecutedTransaction {
  /// Throws why the chain would refuse the transaction, if it would.
  fileprivate func requireSuccessOfSimulation() throws {
    guard case .failure(let failure) = effects.status else { return }
    let cause = failure.diagnostic
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "simulation.wouldFail", summary: "The chain would refuse the transaction",
        detail: "Nothing was signed or sent. \(cause.summary): \(cause.detail) (\(cause.code))",
        remedies: failure.remediesByHand))
  }
}

public import SomaTypes
public import SomaWire

/// Models. Every call throws what ``Wallet/submit(journal:_:)`` throws.
///
/// These are the plain steps: nothing here keeps the key and the embedding until the reveal. Losing them
/// costs half of the stake, so make them durable before a commit.
extension Wallet {
  /// Creates a model. A commit is due by the end of the next epoch.
  ///
  /// - Parameters:
  ///   - stake: At least the live `model_min_stake`, which is taken when this is `nil`.
  ///   - commission: The owner's part of rewards.
  ///   - journal: See ``submit(journal:_:)``. The id follows from the digest, so it is known here.
  /// - Returns: The model's id, and what the transaction did.
  /// - Throws: As all calls.
  public func createModel(
    stake: Amount?, commission: BasisPoints,
    journal: @escaping @Sendable (SignedTransaction) async throws -> Void = { _ in }
  ) async throws -> (id: ModelID, executed: ExecutedTransaction) {
    let executed = try await submit(journal: journal) { [chain] builder in
      let version = try await chain.protocolConfig().number("model_architecture_version")
      var least = stake
      if least == nil { least = try await chain.systemState().state.get().parameters.modelMinStake }
      return try builder.createModel(
        CreateModel(
          stake: least ?? .zero, commissionRate: commission, architectureVersion: version))
    }
    let id = ModelID.derived(from: executed.effects.transactionDigest, creationNumber: 0)
    return (id, executed)
  }

  /// Promises a release of a model, the first or another one. It must be revealed in the next epoch.
  @discardableResult
  public func commit(
    _ release: ModelRelease, to model: ModelID,
    journal: @escaping @Sendable (SignedTransaction) async throws -> Void = { _ in }
  ) async throws -> ExecutedTransaction {
    try await submit(journal: journal) {
      try $0.transaction(.commitModel(release.commit(to: model)))
    }
  }

  /// Promises another release of a model that is Active, and of no other: a first commit looks the same
  /// on the wire.
  ///
  /// - Throws: As all calls; ``ModelCallError``.
  @discardableResult
  public func commitUpdate(
    _ release: ModelRelease, to model: ModelID
  ) async throws -> ExecutedTransaction {
    try await submit { [chain] builder in
      let (_, known) = try await chain.model(model)
      guard case .active(_, let update) = known.state else {
        throw ModelCallError.wrongState(model, known.state.name, wanted: "Active")
      }
      if update != nil { throw ModelCallError.updatePending(model) }
      return try builder.transaction(.commitModel(release.commit(to: model)))
    }
  }

  /// Keeps the promise of a commit: publishes the key and the embedding, if they are the promised ones
  /// and this is the epoch for it. Nothing with the key leaves otherwise.
  ///
  /// - Throws: As all calls; ``ModelCallError``.
  @discardableResult
  public func reveal(
    _ model: ModelID, decryptionKey: DecryptionKey, embedding: SomaTensor
  ) async throws -> ExecutedTransaction {
    try await submit { [chain] builder in
      let (epoch, known) = try await chain.model(model)
      guard let promised = known.pendingUpdate else { throw ModelCallError.nothingCommitted(model) }
      let due = promised.commitEpoch.next
      guard epoch == due else {
        throw ModelCallError.notTheEpoch(model, now: epoch, due: due ?? promised.commitEpoch)
      }
      guard decryptionKey.commitment == promised.commitments.decryptionKeyCommitment else {
        throw ModelCallError.otherKey(model)
      }
      guard embedding.commitment == promised.commitments.embeddingCommitment else {
        throw ModelCallError.otherEmbedding(model)
      }
      return try builder.transaction(
        .revealModel(
          RevealModel(modelID: model, decryptionKey: decryptionKey, embedding: embedding)))
    }
  }

  /// Ends an Active model, for ever.
  @discardableResult
  public func deactivateModel(_ model: ModelID) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.deactivateModel(modelID: model)) }
  }

  /// Sets the commission of an Active model from the next epoch on.
  @discardableResult
  public func setModelCommissionRate(
    _ model: ModelID, to rate: BasisPoints
  ) async throws -> ExecutedTransaction {
    try await submit {
      try $0.transaction(
        .setModelCommissionRate(SetModelCommissionRate(modelID: model, newRate: rate)))
    }
  }

  /// Reports a model; for validators.
  @discardableResult
  public func reportModel(_ model: ModelID) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.reportModel(modelID: model)) }
  }

  /// Takes such a report back.
  @discardableResult
  public func undoReportModel(_ model: ModelID) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.undoReportModel(modelID: model)) }
  }
}

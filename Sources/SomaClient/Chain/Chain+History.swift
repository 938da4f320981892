public import SomaTypes
public import SomaWire

extension Chain {
  /// What an executed transaction did; `nil` when the node does not know it.
  ///
  /// One that the first node does not know is asked of all. Not to know it is no proof: a node can be
  /// behind, or have forgotten.
  ///
  /// - Throws: As all reads; ``ReplyError/otherTransaction(asked:got:)``.
  public func transaction(_ digest: TransactionDigest) async throws -> ExecutedTransaction? {
    if let known = try await connection.read({ try await $0.transaction(digest) }) { return known }
    guard connection.channels.count > 1 else { return nil }
    // What goes wrong at another node takes nothing from the first one's answer.
    return await connection.each { try? await $0.transaction(digest) }.lazy.compactMap(\.self).first
  }

  /// A checkpoint with the validators' signature, which is not checked.
  ///
  /// - Throws: As all reads; ``ReplyError/otherCheckpoint(asked:got:)``.
  public func checkpoint(
    _ request: CheckpointRequest = .latest
  ) async throws -> CertifiedCheckpoint {
    try await connection.read { channel in
      let checkpoint = try CertifiedCheckpoint(
        await channel.call(NodeMethods.getCheckpoint, request.message()))
      let (asked, got): (String, String)
      switch request {
      case .latest: return checkpoint
      case .sequenceNumber(let number):
        (asked, got) = (number.description, checkpoint.summary.sequenceNumber.description)
      case .digest(let digest):
        (asked, got) = (digest.description, checkpoint.summary.digest.description)
      }
      guard asked == got else { throw ReplyError.otherCheckpoint(asked: asked, got: got) }
      return checkpoint
    }
  }

  /// Reads the checkpoints of one node from now on, until `body` returns.
  ///
  /// Nothing is replayed; a subscriber that falls 256 checkpoints behind is cut off by the node.
  ///
  /// - Parameters:
  ///   - limit: How long it may take in all.
  ///   - body: Gets the checkpoints.
  /// - Returns: What `body` returns.
  /// - Throws: ``RPCFailure``, also when `limit` has passed; otherwise what `body` throws.
  public func followCheckpoints<Value: Sendable>(
    for limit: Duration, _ body: @escaping @Sendable (CheckpointNotices) async throws -> Value
  ) async throws -> Value {
    try await connection.preferred.stream(
      NodeMethods.subscribeCheckpoints, SubscriptionRequest().message(), deadline: limit
    ) { try await body(CheckpointNotices($0)) }
  }
}

extension RPCChannel {
  /// What an executed transaction did; `nil` when this node does not know it.
  func transaction(_ digest: TransactionDigest) async throws -> ExecutedTransaction? {
    let reply: ExecutedTransaction
    do {
      let request = TransactionRequest(digest: digest).message()
      reply = try ExecutedTransaction(await call(NodeMethods.getTransaction, request))
    } catch let failure as RPCFailure where failure.stage == .answered && failure.code == .notFound
    {
      return nil
    }
    let stated = reply.digest ?? reply.effects.transactionDigest
    for got in [stated, reply.effects.transactionDigest] where got != digest {
      throw ReplyError.otherTransaction(asked: digest, got: got)
    }
    return reply
  }
}

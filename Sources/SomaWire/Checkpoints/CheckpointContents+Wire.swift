public import SomaProto
public import SomaTypes

extension CheckpointContents {
  /// Reads contents. Their `digest` is not looked at: ``digest`` is computed from the rest.
  ///
  /// - Throws: ``WireError``, with paths as seen from the contents.
  public init(_ message: Soma_Rpc_CheckpointContents) throws(WireError) {
    self.init(entries: try each("transactions", message.transactions, Entry.init(_:)))
  }
}

extension CheckpointContents.Entry {
  fileprivate init(_ message: Soma_Rpc_CheckpointedTransactionInfo) throws(WireError) {
    self.init(
      digests: ExecutionDigests(
        transaction: try Field("transaction", message.hasTransaction, message.transaction)
          .map(TransactionDigest.init(wire:)),
        effects: try Field("effects", message.hasEffects, message.effects)
          .map(TransactionEffectsDigest.init(wire:))),
      userSignatures: try each("signatures", message.signatures, UserSignature.init(_:)))
  }
}

extension Soma_Rpc_CheckpointContents {
  /// Writes contents, of version 1, with their digest.
  public init(_ contents: CheckpointContents) {
    self.init()
    digest = contents.digest.description
    version = 1
    transactions = contents.entries.map { entry in
      var info = Soma_Rpc_CheckpointedTransactionInfo()
      info.transaction = entry.digests.transaction.description
      info.effects = entry.digests.effects.description
      info.signatures = entry.userSignatures.map(Soma_Rpc_UserSignature.init(_:))
      return info
    }
  }
}

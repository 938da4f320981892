public import SomaProto
public import SomaTypes

/// A checkpoint with the validators' signature.
public struct CertifiedCheckpoint: Equatable, Sendable {
  /// What was signed.
  public var summary: CheckpointSummary
  /// By whom.
  public var signature: CheckpointSignature
  /// The transactions, if they were asked for.
  public var contents: CheckpointContents?

  /// Creates a checkpoint.
  public init(
    summary: CheckpointSummary, signature: CheckpointSignature,
    contents: CheckpointContents? = nil
  ) {
    self.summary = summary
    self.signature = signature
    self.contents = contents
  }

  /// Reads the reply of GetCheckpoint.
  ///
  /// - Throws: ``WireError``, with paths as seen from the checkpoint.
  public init(_ reply: Soma_Rpc_GetCheckpointResponse) throws(WireError) {
    let message = try Field("checkpoint", reply.hasCheckpoint, reply.checkpoint).value
    summary = try Field("summary", message.hasSummary, message.summary)
      .map(CheckpointSummary.init(_:))
    signature = try Field("signature", message.hasSignature, message.signature)
      .map(CheckpointSignature.init(_:))
    contents = try Field("contents", message.hasContents, message.contents)
      .mapIfPresent(CheckpointContents.init(_:))
  }
}

extension Soma_Rpc_GetCheckpointResponse {
  /// Writes a checkpoint; the parameters are those of the message inside.
  public init(
    _ checkpoint: CertifiedCheckpoint, transactions: [ExecutedTransaction] = [],
    objects: [SomaObject] = []
  ) {
    self.init()
    self.checkpoint = Soma_Rpc_Checkpoint(checkpoint, transactions: transactions, objects: objects)
  }
}

extension Soma_Rpc_Checkpoint {
  /// Writes a checkpoint; the server's mask decides what of it is sent.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint.
  ///   - transactions: What they did, in the order of the contents.
  ///   - objects: What went in and came out of all of them.
  public init(
    _ checkpoint: CertifiedCheckpoint, transactions: [ExecutedTransaction] = [],
    objects: [SomaObject] = []
  ) {
    self.init()
    sequenceNumber = checkpoint.summary.sequenceNumber.rawValue
    digest = checkpoint.summary.digest.description
    summary = Soma_Rpc_CheckpointSummary(checkpoint.summary)
    signature = Soma_Rpc_ValidatorAggregatedSignature(checkpoint.signature)
    if let contents = checkpoint.contents { self.contents = Soma_Rpc_CheckpointContents(contents) }
    self.transactions = transactions.map {
      Soma_Rpc_ExecutedTransaction($0, context: .checkpoint)
    }
    if !objects.isEmpty {
      let form = ReplyContext.checkpoint.objectsForm
      self.objects.objects = objects.map { Soma_Rpc_Object($0, form: form) }
    }
  }
}

public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What a node says of a transaction that it executed or tried out.
///
/// A node can answer about another transaction than the one that was asked for: compare the digest
/// of the effects with your own. Source: NOTES A.21.
public struct ExecutedTransaction: Equatable, Sendable {
  /// The digest, as the node states it; only GetTransaction is ever asked.
  public var digest: TransactionDigest?
  /// The transaction itself. Never asked for, because nodes can abort over it.
  public var data: TransactionData?
  /// Who signed it; none in the replies that are asked for.
  public var signatures: [UserSignature]
  /// What it did.
  public var effects: TransactionEffects
  /// The checkpoint that has it; only GetTransaction knows.
  public var checkpoint: CheckpointSequenceNumber?
  /// The time of that checkpoint, in milliseconds since 1970 in UTC.
  public var timestampMs: UInt64?
  /// Who got and who lost money.
  public var balanceChanges: [BalanceChange]
  /// What went in and what came out, where the node gives it.
  public var objects: [SomaObject]

  /// Creates a description; only the effects are needed.
  public init(
    digest: TransactionDigest? = nil, data: TransactionData? = nil,
    signatures: [UserSignature] = [], effects: TransactionEffects,
    checkpoint: CheckpointSequenceNumber? = nil, timestampMs: UInt64? = nil,
    balanceChanges: [BalanceChange] = [], objects: [SomaObject] = []
  ) {
    self.digest = digest
    self.data = data
    self.signatures = signatures
    self.effects = effects
    self.checkpoint = checkpoint
    self.timestampMs = timestampMs
    self.balanceChanges = balanceChanges
    self.objects = objects
  }

  /// Reads a description with effects.
  ///
  /// - Throws: ``WireError``, with paths as seen from the executed transaction. When it came from
  ///   an execution, the transaction was executed all the same.
  public init(_ message: Soma_Rpc_ExecutedTransaction) throws(WireError) {
    digest = try Field("digest", message.hasDigest, message.digest)
      .mapIfPresent(TransactionDigest.init(wire:))
    data = try Field("transaction", message.hasTransaction, message.transaction)
      .mapIfPresent(TransactionData.init(_:))
    signatures = try each("signatures", message.signatures, UserSignature.init(_:))
    effects = try Field("effects", message.hasEffects, message.effects)
      .map(TransactionEffects.init(_:))
    checkpoint = message.hasCheckpoint ? CheckpointSequenceNumber(message.checkpoint) : nil
    timestampMs = try Field("timestamp", message.hasTimestamp, message.timestamp)
      .mapIfPresent(UInt64.init(milliseconds:))
    balanceChanges = try each(
      "balance_changes", message.balanceChanges, BalanceChange.init(_:))
    objects = try each("objects.objects", message.objects.objects, SomaObject.init(_:))
  }
}

extension Soma_Rpc_ExecutedTransaction {
  /// Writes everything that is there; the server's mask decides what of it is sent.
  ///
  /// - Parameters:
  ///   - executed: The description.
  ///   - context: In which reply it will stand, which decides how ids are spelled.
  ///   - types: What the objects in the effects are, as far as it is to be said.
  public init(
    _ executed: ExecutedTransaction, context: ReplyContext, types: [ObjectID: ObjectType] = [:]
  ) {
    self.init()
    if let digest = executed.digest { self.digest = digest.description }
    if let data = executed.data {
      transaction = Soma_Rpc_Transaction(data, form: context.effectsForm)
    }
    signatures = executed.signatures.map(Soma_Rpc_UserSignature.init(_:))
    effects = Soma_Rpc_TransactionEffects(executed.effects, context: context, types: types)
    if let number = executed.checkpoint { checkpoint = number.rawValue }
    if let milliseconds = executed.timestampMs {
      timestamp = Google_Protobuf_Timestamp(milliseconds: milliseconds)
    }
    balanceChanges = executed.balanceChanges.map(Soma_Rpc_BalanceChange.init(_:))
    if !executed.objects.isEmpty {
      objects.objects = executed.objects.map { Soma_Rpc_Object($0, form: context.objectsForm) }
    }
  }
}

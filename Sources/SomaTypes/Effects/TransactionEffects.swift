public import BCS

/// What an executed transaction did: the chain's only word on its outcome.
///
/// BCS: version tag 0, then the fields in order. Order and duplicates in the lists are kept as they
/// are, because the digest covers them. Source: chain type `TransactionEffectsV1`.
public struct TransactionEffects: Equatable, Sendable {
  /// Success, or why not.
  public var status: ExecutionStatus
  /// The epoch in which it was executed: what decides when a commit can be revealed.
  public var executedEpoch: Epoch
  /// What it paid.
  public var fee: TransactionFee
  /// Which transaction.
  public var transactionDigest: TransactionDigest
  /// Position of the gas coin in ``changedObjects``; `nil` for system transactions and when all
  /// gas coins together were worth nothing.
  public var gasObjectIndex: UInt32?
  /// The transactions that wrote its inputs, ascending.
  public var dependencies: [TransactionDigest]
  /// The version of everything that it wrote.
  public var version: ObjectVersion
  /// What it created, wrote and deleted, ascending by id.
  public var changedObjects: [ChangedObject]
  /// What it only looked at.
  public var unchangedSharedObjects: [UnchangedSharedObject]

  /// Creates effects.
  public init(
    status: ExecutionStatus, executedEpoch: Epoch, fee: TransactionFee,
    transactionDigest: TransactionDigest, gasObjectIndex: UInt32?,
    dependencies: [TransactionDigest], version: ObjectVersion, changedObjects: [ChangedObject],
    unchangedSharedObjects: [UnchangedSharedObject]
  ) {
    self.status = status
    self.executedEpoch = executedEpoch
    self.fee = fee
    self.transactionDigest = transactionDigest
    self.gasObjectIndex = gasObjectIndex
    self.dependencies = dependencies
    self.version = version
    self.changedObjects = changedObjects
    self.unchangedSharedObjects = unchangedSharedObjects
  }

  /// The digest: BLAKE2b-256 of `TransactionEffects::` and the BCS.
  public var digest: TransactionEffectsDigest { Digest(prefixed: "TransactionEffects", self) }
}

extension TransactionEffects {
  /// The gas coin before and after; `nil` without one, and for an index that points nowhere.
  public var gasObject: ChangedObject? {
    guard let gasObjectIndex, changedObjects.indices.contains(Int(gasObjectIndex)) else {
      return nil
    }
    return changedObjects[Int(gasObjectIndex)]
  }

  /// What the transaction wrote, with the special digests for what it deleted or wrapped.
  ///
  /// Ids that a failed transaction only reserved are not among them.
  public var written: [ObjectRef] {
    changedObjects.compactMap { change in
      let digest: ObjectDigest? =
        switch (change.output, change.operation) {
        case (let output?, _): output.digest
        case (nil, .deleted): .deleted
        case (nil, .unchanged): .wrapped
        case (nil, .created): nil
        }
      return digest.map { ObjectRef(id: change.id, version: version, digest: $0) }
    }
  }
}

extension TransactionEffects: BCSCodable {
  /// Reads effects.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readVariant(of: "TransactionEffects", count: 1)
    status = try reader.read()
    executedEpoch = try reader.read()
    fee = try reader.read()
    transactionDigest = try reader.read()
    gasObjectIndex = try reader.readOption { (reader) throws(BCSError) in try reader.readInteger() }
    dependencies = try reader.readSequence()
    version = try reader.read()
    changedObjects = try reader.readSequence()
    unchangedSharedObjects = try reader.readSequence()
  }

  /// Writes the effects.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(0)
    writer.write(status)
    writer.write(executedEpoch)
    writer.write(fee)
    writer.write(transactionDigest)
    writer.writeOption(gasObjectIndex) { $0.write($1) }
    writer.writeSequence(dependencies)
    writer.write(version)
    writer.writeSequence(changedObjects)
    writer.writeSequence(unchangedSharedObjects)
  }
}

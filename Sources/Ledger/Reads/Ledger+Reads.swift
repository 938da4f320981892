public import SomaTypes

extension Ledger {
  /// The digest of checkpoint 0, which is what a chain is told by.
  public var chainID: CheckpointDigest { latestOrGenesis(first: true).digest }

  /// An object as it is now.
  public func object(_ id: ObjectID) -> SomaObject? { objects[id] }

  /// An object as it was; `nil` also for versions that are no longer kept, see ``ObjectStore``.
  public func object(_ id: ObjectID, version: ObjectVersion) -> SomaObject? {
    objects[id, version]
  }

  /// Objects of an account, in the order of ``OwnedObjectPosition``.
  ///
  /// Changes are seen as soon as they are executed. Until the next checkpoint a coin whose balance
  /// changed is listed twice, with its old version and the new one: WIRE.md 6.4.
  ///
  /// - Parameters:
  ///   - owner: Whose objects.
  ///   - type: Only those of this type.
  ///   - start: Where to begin, from an earlier call with the same owner and type.
  ///   - limit: How many at most.
  /// - Returns: The objects, each with its position.
  public func ownedObjects(
    of owner: SomaAddress, type: ObjectType? = nil, from start: OwnedObjectPosition? = nil,
    limit: Int
  ) -> Listing<OwnedObjectPosition, SomaObject> {
    var listing = Listing<OwnedObjectPosition, SomaObject>(entries: [], next: nil)
    for position in owners.positions(of: owner, type: type, from: start) {
      guard listing.entries.count < limit else {
        listing.next = position
        break
      }
      guard let object = objects[position.id, position.version] else { continue }
      listing.entries.append(Listing.Entry(position: position, element: object))
    }
    return listing
  }

  /// What an account's coins add up to as of the last checkpoint; nothing for an unknown account.
  public func balance(of account: SomaAddress) -> Amount {
    Amount(shannons: UInt64(clamping: settledBalances[account] ?? 0))
  }

  /// A target as it is now; `nil` also when the object is something else.
  public func target(_ id: TargetID) -> Target? {
    // Anything else is no target, whatever the reason.
    objects[ObjectID(id.bytes)].flatMap { try? Target($0) }
  }

  /// Targets, in the order of ``TargetPosition``.
  ///
  /// What is expired or claimable is decided by the epoch of the latest checkpoint.
  ///
  /// - Parameters:
  ///   - filter: Which targets.
  ///   - start: Where to begin, from an earlier call with the same filter.
  ///   - limit: How many at most.
  /// - Returns: The targets, each with its position.
  public func targets(
    _ filter: TargetFilter = TargetFilter(), from start: TargetPosition? = nil, limit: Int
  ) -> Listing<TargetPosition, Target> {
    let epoch = currentEpoch
    var listing = Listing<TargetPosition, Target>(entries: [], next: nil)
    for position in targetIndex.positions(from: start) where filter.passes(position) {
      guard listing.entries.count < limit else {
        listing.next = position
        break
      }
      guard let target = target(position.id), filter.passes(target, in: epoch) else { continue }
      listing.entries.append(Listing.Entry(position: position, element: target))
    }
    return listing
  }

  /// A transaction that was executed.
  public func transaction(_ digest: TransactionDigest) -> TransactionRecord? { records[digest] }

  /// The objects of a transaction, before and after, ascending by id and version, as far as they
  /// are still kept.
  public func objects(of record: TransactionRecord) -> [SomaObject] {
    record.effects.changedObjects.flatMap { change in
      [
        change.input.flatMap { objects[change.id, $0.version] },
        change.output.flatMap { _ in objects[change.id, record.effects.version] },
      ].compactMap { $0 }
    }
  }

  /// The newest checkpoint.
  public var latestCheckpoint: Checkpoint { latestOrGenesis(first: false) }

  /// A checkpoint by its number.
  public func checkpoint(_ number: CheckpointSequenceNumber) -> Checkpoint? {
    guard let index = Int(exactly: number.rawValue), checkpoints.indices.contains(index) else {
      return nil
    }
    return checkpoints[index]
  }

  /// A checkpoint by its digest.
  public func checkpoint(_ digest: CheckpointDigest) -> Checkpoint? {
    checkpointNumbers[digest].flatMap { checkpoint($0) }
  }

  /// The epoch of the latest checkpoint. Between a boundary and the next checkpoint it lags behind
  /// that of the ``systemState``, as a node's GetEpoch does.
  public var currentEpoch: Epoch { latestCheckpoint.summary.epoch }

  /// What is known of an epoch; `nil` for one that has not begun.
  public func epoch(_ epoch: Epoch) -> EpochRecord? {
    guard let index = Int(exactly: epoch.rawValue), epochs.indices.contains(index) else {
      return nil
    }
    return epochs[index]
  }

  /// The system state that GetEpoch shows: the live one for ``currentEpoch``, otherwise the one
  /// with which the epoch began. Source: `rpc/src/api/grpc/ledger_service/get_epoch.rs`.
  public func shownSystemState(of epoch: Epoch) -> SystemState? {
    epoch == currentEpoch ? systemState : self.epoch(epoch)?.startState
  }

  /// All money, counted anew. It takes time in proportion to the number of objects.
  public var supply: Supply {
    var supply = Supply()
    for object in objects.all { supply.add(object) }
    supply.add(systemState)
    supply.fees = Int128(epochFees.totalFee.shannons)
    return supply
  }

  /// Whether ``supply`` is what it must be: that of the genesis, less what slashes took, plus what
  /// unbacked payments made.
  public var isSupplyConserved: Bool { supply.total == expectedSupply }

  private func latestOrGenesis(first: Bool) -> Checkpoint {
    guard let checkpoint = first ? checkpoints.first : checkpoints.last else {
      preconditionFailure("every ledger begins with checkpoint 0")
    }
    return checkpoint
  }
}

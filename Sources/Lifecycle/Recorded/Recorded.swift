public import Manifest
public import SomaTypes

/// What Steward has already tried on one chain: the journal as a value.
public struct Recorded: Equatable, Sendable {
  /// Which state this is: made once, kept by copies and backups.
  public var lineage: String
  /// The chain that it belongs to, pinned at the first apply.
  public var chain: CheckpointDigest?
  /// The highest version that the effects of a transaction of ours gave to the system state.
  public var highestVersion: ObjectVersion
  /// The models, by name.
  public var models: [ResourceName: ModelRecord]
  /// Payments of wallets to themselves, oldest first.
  public var walletIntents: [Intent]
  /// Models of ours that the owner does not want to hear of.
  public var forgotten: Set<ModelID>
  /// The last success of an unattended run.
  public var watchman: WatchmanRecord?
  /// The last observation that counted.
  public var lastObservation: ObservationRecord?

  /// Creates a journal, an empty one unless told otherwise.
  public init(
    lineage: String, chain: CheckpointDigest? = nil, highestVersion: ObjectVersion = 0,
    models: [ResourceName: ModelRecord] = [:], walletIntents: [Intent] = [],
    forgotten: Set<ModelID> = [], watchman: WatchmanRecord? = nil,
    lastObservation: ObservationRecord? = nil
  ) {
    self.lineage = lineage
    self.chain = chain
    self.highestVersion = highestVersion
    self.models = models
    self.walletIntents = walletIntents
    self.forgotten = forgotten
    self.watchman = watchman
    self.lastObservation = lastObservation
  }

  /// Puts together what the journal keeps: its lineage, what belongs to no model, and the models.
  public init(lineage: String, shared: SharedRecord, models: [ResourceName: ModelRecord]) {
    self.init(
      lineage: lineage, chain: shared.chain, highestVersion: shared.highestVersion, models: models,
      walletIntents: shared.walletIntents, forgotten: shared.forgotten, watchman: shared.watchman,
      lastObservation: shared.lastObservation)
  }
}

/// The last success of an unattended run, by the chain's clock.
public struct WatchmanRecord: Hashable, Sendable {
  /// When, in milliseconds since 1970 in UTC.
  public var succeededMs: UInt64

  /// Creates a record.
  public init(succeededMs: UInt64) { self.succeededMs = succeededMs }
}

/// The last observation that counted.
public struct ObservationRecord: Hashable, Sendable {
  /// When, by the wall clock in milliseconds since 1970 in UTC.
  public var wallClockMs: UInt64
  /// How long epochs were, in milliseconds.
  public var epochDurationMs: UInt64

  /// Creates a record.
  public init(wallClockMs: UInt64, epochDurationMs: UInt64) {
    self.wallClockMs = wallClockMs
    self.epochDurationMs = epochDurationMs
  }
}

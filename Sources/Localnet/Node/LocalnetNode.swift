public import Ledger
import SomaTypes

/// A node of a local chain, and its only validator as far as anyone can see: it owns the ledger.
///
/// What changes the ledger is handed to `record` before anyone learns of it, so a log of these
/// inputs has everything that was ever acknowledged. When `record` throws, the node stops.
public actor LocalnetNode {
  /// Takes an input of the ledger and keeps it. Called in the order of the inputs, one at a time.
  public typealias Recorder = @Sendable (RecordedInput) throws -> Void

  /// How the node behaves.
  public nonisolated let configuration: NodeConfiguration
  /// What goes wrong on purpose.
  public nonisolated let faults: Faults
  /// What the node waits by.
  public nonisolated let time: LocalnetTime

  private let record: Recorder
  private let report: @Sendable (LedgerEvent) -> Void
  private(set) var ledger: Ledger
  private var follower: Follower?
  private var feed = CheckpointFeed()
  private var announcements = Announcements()
  /// Whether something was executed since the last checkpoint.
  private(set) var hasUnsettled = false
  /// Whether anyone has looked since the last checkpoint.
  var wasRead = false
  /// When the last checkpoint was made, in milliseconds since 1970 in UTC.
  private(set) var lastCheckpointMs: UInt64
  /// Transactions that a fault holds back, and the epoch in which they are executed.
  var held: [TransactionDigest: HeldTransaction] = [:]
  /// Whether the localnet is ending, or cannot keep what it does. Then it answers nothing.
  public private(set) var isStopped = false
  /// Why ``record`` failed, if it did.
  public private(set) var recordingError: (any Error)?

  /// Creates a node.
  ///
  /// - Parameters:
  ///   - ledger: What it begins with.
  ///   - configuration: How it behaves.
  ///   - time: What it waits by.
  ///   - faults: What goes wrong on purpose.
  ///   - record: Keeps inputs; see ``Recorder``.
  ///   - report: Hears what effects do not tell, such as where a real node would have aborted.
  public init(
    ledger: Ledger, configuration: NodeConfiguration = NodeConfiguration(),
    time: LocalnetTime = .system, faults: Faults = Faults(),
    record: @escaping Recorder = { _ in },
    report: @escaping @Sendable (LedgerEvent) -> Void = { _ in }
  ) {
    self.ledger = ledger
    self.configuration = configuration
    self.time = time
    self.faults = faults
    self.record = record
    self.report = report
    follower = configuration.hasFollower ? Follower(ledger) : nil
    lastCheckpointMs = ledger.latestCheckpoint.summary.timestampMs
  }

  /// Reads from the ledger, all at one moment, after the heartbeat that is due.
  ///
  /// - Parameters:
  ///   - view: Whose ledger; without a follower there is only the live one.
  ///   - body: Gets the ledger. Keeping it makes the next change slow; take out what is needed.
  /// - Returns: What `body` returns.
  public func read<Value: Sendable>(
    _ view: NodeView = .live, _ body: @Sendable (Ledger) throws -> Value
  ) rethrows -> Value {
    beat()
    guard view == .follower, follower != nil else { return try body(ledger) }
    moveFollower()
    return try body(follower?.ledger ?? ledger)
  }

  /// Subscribes to checkpoints, from the next one on.
  ///
  /// - Returns: `nil` when there are 1024 subscribers, or the localnet is ending.
  public func subscribe(to view: NodeView = .live) -> CheckpointSubscription? {
    guard !isStopped else { return nil }
    guard view == .follower, follower != nil else { return feed.subscribe() }
    return follower?.subscribe()
  }

  /// How many follow the checkpoints, of either node.
  public var subscriberCount: Int { feed.count + (follower?.subscriberCount ?? 0) }

  /// Whether a submission waits to be tried again.
  public var isWaiting: Bool { announcements.hasListeners }

  /// Ends all subscriptions and all waiting. Nothing is executed from now on.
  public func stop() {
    isStopped = true
    feed.end()
    follower?.end()
    announcements.end()
  }

  /// Changes the ledger, keeps the input, and lets the second node know.
  ///
  /// - Throws: What `change` throws; ``SubmissionRefusal/stopped`` when the input cannot be kept.
  func change<Result>(
    _ input: LedgerInput, _ change: (inout Ledger) throws -> Result
  ) throws -> Result {
    guard !isStopped else { throw SubmissionRefusal.stopped }
    let result = try change(&ledger)
    do {
      try record(RecordedInput(input, appliedTo: ledger))
    } catch {
      recordingError = error
      stop()
      throw SubmissionRefusal.stopped
    }
    follower?.enqueue(input)
    moveFollower()
    announcements.announce()
    return result
  }

  /// Notes that a transaction was executed.
  func noteExecution(of record: TransactionRecord) {
    hasUnsettled = true
    for event in record.events { report(event) }
  }

  /// Hands out a checkpoint that was made.
  func publish(_ checkpoint: Checkpoint) {
    hasUnsettled = false
    wasRead = false
    lastCheckpointMs = checkpoint.summary.timestampMs
    feed.publish(checkpoint)
  }

  /// Returns when the node has stopped, by itself or because it was told to, or when the task is
  /// cancelled.
  public func waitUntilStopped() async {
    let (id, changes) = listen()
    for await _ in changes where isStopped { break }
    leave(id)
  }

  /// Begins to hear of changes.
  func listen() -> (id: UInt64, changes: AsyncStream<Void>) { announcements.listen() }

  /// Ends to hear of changes.
  func leave(_ id: UInt64) { announcements.leave(id) }

  private func moveFollower() {
    guard follower != nil else { return }
    let lag = faults.first { fault -> UInt64? in
      if case .followerLag(let checkpoints) = fault { checkpoints } else { nil }
    }
    let frozenEpoch = faults.first { fault -> Epoch? in
      if case .followerFrozen(let epoch) = fault { epoch } else { nil }
    }
    follower?.catchUp(lag: lag ?? 0, frozenEpoch: frozenEpoch)
  }
}

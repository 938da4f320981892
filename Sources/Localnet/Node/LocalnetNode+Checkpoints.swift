public import Ledger
import SomaTypes

extension LocalnetNode {
  /// Makes a checkpoint now, of everything that has none; faults do not prevent it.
  ///
  /// - Returns: The checkpoint; `nil` when the localnet is ending.
  @discardableResult
  public func makeCheckpoint() -> Checkpoint? { settle() }

  /// Makes checkpoints and ends epochs when they are due, until it is cancelled.
  public func run() async {
    let interval: Duration =
      switch configuration.pace {
      case .interval(let interval): max(interval, .milliseconds(1))
      case .immediate, .manual: .milliseconds(100)
      }
    while !isStopped, (try? await time.clock.sleep(for: interval)) != nil { tick() }
  }

  /// Does what is due: ends the epoch, or makes a checkpoint, or neither.
  ///
  /// ``run()`` does it all the time. On a ``VirtualClock`` a test that has moved the clock calls it
  /// to know that it is done.
  public func tick() {
    guard !isStopped else { return }
    let now = time.now
    let state = ledger.systemState
    let duration = state.parameters.epochDurationMs
    let isEpochOver =
      configuration.epochEnd != .byCall && now >= state.epochStartTimestampMs
      && now - state.epochStartTimestampMs >= duration
    guard isEpochOver || isCheckpointDue(at: now) else { return }
    if faults.take(.checkpointStall) { return }
    if isEpochOver {
      _ = try? endEpoch()  // the next tick tries again
    } else {
      settle()
    }
  }

  private func isCheckpointDue(at now: UInt64) -> Bool {
    guard !isLagging else { return false }
    let age = age(at: now)
    let isBeating = (wasRead || subscriberCount > 0) && isHeartbeatDue(at: now)
    return switch configuration.pace {
    case .interval(let interval): hasUnsettled && age >= interval || isBeating
    case .immediate: hasUnsettled || isBeating
    case .manual: false
    }
  }

  /// Makes the heartbeat that is due, for someone who is about to look. A chain that nobody looks at
  /// makes none, and so costs neither memory nor room in its log.
  func beat() {
    wasRead = true
    let now = time.now
    guard !isStopped, !isLagging, configuration.pace != .manual, isHeartbeatDue(at: now),
      !faults.has(.checkpointStall)
    else { return }
    settle()
  }

  private func isHeartbeatDue(at now: UInt64) -> Bool {
    configuration.heartbeat.map { age(at: now) >= $0 } ?? false
  }

  /// How old the latest checkpoint is.
  private func age(at now: UInt64) -> Duration {
    .milliseconds(Int64(clamping: now - min(now, lastCheckpointMs)))
  }

  /// Whether a fault keeps the latest checkpoint in the epoch before.
  var isLagging: Bool {
    ledger.currentEpoch < ledger.systemState.epoch && faults.has(.checkpointEpochLag)
  }

  /// Makes a checkpoint, faults or not.
  @discardableResult
  func settle() -> Checkpoint? {
    let timestampMs = time.now
    let checkpoint = try? change(.checkpoint(timestampMs: timestampMs)) {
      $0.makeCheckpoint(at: timestampMs)
    }
    if let checkpoint { publish(checkpoint) }
    return checkpoint
  }

  /// Waits until a checkpoint has a transaction, as long as a submission is tried.
  func waitForCheckpoint(of digest: TransactionDigest) async {
    let (id, changes) = listen()
    defer { leave(id) }
    let (clock, patience) = (time.clock, configuration.patience)
    guard ledger.transaction(digest)?.checkpoint == nil else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await clock.sleep(for: patience) }  // cancelled: no longer needed
      group.addTask {
        for await _ in changes where await self.hasCheckpoint(digest) { return }
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func hasCheckpoint(_ digest: TransactionDigest) -> Bool {
    ledger.transaction(digest)?.checkpoint != nil
  }
}

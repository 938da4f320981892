import Lifecycle
import Manifest
import SomaTypes
import Steward

/// Runs again whenever something can be due, until everything is as declared.
struct RunWaiting {
  private let session: RunSession

  init(_ session: RunSession) { self.session = session }

  /// Runs until nothing is due; with `stays`, until nothing waits for an epoch, a permit or time either.
  ///
  /// - Throws: As `Run.untilQuiet`.
  func untilSettled(stays: Bool) async throws -> Run.Result {
    while true {
      let result = try await session.run.untilQuiet()
      guard stays, let pause = pause(after: result) else { return result }
      session.context.report(.waiting(PlanSummary(plan: result.plan).text))
      try await session.context.clock.sleep(pause)
    }
  }

  /// How long to sleep before the next look; `nil` when time alone changes nothing.
  func pause(after result: Run.Result) -> Duration? {
    // What fails for a reason that does not pass fails again. But whoever stays for a reveal stays, whatever
    // else goes wrong: that it would was the leave to commit.
    let isOwed = result.plan.steps.contains {
      if case .reveal = $0.action { true } else { false }
    }
    let passing: Set<ExitStatus> = [.unavailable, .leaseHeld]
    guard
      isOwed || result.failures.allSatisfy({ passing.contains(ExitStatus(explaining: $0.error)) })
    else { return nil }
    let waiting =
      isOwed
      || result.plan.steps.contains { step in
        step.action.isAwaited && step.waits.allSatisfy(\.passes)
      }
    guard waiting || !result.heldWallets.isEmpty else { return nil }
    let nodes = result.observation.observed.nodes.compactMap(\.chain)
    let epoch = nodes.map(\.parameters.epochDurationMs).min() ?? 6_000_000
    // Every hundredth of an epoch, as while bytes move: P4 wants a reveal in the first part of its window.
    return .milliseconds(Int64(clamping: min(60_000, max(epoch / 100, 200))))
  }
}

extension StepAction {
  /// Whether somebody who waits for the end waits for it.
  fileprivate var isAwaited: Bool {
    switch self {
    case .probe, .claim: false
    default: true
    }
  }
}

extension Wait {
  /// Whether it ends by itself.
  fileprivate var passes: Bool {
    switch self {
    case .earlierStep, .epoch, .permit, .intent, .coin, .lateInEpoch, .oncePerEpoch,
      .minimumInterval, .safeMode, .backOff, .knowledge, .foreignUpdate, .wallet, .activity:
      true
    case .reserve, .funds, .approval, .spendingLimit, .watchman, .paused, .unknownProtocol,
      .architecture, .minimumStake, .weights, .embeddingDimension, .stopped, .journalBehindChain,
      .reachableWeights, .probableRename, .acceptance, .replacement:
      false
    }
  }
}

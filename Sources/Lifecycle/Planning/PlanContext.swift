import Manifest
import SomaTypes

/// What all models of a pass share.
struct PlanContext {
  let observed: Observed
  let recorded: Recorded
  let now: Moment
  let reading: ChainReading
  /// Whether the specs come from manifests, as in `plan` and `apply`, or from the journal.
  let isDeclared: Bool
  /// Models of ours that the journal does not know, and coins that moved without it, by wallet.
  let strangers: [ResourceName: Strangers]
  /// Names that the journal has and nobody declares.
  let orphans: [ResourceName]

  /// What the journal of a wallet does not know.
  struct Strangers {
    var models: [ModelID] = []
    var coins: [ObjectID] = []
    var isEmpty: Bool { models.isEmpty && coins.isEmpty }
  }

  var view: ChainView? { reading.view.value }

  /// How much of the epoch is gone by the chain's clock: what every decision goes by.
  var elapsed: EpochSpan {
    guard let view else { return .zero }
    return reading.counting.filter { $0.epoch == view.epoch }.map(\.elapsed).max() ?? .zero
  }

  /// The same, or more if the wall clock says so: for alarms only.
  var alarmElapsed: EpochSpan {
    guard let view else { return .zero }
    let byWall = EpochSpan(
      from: view.epochStartMs, to: now.wallClockMs, of: view.parameters.epochDurationMs)
    return max(elapsed, byWall)
  }

  /// The latest time that a counting node shows, in milliseconds since 1970 in UTC.
  var chainMs: UInt64? { reading.counting.map(\.checkpoint.timestampMs).max() }

  var isProtocolKnown: Bool {
    view.map { $0.protocolVersion <= Margins.knownProtocolVersion } ?? true
  }

  /// When the epoch after this one begins at the earliest.
  var nextBoundaryMs: UInt64? {
    view.flatMap {
      let (end, overflow) = $0.epochStartMs.addingReportingOverflow($0.parameters.epochDurationMs)
      return overflow ? nil : end
    }
  }

  /// Whether unattended runs were seen to work, or somebody else will reveal.
  var hasWatchman: Bool {
    switch now.watchman {
    case .thisProcess, .waived: true
    case .scheduledRuns:
      if let last = recorded.watchman, let chainMs, let view {
        EpochSpan(
          from: last.succeededMs, to: chainMs, of: view.parameters.epochDurationMs)
          <= Margins.alarm
      } else {
        false
      }
    }
  }

  /// The bounds of fees; `nil` while the parameters are not known.
  var fees: FeeSchedule? { view.map { FeeSchedule(upperBoundOf: $0.parameters) } }

  /// The fee of a commit, a reveal, a deactivation or a commission. Source: CHAIN 2.4.
  var flatCost: StepCost { StepCost(fee: fees?.flatFee(writing: 2) ?? .zero) }
}

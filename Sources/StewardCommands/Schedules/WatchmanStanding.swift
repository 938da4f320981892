import Diagnostics
import Lifecycle
import Manifest
import Steward

/// Whether unattended runs were seen to work, by what the state alone has.
///
/// The rule is the one that a first commit waits for, but by the clock of this machine: the state does not have
/// the chain's.
struct WatchmanStanding {
  /// How it stands.
  enum Verdict: String {
    /// One succeeded within a quarter of an epoch.
    case seen
    /// The last success is longer ago.
    case stale
    /// The last success is later than now: a clock is wrong, and nothing follows from it.
    case ahead
    /// There was none.
    case never
    /// How long epochs are is not on record.
    case unknown
  }

  /// The last success, in milliseconds since 1970 in UTC.
  let lastMs: UInt64?
  /// How long ago a success may be, in milliseconds.
  let limitMs: UInt64?
  private let nowMs: UInt64

  /// Reads what the state has.
  ///
  /// - Parameters:
  ///   - shared: Of the state.
  ///   - nowMs: By the clock of this machine, in milliseconds since 1970 in UTC.
  init(_ shared: SharedRecord, nowMs: UInt64) {
    lastMs = shared.watchman?.succeededMs
    limitMs = shared.lastObservation.map {
      Margins.alarm.milliseconds(epochDurationMs: $0.epochDurationMs)
    }
    self.nowMs = nowMs
  }

  /// How it stands.
  var verdict: Verdict {
    guard let lastMs else { return .never }
    guard let limitMs else { return .unknown }
    guard lastMs <= nowMs else { return lastMs - nowMs <= limitMs ? .seen : .ahead }
    return nowMs - lastMs <= limitMs ? .seen : .stale
  }

  /// In a sentence without its point.
  var words: String {
    let ago = LocalTime.length(lastMs.map { nowMs >= $0 ? nowMs - $0 : $0 - nowMs } ?? 0)
    return switch verdict {
    case .seen: "the last one succeeded \(ago) ago"
    case .stale: "the last one succeeded \(ago) ago, more than a quarter of an epoch"
    case .ahead: "the last one was \(ago) after now: a clock is wrong"
    case .never: "none has succeeded yet"
    case .unknown: "how long epochs are is not on record"
    }
  }

  /// What is wrong; `nil` when one was seen.
  var problem: Diagnostic? {
    guard verdict != .seen else { return nil }
    return Diagnostic(
      code: "schedule.notSeen", summary: "No unattended run was seen to work",
      detail: "Of unattended runs of this state, \(words).",
      remedies: [
        verdict == .ahead
          ? "Set the clock of this machine."
          : "Install one, and let it run once:\n    steward schedule",
        "If one is installed, see what it says:\n    steward reconcile < /dev/null",
      ])
  }
}

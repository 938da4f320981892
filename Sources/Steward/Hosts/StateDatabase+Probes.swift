import Diagnostics
public import Hosting
public import SomaTypes
public import StateStore

extension StateDatabase {
  /// Records what a probe saw.
  ///
  /// - Throws: `StateError`.
  public func recordProbe(
    _ report: ProbeReport, of url: CanonicalURL, at moment: Moment
  ) async throws {
    let kind: ProbeRecord.Kind =
      switch report.extent {
      case .whole: .whole
      case .sampled: .ranges
      }
    try await recordProbe(
      ProbeRecord(
        url: url.text, kind: kind, verdict: report.verdict,
        findings: report.findings.map(\.diagnostic.code), at: moment))
  }
}

extension ProbeReport {
  /// What goes on record: an outage may be our own network's, so it says nothing about the host.
  var verdict: StateStore.ProbeRecord.Verdict {
    if isServed { return .good }
    return findings.contains { $0.severity == .failure && !$0.isOutage } ? .bad : .unknown
  }
}

extension ProbeFinding {
  /// Whether it may pass by itself, so that to try again later is all there is to do.
  public var isOutage: Bool {
    switch self {
    case .unreachable, .throttled: true
    case .refused(let status): (500...599).contains(status)
    default: false
    }
  }

  /// Whether nothing is served under the URL.
  var isMissing: Bool {
    if case .missing = self { true } else { false }
  }

  /// Whether other bytes are served than were meant.
  public var isOtherContent: Bool {
    switch self {
    case .otherSize, .otherRangeLength, .changed, .otherChecksum: true
    default: false
    }
  }
}

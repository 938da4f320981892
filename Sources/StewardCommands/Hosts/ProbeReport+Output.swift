import Diagnostics
import Hosting
import Steward

extension ProbeReport {
  /// What was seen, for people and for scripts.
  var output: OutputValue {
    .record([
      .init("served", .bool(isServed)), .init("extent", .text(extentText)),
      .init("fetchedBytes", .number(fetchedBytes)),
      .init(
        "bytesPerSecond",
        rate.map { .number(UInt64(min(max($0, 0), 1e18))) } ?? .null),
      .init("findings", .list(findings.map(\.output))),
    ])
  }

  private var extentText: String {
    switch extent {
    case .whole: "all of it, hashed"
    case .sampled(let count): "\(count) ranges, compared"
    }
  }

  /// Prints what could be better, and ends the run when validators would not get the weights.
  ///
  /// - Throws: `CommandFailure` with status 4 when something else is served, 9 when it may pass by itself,
  ///   otherwise 1; with `risk` instead of any of these when there is one.
  func requireServed(as risk: ExitStatus? = nil) throws {
    for finding in findings where finding.severity == .warning {
      Terminal.writeWarning(finding.diagnostic)
    }
    guard !isServed else { return }
    let failures = findings.filter { $0.severity == .failure }
    let status: ExitStatus =
      if failures.contains(where: \.isOtherContent) {
        .changedInput
      } else if failures.allSatisfy(\.isOutage) { .unavailable } else { .failed }
    throw CommandFailure(
      status: risk ?? status, underlying: NotServed(diagnostics: failures.map(\.diagnostic)))
  }

  /// Everything that keeps validators from an object.
  private struct NotServed: Explainable {
    let diagnostics: [Diagnostic]

    var diagnostic: Diagnostic { diagnostics[0] }
  }
}

extension ProbeFinding {
  fileprivate var output: OutputValue {
    .record([
      .init("severity", severity == .failure ? "fail" : "warn"),
      .init("code", diagnostic.code), .init("summary", diagnostic.summary),
    ])
  }
}

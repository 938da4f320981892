import SomaTypes

/// What a probe has seen so far.
struct ProbeRecord {
  let size: UInt64
  private let start = ContinuousClock.now
  private(set) var findings: [ProbeFinding] = []
  private(set) var fetchedBytes: UInt64 = 0
  private var slowest = Duration.zero
  private var slowestLength: UInt64 = 0
  private var retries = 0
  var hops: [CanonicalURL] = []

  init(size: UInt64) { self.size = size }

  /// Notes a finding, once.
  mutating func note(_ finding: ProbeFinding) {
    if !findings.contains(finding) { findings.append(finding) }
  }

  /// Counts a part that came.
  mutating func take(_ part: PartFetcher.Part) {
    fetchedBytes += UInt64(part.bytes.count)
    retries += part.retries
    if part.took > slowest {
      slowest = part.took
      slowestLength = UInt64(part.bytes.count)
    }
    if let total = part.total, total != size {
      note(.otherSize(expected: size, found: total))
    }
  }

  /// Sums up.
  func report(_ extent: ProbeReport.Extent, rules: FetchRules) -> ProbeReport {
    var record = self
    if retries > 0 { record.note(.unsteady(retries: retries)) }
    let limit = rules.timeout(forBytes: slowestLength)
    // On a busy day, or from further away, it would not arrive.
    if slowest * 3 > limit { record.note(.slow(took: slowest, limit: limit)) }
    return ProbeReport(
      extent: extent,
      findings: record.findings.filter { $0.severity == .failure }
        + record.findings.filter { $0.severity == .warning },
      fetchedBytes: fetchedBytes, duration: start.duration(to: .now), slowestRequest: slowest,
      size: size)
  }
}

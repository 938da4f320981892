/// What a probe saw.
public struct ProbeReport: Equatable, Sendable {
  /// How much of the object was looked at.
  public enum Extent: Equatable, Sendable {
    /// All of it, hashed.
    case whole
    /// So many ranges, compared with what they should be.
    case sampled(ranges: Int)
  }

  /// How much of the object was looked at.
  public var extent: Extent

  /// What is wrong, failures first. Nothing is found twice.
  public var findings: [ProbeFinding]

  /// Bytes of the object that came and were looked at.
  public var fetchedBytes: UInt64

  /// From the first request to the end of the last.
  public var duration: Duration

  /// The longest that one request took, successful ones only.
  public var slowestRequest: Duration

  /// Length of the object in bytes, as it should be.
  public var size: UInt64

  /// Creates a report.
  public init(
    extent: Extent, findings: [ProbeFinding], fetchedBytes: UInt64, duration: Duration,
    slowestRequest: Duration, size: UInt64
  ) {
    self.extent = extent
    self.findings = findings
    self.fetchedBytes = fetchedBytes
    self.duration = duration
    self.slowestRequest = slowestRequest
    self.size = size
  }

  /// Whether validators would get the weights, as far as this was looked at.
  public var isServed: Bool { !findings.contains { $0.severity == .failure } }

  /// Bytes in a second; `nil` when nothing came.
  public var rate: Double? {
    let seconds = duration / .seconds(1)
    return fetchedBytes > 0 && seconds > 0 ? Double(fetchedBytes) / seconds : nil
  }

  /// How long all of the object would take at this rate.
  public var estimatedFetch: Duration? { rate.map { .seconds(Double(size) / $0) } }
}

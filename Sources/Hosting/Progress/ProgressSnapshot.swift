/// How far something that moves bytes has come, at one moment.
public struct ProgressSnapshot: Equatable, Sendable {
  /// What moves, such as an object's name.
  public var label: String

  /// How far it has come.
  public var progress: UploadProgress

  /// Bytes in a second over the last seconds; `nil` until that is known.
  public var rate: Double?

  /// Whether this is the end.
  public var isFinal: Bool

  /// Creates a snapshot.
  public init(label: String, progress: UploadProgress, rate: Double?, isFinal: Bool) {
    self.label = label
    self.progress = progress
    self.rate = rate
    self.isFinal = isFinal
  }

  /// How much longer it takes at this rate.
  public var remaining: Duration? {
    guard let rate, rate >= 1 else { return nil }
    let left = progress.totalBytes - min(progress.sentBytes, progress.totalBytes)
    return .seconds((Double(left) / rate).rounded(.up))
  }

  /// The done part, from 0 to 1.
  public var fraction: Double {
    guard progress.totalBytes > 0 else { return 1 }
    return min(1, Double(progress.sentBytes) / Double(progress.totalBytes))
  }
}

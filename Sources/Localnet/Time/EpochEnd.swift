/// What ends the epochs of a local chain.
public enum EpochEnd: String, CaseIterable, Hashable, Sendable {
  /// Their duration, and whoever asks the admin service to.
  case both
  /// Their duration only; the admin service refuses.
  case byDuration = "by-duration"
  /// Whoever asks the admin service to, only.
  case byCall = "by-call"
}

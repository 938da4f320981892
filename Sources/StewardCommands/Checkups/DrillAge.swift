import Diagnostics
import StateStore

/// Whether something was tried recently enough to be relied on.
struct DrillAge {
  /// How old a drill may be, in milliseconds: 90 days.
  static let limitMs: UInt64 = 90 * 86_400_000

  /// Such as `words drill`.
  let subject: String
  /// The last one.
  let drill: DrillRecord?
  /// What makes one.
  let command: String

  /// The line about it.
  ///
  /// - Parameter nowMs: By the clock of this machine, in milliseconds since 1970 in UTC.
  /// - Returns: A warning unless one succeeded within ``limitMs``.
  func line(nowMs: UInt64) -> CheckupLine {
    guard let drill else { return warning("There was none yet.") }
    if let failure = drill.failure { return warning("The last one failed: \(failure).") }
    let atMs = UInt64(clamping: drill.at.milliseconds)
    let ago = nowMs > atMs ? nowMs - atMs : 0
    guard ago <= Self.limitMs else {
      return warning("The last one was \(LocalTime.length(ago)) ago, more than 90 days.")
    }
    return CheckupLine(subject, ok: "\(LocalTime.length(ago)) ago")
  }

  private func warning(_ detail: String) -> CheckupLine {
    CheckupLine(
      subject,
      warning: Diagnostic(
        code: "doctor.drill", summary: "Nobody knows whether a way back works", detail: detail,
        remedies: ["Try it:\n    \(command)"]))
  }
}

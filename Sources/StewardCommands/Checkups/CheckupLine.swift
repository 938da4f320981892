import Diagnostics
import Hosting
import StateStore
import Steward

/// One thing that `steward doctor` looked at.
struct CheckupLine {
  /// How it is.
  enum Level: String {
    /// As it must be.
    case ok
    /// It will do; something could be better.
    case warning = "warn"
    /// It must be mended.
    case failure = "fail"
  }

  /// What was looked at.
  let subject: String
  /// How it is.
  let level: Level
  /// In a sentence without its point.
  let words: String
  /// What is wrong.
  let problem: Diagnostic?
  /// What the command ends with for a failure; `nil` otherwise.
  let status: ExitStatus?

  /// Something that is well.
  init(_ subject: String, ok words: String) {
    (self.subject, level, self.words, problem, status) = (subject, .ok, words, nil, nil)
  }

  /// Something that could be better.
  init(_ subject: String, warning problem: Diagnostic) {
    (self.subject, level, words) = (subject, .warning, Self.words(problem))
    (self.problem, status) = (problem, nil)
  }

  /// Something that is broken, with the status that its kind of error ends commands with.
  ///
  /// - Throws: `error` itself when it is a cancellation, which says nothing about what was looked at.
  init(_ subject: String, failure error: any Error) throws {
    if error is CancellationError { throw error }
    let failure = error as? CommandFailure
    let cause = failure?.underlying ?? error
    let problem = (cause as? any Explainable)?.diagnostic
    (self.subject, level) = (subject, .failure)
    words = problem.map(Self.words) ?? "\(type(of: cause))"
    self.problem = problem
    status = failure?.status ?? ExitStatus(explaining: cause)
  }

  /// What the examination of a state found.
  init(_ finding: StateCheckup.Finding) {
    subject = "state \(finding.subject)"
    words = finding.words
    problem = finding.problem
    (level, status) =
      switch finding.level {
      case .ok: (.ok, nil)
      case .warning: (.warning, nil)
      case .failure: (.failure, .stateUnusable)
      }
  }

  /// What the examination of a host found; `nil` for what is not used.
  init?(_ finding: HostCheckup.Finding, of host: String) {
    subject = "host \(host) \(finding.subject)"
    words = finding.words
    problem = finding.problem
    switch finding.level {
    case .skipped: return nil
    case .ok: (level, status) = (.ok, nil)
    case .warning: (level, status) = (.warning, nil)
    case .failure:
      level = .failure
      status =
        finding.subject == "credentials"
        ? .secretUnavailable : finding.isOutage ? .unavailable : .failed
    }
  }

  /// A row of the result.
  var output: OutputValue {
    // On one line: what follows a line break in a remedy is a command.
    let remedy = problem?.remedies.first?.replacing(/\n */, with: " ")
    return .record([
      .init("subject", subject), .init("level", level.rawValue), .init("words", words),
      .init("code", .text(problem?.code)), .init("remedy", .text(remedy)),
    ])
  }

  private static func words(_ problem: Diagnostic) -> String {
    let detail = problem.detail.split(separator: "\n").first ?? ""
    return "\(problem.summary). \(detail)"
  }
}

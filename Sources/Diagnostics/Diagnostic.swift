/// One problem, as a person reads it.
public struct Diagnostic: Error, Equatable, Sendable {
  /// Stable and greppable, such as `keystore.wrongLength`. Scripts and tests match on this.
  public var code: String

  /// The kind of problem, always worded the same: no names, no numbers.
  public var summary: String

  /// The facts of this occurrence: which file, how many bytes, what the server said. No secrets.
  public var detail: String

  /// Where in the input the problem is, when it came from a file or a stream.
  public var place: Place?

  /// The line at ``place``, when the input is at hand and the line may be shown.
  public var source: SourceLine?

  /// What to type or change next, most likely first.
  public var remedies: [String]

  /// Creates a diagnostic.
  public init(
    code: String, summary: String, detail: String, place: Place? = nil, source: SourceLine? = nil,
    remedies: [String] = []
  ) {
    self.code = code
    self.summary = summary
    self.detail = detail
    self.place = place
    self.source = source
    self.remedies = remedies
  }
}

/// An error that can explain itself to the person at the terminal.
public protocol Explainable: Error {
  /// The explanation. Must not contain secrets.
  var diagnostic: Diagnostic { get }

  /// One explanation for each thing that is wrong, when one error stands for several, as all the
  /// problems of one file do; otherwise ``diagnostic`` alone. Never empty. This is what is shown.
  var diagnostics: [Diagnostic] { get }
}

extension Explainable {
  /// ``diagnostic`` alone.
  public var diagnostics: [Diagnostic] { [diagnostic] }
}

extension Diagnostic: Explainable {
  /// Itself.
  public var diagnostic: Diagnostic { self }
}

/// What is wrong with a configuration file, and in which line. Nothing of the file itself is in it.
public struct INIFault: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// A setting before the first `[section]`.
    case noSection
    /// Neither a section, nor a setting, nor a comment.
    case noSetting
    /// `[` without `]`, or a name that is empty.
    case badSection
    /// A section occurs twice, and programs disagree about which one counts.
    case duplicateSection
    /// A setting occurs twice in its section.
    case duplicateSetting
    /// Not UTF-8.
    case invalidText
    /// More bytes or lines than any such file has.
    case tooMuch
  }

  /// What is wrong.
  public var reason: Reason

  /// The line, counted from 1.
  public var line: Int

  /// Creates a fault.
  public init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }

  /// One sentence without the place.
  var text: String {
    switch reason {
    case .noSection: "A setting stands before the first `[section]`."
    case .noSetting: "It is neither a section, nor `name = value`, nor a comment."
    case .badSection: "The name of a section is empty, or its `]` is missing."
    case .duplicateSection: "The section occurs twice."
    case .duplicateSetting: "The setting occurs twice in its section."
    case .invalidText: "It is not valid UTF-8."
    case .tooMuch: "The file is longer than any such file is."
    }
  }
}

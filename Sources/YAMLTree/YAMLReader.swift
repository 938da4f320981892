import Diagnostics

/// Reads YAML 1.1 and 1.2 streams, as libyaml understands them, into trees with places.
///
/// Stricter than YAML: keys are texts and occur once, anchor names occur once in a document, and
/// merge keys are refused. Input is UTF-8, with or without a byte order mark.
public struct YAMLReader: Sendable {
  /// How much one stream may ask for.
  public var limits: YAMLLimits

  /// Creates a reader.
  public init(limits: YAMLLimits = YAMLLimits()) { self.limits = limits }

  /// Reads every document of a stream.
  ///
  /// - Parameters:
  ///   - bytes: The whole stream.
  ///   - file: Its name in places: the path as the person gave it, or `-` for standard input.
  /// - Returns: The documents in the order of the file; none when it is empty or has only comments.
  /// - Throws: The first problem of the file.
  public func documents(in bytes: [UInt8], file: String) throws(YAMLError) -> [YAMLDocument] {
    let survey = survey(bytes, file: file)
    if let problem = survey.problems.first { throw problem }
    return survey.documents
  }

  /// Reads a stream as far as it can be read, for telling everything that is wrong with it at once.
  ///
  /// - Parameters:
  ///   - bytes: The whole stream.
  ///   - file: Its name in places: the path as the person gave it, or `-` for standard input.
  /// - Returns: The documents without a problem, and the problems of the others.
  public func survey(_ bytes: [UInt8], file: String) -> YAMLSurvey {
    guard bytes.count <= limits.inputBytes else {
      return YAMLSurvey(
        documents: [],
        problems: [
          .overLimit(.inputBytes, maximum: limits.inputBytes, at: Place(file: file))
        ])
    }
    do throws(YAMLError) {
      var composer = YAMLComposer(
        events: try YAMLEventSource(bytes: bytes, file: file), limits: limits)
      return composer.compose()
    } catch {
      return YAMLSurvey(documents: [], problems: [error])
    }
  }
}

/// What ``YAMLReader/survey(_:file:)`` found.
///
/// With a problem in it, the documents are for finding further problems only: to act on them would
/// be to act on half of what was written.
public struct YAMLSurvey: Equatable, Sendable {
  /// The documents without a problem, in the order of the file. One with a problem is not here, so
  /// that nobody reports what follows from it; nor is anything after a syntax error or a limit,
  /// because libyaml cannot find its way back.
  public var documents: [YAMLDocument]

  /// Every problem found, in the order of the file.
  public var problems: [YAMLError]

  /// Creates a survey.
  public init(documents: [YAMLDocument], problems: [YAMLError]) {
    self.documents = documents
    self.problems = problems
  }
}

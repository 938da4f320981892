public import Diagnostics

/// Finds out whether a state can be relied on. Changes nothing.
public struct StateCheckup: Sendable {
  /// How a part of the examination went.
  public enum Level: String, Sendable {
    /// As it must be.
    case ok
    /// It will do; something could be better.
    case warning = "warn"
    /// The state must not be used like this.
    case failure = "fail"
  }

  /// A part of the examination.
  public struct Finding: Equatable, Sendable {
    /// What was looked at.
    public var subject: String
    /// How it went.
    public var level: Level
    /// In a sentence.
    public var words: String
    /// Code and remedies of what is wrong.
    public var problem: Diagnostic?

    init(_ subject: String, _ level: Level, _ words: String, problem: Diagnostic? = nil) {
      self.subject = subject
      self.level = level
      self.words = words
      self.problem = problem
    }
  }

  private let directory: String
  private let options: StateOptions

  /// Prepares an examination.
  ///
  /// - Parameters:
  ///   - directory: Of the state.
  ///   - options: How it is opened; only for reading, whatever they say.
  public init(_ directory: String, options: StateOptions = StateOptions()) {
    self.directory = directory
    var reading = options
    reading.access = .reading
    reading.integrityCheck = .full
    reading.acceptsOlder = true
    self.options = reading
  }

  /// Examines the state: where it lies, its database, events, packets and ballast.
  ///
  /// - Returns: What was found, in the order in which it was looked at; what rests on a failure is not
  ///   looked at.
  /// - Throws: ``StateError/busy(path:)``, which says nothing about the state.
  public func run() async throws(StateError) -> [Finding] {
    var findings: [Finding] = []
    do throws(StateError) {
      let state = try await open(&findings)
      let version = try await state.summary().schemaVersion
      if version == Schema.version {
        findings.append(Finding("schema", .ok, "version \(version)"))
        findings += try await lookAtContent(of: state)
      } else {
        let error = StateError.older(path: directory, version: version, known: Schema.version)
        findings.append(
          Finding(
            "schema", .warning,
            "version \(version) of \(Schema.version): events and packets were not looked at",
            problem: error.diagnostic))
      }
      try await state.close()
    } catch {
      if case .busy = error { throw error }
      findings.append(Self.failure(error))
    }
    return findings
  }

  private func open(_ findings: inout [Finding]) async throws(StateError) -> StateDatabase {
    let place = try StateDirectory(directory)
    try place.check { path throws(StateError) in try options.fileSystemKind(path) }
    findings.append(Finding("directory", .ok, "for its owner alone, on a disk of this machine"))
    let state = try await StateDatabase.open(directory, options: options)
    findings.append(Finding("database", .ok, "pages, indices, references and schema are whole"))
    return state
  }

  private func lookAtContent(of state: StateDatabase) async throws(StateError) -> [Finding] {
    var findings: [Finding] = []
    if let number = try await state.firstBrokenEvent() {
      findings.append(Self.finding("events", .eventsBroken(number)))
    } else {
      let count = try await state.events(limit: 1).first?.number ?? 0
      findings.append(Finding("events", .ok, "\(count), each follows from those before it"))
    }
    let (good, faults) = try await state.packetFaults()
    findings += faults.map { Self.finding("packets", $0) }
    if faults.isEmpty {
      findings.append(Finding("packets", .ok, "\(good), as they were recorded"))
    }
    if StateBallast(directory: try StateDirectory(directory).path).isHeld {
      findings.append(
        Finding("ballast", .ok, "\(StateBallast.byteCount) bytes to give up when the disk is full"))
    } else {
      findings.append(Self.finding("ballast", .noBallast("\(directory)/\(StateBallast.name)")))
    }
    return findings
  }

  private static func finding(_ subject: String, _ fault: StateFault) -> Finding {
    let problem = fault.diagnostic
    return Finding(
      subject, fault.isWarning ? .warning : .failure, problem.summary, problem: problem)
  }

  private static func failure(_ error: StateError) -> Finding {
    let subject =
      switch error {
      case .missing, .badPath, .looseMode, .otherOwner, .sharedFileSystem, .system: "directory"
      case .exists, .foreign, .newer, .older, .damaged, .busy, .diskFull, .database, .outOfRange,
        .keyReused, .leaseLost, .conflict, .refused, .unknown:
        "database"
      }
    let problem = error.diagnostic
    return Finding(subject, .failure, problem.summary, problem: problem)
  }
}

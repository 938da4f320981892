import ArgumentParser
import Diagnostics
import Foundation
import Lifecycle
import StateStore
import Steward

/// `steward schedule`.
struct Schedule: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what makes a scheduler drive what was applied, or say whether one does.",
    discussion: """
      The interval fits the epochs of the chain: a fiftieth of one at most, from 1 to 30 minutes. Nothing is \
      installed; the lines say how.

        steward schedule
        steward schedule --format systemd
        steward schedule --format kubernetes --image registry.example/steward:0.1.0
        steward schedule --check

      Exit status: 0; with --check 10 when no unattended run succeeded within a quarter of an epoch; 5 it is \
      not known how long epochs are, 12 the state cannot be used, 64 wrong usage.
      """)

  /// Whose words are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case cron, systemd, kubernetes
  }

  @Option(help: "For which scheduler.")
  var format = Format.cron

  @Option(
    help: ArgumentHelp(
      "How long epochs are, such as 24h or 90m. Default: what the last run saw.",
      valueName: "length"))
  var epoch: EpochLength?

  @Option(help: "The image of the job, for Kubernetes.")
  var image = "steward:\(Version.text)"

  @Flag(help: "Print nothing to install; say whether an unattended run was seen to work.")
  var check = false

  @OptionGroup var location: StateDirectoryOptions
  @OptionGroup var keyring: KeyringOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard epoch != .manual else { throw ValidationError("--epoch is a length, such as 24h.") }
    guard keyring.unlockFile != "-" else {
      throw ValidationError("Nobody types at an unattended run: --unlock-file names a file.")
    }
  }

  func run() async throws {
    guard !check else { return try await reportWatchman() }
    let state = try location.path()
    let length = try await epochMs()
    let run = ScheduledRun(
      epochMs: length, words: try words(state), state: Self.absolute(state),
      keyring: Self.absolute(try keyring.path()))
    let text =
      switch format {
      case .cron: run.cron
      case .systemd: run.systemd
      case .kubernetes: run.kubernetes(image: image)
      }
    if output.output == .table {
      try Terminal.writeResult(text.trimmingTrailingBreaks)
    } else {
      try output.write(
        schema: "steward/schedule/v1",
        [
          .init("format", format.rawValue), .init("epochDurationMs", .number(length)),
          .init("intervalMinutes", .number(run.minutes)), .init("text", text),
        ])
    }
    if run.isTooSlow { Terminal.writeWarning(Self.shortEpochs(length)) }
  }

  private func reportWatchman() async throws {
    try await location.reading { state in
      let shared = try await Journal(state).shared
      let standing = WatchmanStanding(shared, nowMs: RunClock.system.wallClockMs())
      try output.write(
        schema: "steward/schedule-check/v1",
        [
          .init("unattended", standing.verdict.rawValue), .init("lastMs", .time(standing.lastMs)),
          .init("limitMs", standing.limitMs.map { .duration($0) } ?? .null),
        ])
      if let problem = standing.problem {
        throw CommandFailure(status: .atRisk, underlying: problem)
      }
    }
  }

  private func epochMs() async throws -> UInt64 {
    if case .milliseconds(let length) = epoch { return length }
    let seen = try await location.reading { state in
      try await Journal(state).shared.lastObservation?.epochDurationMs
    }
    guard let seen else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "schedule.noEpoch", summary: "It is not known how long epochs are",
          detail: "No run of this state has seen the chain yet.",
          remedies: [
            "Let one look:\n    steward reconcile",
            "Or say it, as on the public testnet:\n    steward schedule --epoch 24h",
          ]))
    }
    return seen
  }

  /// The command that is run unattended, with absolute paths.
  private func words(_ state: String) throws -> [String] {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    var words = [
      program, "reconcile", "--state", Self.absolute(state), "--keyring",
      Self.absolute(try keyring.path()),
    ]
    if let file = keyring.unlockFile { words += ["--unlock-file", Self.absolute(file)] }
    if let command = keyring.unlockCommand { words += ["--unlock-command", command] }
    for word in words
    where word.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "schedule.controlCharacter", summary: "A scheduler cannot be given such a name",
          detail: "A path or a command has a line break or another control character.",
          remedies: ["Give the file or directory another name."]))
    }
    return words
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : URL(filePath: path).standardizedFileURL.path
  }

  private static func shortEpochs(_ length: UInt64) -> Diagnostic {
    Diagnostic(
      code: "schedule.shortEpochs", summary: "Epochs are too short for a scheduler",
      detail: "An epoch lasts \(LocalTime.length(length)); a minute is more than a fiftieth of it.",
      remedies: ["Let a run stay instead:\n    steward reconcile --watch"])
  }
}

extension String {
  /// Without the line breaks at its end: printing adds one.
  fileprivate var trimmingTrailingBreaks: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}

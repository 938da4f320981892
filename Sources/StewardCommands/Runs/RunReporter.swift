import ArgumentParser
import Diagnostics
import Glibc
import Lifecycle
import Manifest
import SomaCrypto
import Steward
import Synchronization

/// Tells on standard error what a run does, a line for each step.
final class RunReporter: Sendable {
  /// How it is told.
  enum Style: String, CaseIterable, ExpressibleByArgument {
    /// Lines for a person.
    case lines
    /// JSON lines for a program: `docs/schemas/run-v1.schema.json`.
    case json
    /// Only what goes wrong, in lines.
    case none
  }

  private let isQuiet: Bool
  private let events: RunView?
  private let told = Mutex("")
  private let shown = Mutex<[ResourceName: Int]>([:])

  /// Prepares to tell.
  init(_ style: Style) {
    isQuiet = style == .none
    var generator = SystemRandomNumberGenerator()
    events = style == .json ? RunView(run: Hex.encode((0..<8).map { _ in generator.next() })) : nil
  }

  /// Tells one event.
  func report(_ event: RunEvent) {
    if let events {
      return Terminal.writeMessage(
        events.line(event, atMs: RunClock.system.wallClockMs()))
    }
    switch event {
    case .observed(_, let answering, let nodes):
      if answering < nodes { say("\(nodes - answering) of \(nodes) nodes do not answer") }
    case .began(let step):
      if !isQuiet, !step.action.isBookkeeping { say("\(subject(step))\(step.action.words) …") }
    case .finished(let step):
      if !isQuiet, !step.action.isBookkeeping { say("\(subject(step))\(step.action.words): done") }
    case .failed(let step, let error):
      let problem = (error as? any Explainable)?.diagnostic
      say(
        "\(subject(step))\(step.action.words): "
          + (problem.map { "\($0.summary) [\($0.code)]" } ?? "\(type(of: error))"))
    case .leaseHeld(let wallet, let process):
      say("the wallet \(wallet) is in use by another run, process \(process)")
    case .uploading(let name, let sent, let total): progress(name, "sent", sent, total)
    case .reading(let name, let done, let total): progress(name, "read", done, total)
    case .waiting(let words):
      let isNew = told.withLock { told in
        defer { told = words }
        return told != words
      }
      if !isQuiet, isNew { say(words) }
    }
  }

  /// A line for each tenth of something large.
  private func progress(_ name: ResourceName, _ verb: String, _ done: UInt64, _ total: UInt64) {
    guard !isQuiet, total >= 64 << 20 else { return }
    let tenth = Int(done / max(total / 10, 1))
    let isNew = shown.withLock { shown in
      defer { shown[name] = tenth }
      return shown[name] != tenth
    }
    if isNew { say("\(name): \(verb) \(done >> 20) of \(total >> 20) MiB") }
  }

  private func subject(_ step: Step) -> String {
    if let model = step.model { return "\(model): " }
    if let wallet = step.wallet { return "wallet \(wallet): " }
    return ""
  }

  private func say(_ text: String) {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    Terminal.writeMessage(
      "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) \(SafeText.escaped(text))")
  }
}

extension StepAction {
  /// Whether it only writes down what is known.
  fileprivate var isBookkeeping: Bool {
    if case .record = self { true } else { false }
  }
}

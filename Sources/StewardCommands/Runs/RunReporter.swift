import Diagnostics
import Glibc
import Lifecycle
import Manifest
import Steward
import Synchronization

/// Tells on standard error what a run does, a line for each step.
final class RunReporter: Sendable {
  private let isQuiet: Bool
  private let told = Mutex("")
  private let shown = Mutex<[ResourceName: Int]>([:])

  /// Prepares to tell.
  ///
  /// - Parameter isQuiet: Whether only what goes wrong is told.
  init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  /// Tells one event.
  func report(_ event: RunEvent) {
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

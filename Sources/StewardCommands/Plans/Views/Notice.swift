import Diagnostics
import Lifecycle
import Manifest

/// Something that a person should know, with the model that it is about.
struct Notice: Equatable {
  /// How bad it is.
  enum Level: String {
    case risk
    case loss
    case problem
    /// A step waits for a person.
    case wait
  }

  var level: Level
  /// `nil` for what is about all models, or about none.
  var model: ResourceName?
  var diagnostic: Diagnostic

  /// Whether money is in danger or gone.
  var isUrgent: Bool { level == .risk || level == .loss }

  /// Whether two say the same, whoever they are about.
  var key: String {
    ([diagnostic.code, diagnostic.detail] + diagnostic.remedies).joined(separator: "\u{0}")
  }

  /// All of a plan: risks, losses, problems, then what steps wait for; each is said once for a model.
  static func all(of plan: Plan, in circumstances: Circumstances) -> [Notice] {
    var notices =
      plan.risks.map {
        Notice(level: .risk, model: $0.model, diagnostic: $0.diagnostic(in: circumstances))
      }
      + plan.losses.map {
        Notice(level: .loss, model: $0.model, diagnostic: $0.diagnostic(in: circumstances))
      }
      + plan.problems.map {
        Notice(level: .problem, model: $0.model, diagnostic: $0.diagnostic)
      }
    let problems = Set(plan.problems.compactMap(\.cause))
    for step in plan.steps {
      // What a problem says already is not said again for each step that waits for it.
      for wait in step.waits where wait.cause(of: step).map({ !problems.contains($0) }) ?? true {
        if let diagnostic = wait.diagnostic(of: step) {
          notices.append(Notice(level: .wait, model: step.model, diagnostic: diagnostic))
        }
      }
    }
    var seen: Set<String> = []
    return notices.filter { seen.insert("\($0.model?.text ?? "")\u{0}\($0.key)").inserted }
  }
}

/// What is behind problems and waits alike.
private enum Cause: Hashable {
  case ignorance(Ignorance)
  case journal
  /// Policy, or that nobody declares it, keeps the model from anything new.
  case hold(ResourceName?)
}

extension Wait {
  fileprivate func cause(of step: Step) -> Cause? {
    switch self {
    case .paused: .hold(step.model)
    case .knowledge(let ignorance): .ignorance(ignorance)
    case .journalBehindChain: .journal
    default: nil
    }
  }
}

extension Problem {
  fileprivate var cause: Cause? {
    switch kind {
    case .chainDiffers(_, _, stops: true), .notDeclared: .hold(model)
    case .unknown(let ignorance): .ignorance(ignorance)
    case .journalBehindChain: .journal
    default: nil
    }
  }
}

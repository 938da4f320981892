import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

// The plan for a person at a terminal.
extension PlanView {
  /// The whole table.
  ///
  /// - Parameters:
  ///   - width: How many characters a line has; commands to copy are never broken.
  ///   - color: Whether to colour it: only on a terminal, and not with `NO_COLOR`.
  /// - Returns: Lines, without a newline at the end.
  func text(width: Int, color: Bool) -> String {
    PlanText(view: self, width: max(width, 20), color: color).text
  }
}

/// One drawing of a plan.
private struct PlanText {
  let view: PlanView
  let width: Int
  let color: Bool

  /// From here on what a step does, when, and what it costs stand side by side.
  private static let widthOfColumns = 72

  /// How wide the columns are: as wide as what stands in them, if there is room for that.
  private var columns: (what: Int, when: Int, cost: Int)

  init(view: PlanView, width: Int, color: Bool) {
    self.view = view
    self.width = width
    self.color = color
    columns = (0, 0, 0)
    let steps = view.plan.steps
    let what = steps.map { SafeText.escaped($0.action.words).count }.max() ?? 0
    let when = steps.map { self.when($0).count }.max() ?? 0
    let cost = steps.map { self.cost($0).count }.max() ?? 0
    // The mark takes 5, the gaps 4.
    let room = width - 9 - cost
    let whatWidth = what + when <= room ? what : min(what, max(room / 2, room - when))
    columns = (whatWidth, min(when, room - whatWidth), cost)
  }

  var text: String {
    var sections = [heading]
    let shared = view.shared
    let urgent = shared.filter(\.notice.isUrgent)
    let others = shared.filter { !$0.notice.isUrgent }
    if !urgent.isEmpty { sections.append(urgent.flatMap { lines($0.notice, models: $0.models) }) }
    sections += view.blocks.map(lines)
    if !others.isEmpty { sections.append(others.flatMap { lines($0.notice, models: $0.models) }) }
    sections.append(TextLayout.wrap(view.summary, width: width).map { paint($0, .bold) })
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var heading: [String] {
    let chain = view.chain.map { " (chain \($0.short))" } ?? ""
    let epoch = view.plan.epoch.map { "epoch \($0)" } ?? "epoch not known"
    return TextLayout.wrap("Plan for \(view.network)\(chain), \(epoch)", width: width)
      .map { paint($0, .bold) }
  }

  private func lines(_ block: PlanView.Block) -> [String] {
    var title: String
    if let model = block.model {
      title = model.text + (block.wallet.map { " (wallet \($0))" } ?? "")
    } else {
      title = block.wallet.map { "wallet \($0)" } ?? "wallets"
    }
    title = SafeText.escaped(title)
    var lines = TextLayout.wrap(title, width: width).map { paint($0, .bold) }
    lines += block.notices.filter { $0.level != .wait }.flatMap { self.lines($0) }
    var reason: StepReason?
    for step in block.steps {
      lines += self.lines(step, saysWhy: step.reason != reason)
      reason = step.reason
    }
    lines += block.notices.filter { $0.level == .wait }.flatMap { hints($0.diagnostic, indent: 7) }
    return lines
  }

  // MARK: Steps

  private func lines(_ step: Step, saysWhy: Bool) -> [String] {
    let mark = "  \(step.symbol)\(step.isDue ? " " : "…") "
    let shade = step.isDue ? shade(of: step) : .dim
    let what = SafeText.escaped(step.action.words)
    let (when, cost) = (when(step), cost(step))
    var details: [String] = []
    if let deadline = view.circumstances.deadline(step.timing) { details.append(deadline) }
    if step.isIrreversible { details.append("nothing takes this back") }
    if saysWhy { details.append("because \(step.reason.words)") }
    var body: [String]
    if width >= Self.widthOfColumns {
      body = TextLayout.columns([
        (what, columns.what), (when, columns.when), (cost, columns.cost),
      ])
    } else {
      body = TextLayout.wrap(what, width: width - mark.count)
      details.insert([when, cost].filter { !$0.isEmpty }.joined(separator: ", "), at: 0)
    }
    let indent = String(repeating: " ", count: mark.count)
    var lines = [paint(mark, shade) + body[0]] + body.dropFirst().map { indent + $0 }
    for detail in details {
      lines += wrapped(SafeText.escaped(detail), indent: mark.count + 2).map { paint($0, .dim) }
    }
    return lines
  }

  private func when(_ step: Step) -> String {
    guard !step.isDue else { return "now" }
    let objects = step.waits.map { $0.object(in: view.circumstances) }
    return "waits for " + SafeText.escaped(objects.joined(separator: "; "))
  }

  private func cost(_ step: Step) -> String {
    step.cost.total > .zero ? "≤ \(step.cost.total)" : ""
  }

  private func shade(of step: Step) -> TextColor {
    switch step.symbol {
    case "+": .green
    case "-": .red
    case "~": .yellow
    default: .cyan
    }
  }

  // MARK: Notices

  private func lines(_ notice: Notice, models: [ResourceName] = []) -> [String] {
    let level = notice.level == .wait ? "needed" : notice.level.rawValue
    let shade: TextColor = notice.isUrgent ? .red : .yellow
    let summary = "\(level): \(notice.diagnostic.summary) [\(notice.diagnostic.code)]"
    var lines = wrapped(SafeText.escaped(summary), indent: 4)
    lines[0] = paint("  ! ", shade) + lines[0].dropFirst(4)
    let named = models.prefix(5).map(\.text).joined(separator: ", ")
    let more = models.count > 5 ? " and \(models.count - 5) more" : ""
    let subject = models.isEmpty ? "" : "\(models.count.counted("model")): \(named)\(more).\n"
    for part in (subject + notice.diagnostic.detail).split(separator: "\n") {
      lines += wrapped(SafeText.escaped(part), indent: 6)
    }
    return lines + hints(notice.diagnostic)
  }

  /// What to type. A command keeps to one line, however long it is, so that it can be copied.
  private func hints(_ diagnostic: Diagnostic, indent: Int = 6) -> [String] {
    diagnostic.remedies.flatMap { remedy in
      remedy.split(separator: "\n").enumerated().flatMap { index, line in
        let text = SafeText.escaped(line)
        guard index == 0 else {
          return [String(repeating: " ", count: indent + 4) + text.trimmingPrefix { $0 == " " }]
        }
        return wrapped("hint: \(text)", indent: indent)
      }
    }
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    TextLayout.wrap(text, width: width - indent).map {
      String(repeating: " ", count: indent) + $0
    }
  }

  private func paint(_ text: String, _ shade: TextColor) -> String { shade.paint(text, if: color) }
}

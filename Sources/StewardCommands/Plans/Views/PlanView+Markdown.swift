import Diagnostics
import Lifecycle
import Manifest
import SomaTypes

// The plan as a comment on a pull request.
extension PlanView {
  /// What a comment may hold, in bytes: GitHub takes 65 536 characters.
  static let markdownLimit = 65_536

  /// What needs a person, a table of steps with the most urgent models first, and the reasons folded away.
  ///
  /// - Parameter limit: The most bytes of UTF-8. What does not fit is left out from the end, a whole model
  ///   at a time, and the text says how many were.
  /// - Returns: Markdown, without a newline at the end; at least the heading and the summary.
  func markdown(limit: Int = markdownLimit) -> String { kept.page(limit: limit) }

  private func page(limit: Int) -> String {
    var page = MarkdownPage(head: heading, limit: max(0, limit - MarkdownPage.reserve))
    let shared = shared
    let blocks = blocks
    for item in shared where item.notice.isUrgent { page.add(notice(item.notice, item.models)) }
    // Risks and losses may take half of the page: a table has to follow.
    let urgent = blocks.flatMap(\.notices).filter(\.isUrgent)
    let half = page.limit / 2
    var told = 0
    for item in urgent where page.size < half {
      guard page.add(notice(item, [])) else { break }
      told += 1
    }
    if told < urgent.count {
      page.addInReserve(
        "- **\(urgent.count - told) more** risks and losses: `steward plan` shows them\n")
    }
    for item in shared where !item.notice.isUrgent { page.add(notice(item.notice, item.models)) }
    if !notices.isEmpty { page.add("\n") }
    let rows = blocks.filter { !$0.steps.isEmpty }.map { $0.steps.map(row).joined() }
    if page.add(
      "| | model | step | when | at most |\n|---|---|---|---|---|\n", unless: rows.isEmpty)
    {
      page.add(each: rows, leftOut: "models with steps")
    }
    addDetails(of: blocks, to: &page)
    return String(page.text.reversed().drop { $0 == "\n" }.reversed())
  }

  private var heading: String {
    let epoch = plan.epoch.map { "epoch \($0)" } ?? "epoch not known"
    let chain = chain.map { ", chain `\($0)`" } ?? ""
    return
      "### Steward plan for \(MarkdownView.code(network)), \(epoch)\(chain)\n\n**\(escaped(summary))**\n\n"
  }

  private func row(_ step: Step) -> String {
    let name = (step.model?.text ?? step.wallet.map { "wallet \($0)" }).map(MarkdownView.code) ?? ""
    let objects = step.waits.map { $0.object(in: circumstances) }
    var when = step.isDue ? "now" : "waits for " + objects.joined(separator: "; ")
    if let deadline = circumstances.deadline(step.timing) { when += ", \(deadline)" }
    let cost = step.cost.total > .zero ? step.cost.total.description : ""
    let what =
      step.isIrreversible ? "**\(escaped(step.action.words))**" : escaped(step.action.words)
    return "| `\(step.symbol)` | \(name) | \(what) | \(escaped(when)) | \(cost) |\n"
  }

  private func notice(_ notice: Notice, _ models: [ResourceName]) -> String {
    let level = notice.level == .wait ? "needed" : notice.level.rawValue
    let diagnostic = notice.diagnostic
    let named = models.prefix(5).map { MarkdownView.code($0.text) }.joined(separator: ", ")
    let more = models.count > 5 ? " and \(models.count - 5) more" : ""
    let subject = models.isEmpty ? "" : "\(models.count.counted("model")): \(named)\(more). "
    return """
      - **\(level): \(escaped(diagnostic.summary))** (`\(diagnostic.code)`). \
      \(subject)\(escaped(diagnostic.detail))\(remedies(of: diagnostic))

      """
  }

  private func remedies(of diagnostic: Diagnostic) -> String {
    diagnostic.remedies.map { remedy in
      let lines = remedy.split(separator: "\n")
      let commands = lines.dropFirst().map { MarkdownView.code(String($0.drop { $0 == " " })) }
      return "\n  - " + ([escaped(String(lines.first ?? ""))] + commands).joined(separator: " ")
    }.joined()
  }

  /// Why each step is there and what is to be typed, folded.
  private func addDetails(of blocks: [Block], to page: inout MarkdownPage) {
    let entries = blocks.compactMap(details)
    let end = "</details>\n"
    guard
      page.add(
        "\n<details><summary>Why, and what to type</summary>\n\n", closedBy: end,
        unless: entries.isEmpty)
    else { return }
    page.add(each: entries, leftOut: "models with reasons", closedBy: end)
    page.addInReserve(end)
  }

  private func details(_ block: Block) -> String? {
    var lines: [String] = []
    var reason: StepReason?
    for step in block.steps where step.reason != reason {
      reason = step.reason
      lines.append("- \(escaped(step.action.words)): because \(escaped(step.reason.words))\n")
    }
    lines += block.notices.filter { !$0.isUrgent }.map { notice($0, []) }
    guard !lines.isEmpty else { return nil }
    let name = block.model?.text ?? block.wallet.map { "wallet \($0)" } ?? "wallets"
    return "**\(MarkdownView.code(name))**\n\n\(lines.joined())\n"
  }

  /// Words without anything that Markdown or HTML would take for markup; backquotes are ours and stay.
  private func escaped(_ text: String) -> String {
    var result = ""
    var isCode = false
    for character in SafeText.escaped(text.replacing(/\n */, with: " ")) {
      if character == "`" { isCode.toggle() }
      switch character {
      case "|": result += "\\|"
      case "<" where !isCode: result += "&lt;"
      case "&" where !isCode: result += "&amp;"
      case "*", "_", "[", "]", "~", "\\":
        result += isCode ? String(character) : "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}

/// Text that grows up to a number of bytes.
struct MarkdownPage {
  /// What is kept free for the line that tells how much was left out, and for closing tags.
  static let reserve = 512

  let limit: Int
  private(set) var text: String

  /// Its bytes so far.
  var size: Int { text.utf8.count }

  /// Begins with what is there in any case.
  init(head: String, limit: Int) {
    self.limit = limit
    text = head
  }

  /// Adds a part if it fits.
  ///
  /// - Returns: Whether it was added.
  @discardableResult
  mutating func add(
    _ part: String, closedBy end: String = "", unless isNeedless: Bool = false
  ) -> Bool {
    guard !isNeedless, size + part.utf8.count + end.utf8.count <= limit else { return false }
    text += part
    return true
  }

  /// Adds parts until one does not fit, and says how many are left out then.
  mutating func add(each parts: [String], leftOut name: String, closedBy end: String = "") {
    var added = 0
    for part in parts {
      guard add(part, closedBy: end) else { break }
      added += 1
    }
    guard added < parts.count else { return }
    addInReserve(
      "\n\(parts.count - added) of \(parts.count) \(name) are left out here; `steward plan` shows all.\n"
    )
  }

  /// Adds one of the few short lines for which ``reserve`` is kept free.
  mutating func addInReserve(_ part: String) { text += part }
}

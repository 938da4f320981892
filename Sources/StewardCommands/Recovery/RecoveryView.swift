import Custody
import Diagnostics
import Manifest
import SomaTypes
import Steward

/// What a recovery found, for people and for scripts.
struct RecoveryView {
  static let schema = "steward/recover/v1"

  private let findings: RecoveryFindings
  private let place: LocalTime
  private let nowMs: UInt64
  private let isDryRun: Bool
  private let state: String

  /// Takes findings.
  init(
    _ findings: RecoveryFindings, place: LocalTime, nowMs: UInt64, isDryRun: Bool, state: String
  ) {
    self.findings = findings
    self.place = place
    self.nowMs = nowMs
    self.isDryRun = isDryRun
    self.state = state
  }

  /// A paragraph for each model, and what to type next.
  var text: String {
    var parts = findings.models.map { model in
      var lines = ["\(model.name?.text ?? "(no manifest)")  \(model.id)"]
      lines.append("  on chain   \(model.model.state.words)")
      if case .created = model.model.state {
        lines.append("  commit     due before its stake is halved: steward apply, with the weights")
      }
      for found in model.found {
        lines.append("  key        \(found.key.words)")
        lines.append("  embedding  \(found.embedding.words)")
        guard found.commitment.revealEpoch != nil else { continue }
        lines.append("  reveal     \(verdict(found))")
        if let need = found.need { lines.append("  missing    \(need)") }
      }
      return lines.joined(separator: "\n")
    }
    parts.append(
      isDryRun
        ? "Nothing was written."
        : "The state is in \(state).\nNext:\n    steward reconcile")
    return SafeText.escaped(parts.joined(separator: "\n\n"), keepingLineBreaks: true)
  }

  private func verdict(_ found: RecoveredCommitment) -> String {
    switch found.verdict(in: findings.epoch) {
    case .nothingDue: "nothing is due"
    case .revealable(let due):
      (due == findings.epoch ? "possible now" : "possible in epoch \(due)") + ", \(deadline(due))"
    case .incomplete(let due): "not possible with what is here; needed \(deadline(due))"
    case .missed(let due): "the window was epoch \(due), and is over"
    }
  }

  private func deadline(_ due: Epoch) -> String {
    "by the end of epoch \(due)"
      + (findings.endMs(of: due).map { ", \(place.deadline($0, nowMs: nowMs))" } ?? "")
  }

  /// The result for scripts.
  var fields: [OutputValue.Field] {
    [
      .init("epoch", .number(findings.epoch.rawValue)), .init("written", .bool(!isDryRun)),
      .init("state", .text(state)),
      .init("models", .list(findings.models.map { .record(fields(of: $0)) })),
    ]
  }

  private func fields(of model: RecoveredModel) -> [OutputValue.Field] {
    [
      .init("name", model.name.map { .text($0.text) } ?? .null), .init("modelId", model.id),
      .init("onChain", .text(model.model.state.words)),
      .init("commitments", .list(model.found.map { .record(fields(of: $0)) })),
    ]
  }

  private func fields(of found: RecoveredCommitment) -> [OutputValue.Field] {
    let due = found.commitment.revealEpoch
    return [
      .init("key", .text(found.key.words)), .init("embedding", .text(found.embedding.words)),
      .init("complete", .bool(found.isComplete)),
      .init("revealEpoch", due.map { .number($0.rawValue) } ?? .null),
      .init(
        "revealBy",
        due.flatMap { findings.endMs(of: $0) }.flatMap(LocalTime.iso8601).map { .text($0) } ?? .null
      ),
      .init("missing", found.need.map { .text($0) } ?? .null),
    ]
  }

  /// What keeps something due from being revealed.
  var problems: [Diagnostic] {
    findings.models.flatMap { model -> [Diagnostic] in
      if case .created = model.model.state, model.name == nil {
        return [undeclared(model, "must be committed, or its stake is halved")]
      }
      guard let due = model.due else { return [] }
      let name = model.name?.text ?? "\(model.id)"
      switch due.verdict(in: findings.epoch) {
      case .nothingDue: return []
      case .missed(let epoch):
        return [
          Diagnostic(
            code: "recover.windowClosed", summary: "The window of a reveal has closed",
            detail:
              "\(name) could be revealed in epoch \(epoch) only; now it is \(findings.epoch).",
            remedies: ["See what became of it:\n    steward chain model \(model.id)"])
        ]
      case .incomplete(let epoch):
        return [
          Diagnostic(
            code: "recover.incomplete", summary: "Something is missing for a reveal",
            detail: "\(name) cannot be revealed without \(due.need ?? "its packet"); needed"
              + " \(deadline(epoch)).",
            remedies: [
              "Words give the keys; the packet or the file of the embedding gives the embedding:\n"
                + "    steward recover --merge PATH --embedding FILE"
            ])
        ]
      case .revealable(let epoch):
        guard model.name == nil else { return [] }
        return [undeclared(model, "can be revealed \(deadline(epoch))")]
      }
    }
  }

  private func undeclared(_ model: RecoveredModel, _ debt: String) -> Diagnostic {
    Diagnostic(
      code: "recover.undeclared", summary: "No manifest is for a model that something is due for",
      detail: "\(model.id) \(debt), but nothing says which declared model it is.",
      remedies: ["Say it:\n    steward recover --merge PATH --model NAME=\(model.id)"])
  }

  /// What was set aside, and what others have copied.
  func warnings(_ later: [UnusableMaterial]) -> [Diagnostic] {
    var found = (findings.unusable + later).map { material in
      let reason = (material.reason as? any Explainable)?.diagnostic
      return Diagnostic(
        code: "recover.setAside", summary: "Something was of no use",
        detail: "\(material.source): "
          + (reason.map { "\($0.summary) [\($0.code)]. \($0.detail)" }
            ?? "\(type(of: material.reason))"),
        remedies: reason?.remedies ?? ["Try again, or bring it from elsewhere."])
    }
    if !findings.copied.isEmpty {
      let ids = Set(findings.copied.map(\.modelID)).sorted().map(\.description)
      found.append(
        Diagnostic(
          code: "recover.copied", summary: "Somebody else has commitments of ours",
          detail: "Of another account, and never revealed here: " + ids.joined(separator: ", ")
            + ".",
          remedies: ["If it is another account of yours, recover with its wallet."]))
    }
    return found
  }

  /// How it ends; `nil` when all that is due can be revealed.
  var status: ExitStatus? {
    let codes = Set(problems.map(\.code))
    if codes.contains("recover.incomplete") || codes.contains("recover.undeclared") {
      return .atRisk
    }
    return codes.isEmpty ? nil : .loss
  }
}

extension ModelState {
  /// On one line.
  fileprivate var words: String {
    switch self {
    case .created(let epoch): "created in epoch \(epoch), nothing committed"
    case .pending(let update): "pending, committed in epoch \(update.commitEpoch)"
    case .active(_, nil): "active"
    case .active(_, let update?): "active, with an update committed in epoch \(update.commitEpoch)"
    case .inactive: "inactive: over"
    }
  }
}

extension RecoveredCommitment.KeyFinding {
  fileprivate var words: String {
    switch self {
    case .derived(let object): "derived from master \(object.masterID)"
    case .imported(_, let source): "imported, from \(source); the words do not give it"
    case .onChain: "public since its reveal"
    case .otherMaster(let id): "under master \(id), which is not in the keyring"
    case .mismatch: "not what the master gives"
    case .unknown: "unknown"
    }
  }
}

extension RecoveredCommitment.EmbeddingFinding {
  fileprivate var words: String {
    switch self {
    case .proven(_, let source): "proven, from \(source)"
    case .onChain: "public since its reveal"
    case .missing: "missing"
    }
  }
}

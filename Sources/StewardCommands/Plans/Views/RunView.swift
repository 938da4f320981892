import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import Steward

/// What a run does, as JSON lines for programs: `steward/run/v1`.
///
/// Each line is a record by itself and names its schema and its run, so that lines of several runs can be
/// mixed, cut and searched. Nothing in them is secret.
struct RunView {
  /// Name and version of the JSON schema, `docs/schemas/run-v1.schema.json`.
  static let schema = "steward/run/v1"

  /// What tells the lines of this run from those of others.
  let run: String

  /// One event on one line, without a newline at its end.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - wallClockMs: When, in milliseconds since 1970 in UTC.
  /// - Returns: JSON.
  func line(_ event: RunEvent, atMs wallClockMs: UInt64) -> String {
    let head: [OutputValue.Field] = [
      .init("schema", Self.schema), .init("run", run),
      .init("at", .text(LocalTime.iso8601(wallClockMs))), .init("event", event.code),
    ]
    return JSONView.line(.record(head + event.fields))
  }
}

extension RunEvent {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .observed: "observed"
    case .began: "began"
    case .finished: "finished"
    case .failed: "failed"
    case .leaseHeld: "leaseHeld"
    case .uploading: "uploading"
    case .reading: "reading"
    case .waiting: "waiting"
    }
  }

  fileprivate var fields: [OutputValue.Field] {
    switch self {
    case .observed(let epoch, let answering, let nodes):
      [
        .init("epoch", .number(epoch?.rawValue)), .init("answering", .count(answering)),
        .init("nodes", .count(nodes)),
      ]
    case .began(let step), .finished(let step): step.eventFields
    case .failed(let step, let error): step.eventFields + [.init("problem", problem(error))]
    case .leaseHeld(let wallet, let process):
      [.init("wallet", wallet), .init("process", .count(Int(process)))]
    case .uploading(let name, let done, let total), .reading(let name, let done, let total):
      [
        .init("model", name), .init("bytes", .number(done)), .init("totalBytes", .number(total)),
      ]
    case .waiting(let words): [.init("words", words)]
    }
  }

  /// What a failure explains of itself; its type where it does not.
  private func problem(_ error: any Error) -> OutputValue {
    let diagnostic = (error as? any Explainable)?.diagnostic
    return .record([
      .init("code", .text(diagnostic?.code)),
      .init("summary", diagnostic?.summary ?? "\(type(of: error))"),
      .init("detail", SafeText.redacted(diagnostic?.detail ?? "")),
      .init("remedies", .list((diagnostic?.remedies ?? []).map { .text($0) })),
      .init(
        "exitStatus", .count(Int(ExitStatus(explaining: error).rawValue))),
    ])
  }
}

extension Step {
  fileprivate var eventFields: [OutputValue.Field] {
    [
      .init("model", .text(model)), .init("wallet", .text(wallet)), .init("action", action.code),
      .init("words", words), .init("modelId", .text(action.modelID)),
      .init("transaction", .text(action.transaction)),
    ]
  }
}

extension OutputValue {
  /// A number that is never negative.
  fileprivate static func count(_ number: Int) -> OutputValue {
    .number(UInt64(clamping: number))
  }
}

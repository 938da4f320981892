import Foundation
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// The transactions and events of a model, or of all, the newest first.
struct HistoryLog {
  /// A row for each transaction.
  let transactions: [OutputValue]
  /// A row for each event.
  let events: [OutputValue]

  /// Reads them.
  ///
  /// - Parameters:
  ///   - state: Where they are.
  ///   - name: As typed; `nil` for all models, and for the wallets.
  ///   - limit: How many of each at most.
  /// - Throws: `StateError`; `CommandFailure` with status 5 when there is no such model.
  init(_ state: StateDatabase, of name: String?, limit: Int) async throws {
    let journal = try await Journal(state)
    var keyName: String?
    // A model may have been renamed; rows have the name that its keys are derived from.
    var names: [String: String] = [:]
    for record in try await state.records() { names[record.keyName] = record.name }
    if let name {
      let (found, _) = try DecisionOptions.model(name, in: journal)
      keyName = names.first { $0.value == found.text }?.key
    }
    var intents: [IntentRecord] = []
    for known in keyName.map({ [$0] }) ?? names.keys.sorted() {
      intents += try await state.intents(of: known)
    }
    if keyName == nil {
      for payment in journal.shared.walletIntents {
        if let intent = try await state.intent(payment.digest) { intents.append(intent) }
      }
    }
    intents.sort { ($1.preparedAt, "\($0.digest)") < ($0.preparedAt, "\($1.digest)") }
    transactions = intents.prefix(limit).map { Self.row($0, names) }
    events = try await state.events(of: keyName, limit: limit).map { Self.row($0, names) }
  }

  private static func row(_ intent: IntentRecord, _ names: [String: String]) -> OutputValue {
    let (outcome, epoch): (String, Epoch?) =
      switch intent.status {
      case .prepared: ("not sent", nil)
      case .sent: ("not known yet", intent.lastSentEpoch)
      case .succeeded(let epoch): ("succeeded", epoch)
      case .failed(let epoch, let name): ("failed: \(name)", epoch)
      case .dead: ("never executed", intent.lastSentEpoch)
      }
    return .record([
      .init("whenMs", time(intent.preparedAt)),
      .init("model", .text(intent.model.map { names[$0] ?? $0 })),
      .init("what", intent.kind.rawValue), .init("outcome", outcome),
      .init("epoch", .number(epoch?.rawValue)), .init("sends", .number(intent.sendCount)),
      .init("digest", intent.digest),
    ])
  }

  private static func row(_ event: EventRecord, _ names: [String: String]) -> OutputValue {
    .record([
      .init("number", .number(event.number)), .init("whenMs", time(event.at)),
      .init("model", .text(event.model.map { names[$0] ?? $0 })), .init("what", event.kind),
      .init("facts", facts(event.body)),
    ])
  }

  private static func time(_ moment: StateStore.Moment) -> OutputValue {
    .time(UInt64(clamping: moment.milliseconds))
  }

  /// A fact of an event.
  private enum Fact: Decodable {
    case number(UInt64)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(UInt64.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    var output: OutputValue {
      switch self {
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      }
    }
  }

  /// What an event says, by the names of its facts; as it is when it is nothing that this version wrote.
  private static func facts(_ body: String) -> OutputValue {
    guard let facts = try? JSONDecoder().decode([String: Fact].self, from: Data(body.utf8)) else {
      return .text(body)
    }
    guard !facts.isEmpty else { return .null }
    let sorted = facts.sorted { $0.key < $1.key }
    let words = sorted.map { "\($0.key) \(TableView.plain($0.value.output))" }
    return .described(
      words.joined(separator: ", "), .record(sorted.map { .init($0.key, $0.value.output) }))
  }
}

import SomaCrypto

extension StateMerge {
  /// Adds the events that this state has not, linked to its own: their numbers and hashes become others when
  /// both have gone on since they parted.
  mutating func appendEvents(_ rows: [PortableRow]) throws {
    let table = try state.events()
    let theirs = try rows.map { try EventRecord(portable: $0) }
    var last: (number: UInt64, hash: Bytes32) = (0, .zero)
    for event in theirs {
      guard event.number == last.number + 1, event.hash == event.expectedHash(after: last.hash)
      else {
        throw StateError.conflict("event \(event.number) of the export", reason: "it was changed")
      }
      last = (event.number, event.hash)
    }
    let common = zip(table, theirs).prefix { $0.hash == $1.hash }.count
    var here = Dictionary(
      table[common...].map { (EventContent($0), 1) }, uniquingKeysWith: { $0 + $1 })
    result.unchanged += common
    for event in theirs[common...] {
      if let count = here[EventContent(event)], count > 0 {
        here[EventContent(event)] = count - 1
        result.unchanged += 1
      } else {
        try state.append(event.kind, model: event.model, body: event.body, at: event.at)
        result.added += 1
      }
    }
  }
}

/// What an event says, wherever it stands.
private struct EventContent: Hashable {
  var at: Moment
  var kind: String
  var model: String?
  var body: String

  init(_ event: EventRecord) {
    (at, kind, model, body) = (event.at, event.kind, event.model, event.body)
  }
}

extension EventRecord {
  fileprivate init(portable row: PortableRow) throws(StateError) {
    guard case .integer(let number)? = row["number"], let number = UInt64(exactly: number),
      case .integer(let at)? = row["at"], case .text(let kind)? = row["kind"],
      case .text(let body)? = row["body"], case .bytes(let hash)? = row["hash"],
      let hash = Bytes32(hash)
    else { throw .conflict("an event of the export", reason: "it has other columns") }
    var model: String?
    if case .text(let text)? = row["model"] { model = text }
    self.init(
      number: number, at: Moment(milliseconds: at), kind: kind, model: model, body: body,
      hash: hash)
  }
}

extension StateTransaction {
  /// All events, the first one first.
  fileprivate func events() throws -> [EventRecord] {
    try rows(of: .events).map { try EventRecord(portable: $0) }
  }
}

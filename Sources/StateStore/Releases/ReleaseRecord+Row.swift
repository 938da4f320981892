import GRDB
import SomaTypes

extension ReleaseRecord {
  init(row: Row) throws {
    self.init(
      id: try row.shortID("id"), keyName: try row.text("key_name"),
      plaintext: try row.bytes32("plaintext"), size: try row.unsigned("size"),
      keyHash: try row.digest("key_hash"), state: try State(row: row),
      changedAt: try row.moment("changed_at"))
  }
}

extension ReleaseRecord.State {
  /// What it is called in the database.
  var name: String {
    switch self {
    case .found: "found"
    case .sealed: "sealed"
    case .hosted: "hosted"
    case .verified: "verified"
    case .rejected: "rejected"
    }
  }

  var checksum: Checksum? {
    switch self {
    case .sealed(let checksum), .hosted(let checksum, _), .verified(let checksum, _): checksum
    case .found, .rejected: nil
    }
  }

  var url: String? {
    switch self {
    case .hosted(_, let url), .verified(_, let url): url
    case .found, .sealed, .rejected: nil
    }
  }

  var rejection: String? {
    if case .rejected(let reason) = self { reason } else { nil }
  }

  fileprivate init(row: Row) throws {
    self =
      switch try row.text("state") {
      case "found": .found
      case "sealed": .sealed(try row.digest("checksum"))
      case "hosted": .hosted(try row.digest("checksum"), url: try row.text("url"))
      case "verified": .verified(try row.digest("checksum"), url: try row.text("url"))
      case "rejected": .rejected(try row.text("rejection"))
      default: throw UnreadableColumn(name: "state")
      }
  }

  /// Whether a release may go from here to there. The same again is always fine; from the start of a
  /// rejected one, and back from a host that lost it.
  func allows(_ next: Self) -> Bool {
    switch (self, next) {
    case (_, _) where self == next: true
    case (.found, .sealed), (.found, .rejected), (.rejected, .found): true
    // The same content under the same key gives the same ciphertext, whatever happens to its hosts.
    case (.sealed, .hosted), (.sealed, .rejected), (.hosted, .verified), (.hosted, .sealed),
      (.hosted, .hosted), (.verified, .sealed), (.verified, .hosted):
      next.checksum == nil || checksum == next.checksum
    case (.found, _), (.sealed, _), (.hosted, _), (.verified, _), (.rejected, _): false
    }
  }
}

public import SomaTypes

/// A release with an embedding and a URL, on its way to being live.
public struct AttemptRecord: Equatable, Sendable {
  /// The number of an attempt in this state; never given twice.
  public struct ID: Hashable, Sendable {
    let number: Int64
  }

  /// How far it has come.
  public enum State: Equatable, Sendable {
    /// Its packet is on record.
    case packed
    /// The packet was drilled, and held.
    case drilled
    /// The create of its model is on its way.
    case creating
    /// Its model is created.
    case created
    /// Its commit is on its way.
    case committing
    /// Its commit was executed, in this epoch.
    case committed(Epoch)
    /// Its reveal is on its way; the epoch of the commit.
    case revealing(Epoch)
    /// Validators use it.
    case live
    /// A later one is live.
    case superseded
    /// Its commit was not revealed in time; the release may be tried again.
    case lapsed
    /// It ended its model.
    case lost
  }

  /// Its number.
  public var id: ID
  /// The model's key name.
  public var model: String
  /// What it tries to bring live.
  public var release: ReleaseID
  /// The name of its packet.
  public var packet: String
  /// BLAKE2b-256 of what it commits to, URL included.
  public var commitments: Checksum
  /// How far it has come.
  public var state: State
  /// When that changed.
  public var changedAt: Moment
}

extension AttemptRecord.State {
  /// What it is called in the database.
  var name: String {
    switch self {
    case .packed: "packed"
    case .drilled: "drilled"
    case .creating: "creating"
    case .created: "created"
    case .committing: "committing"
    case .committed: "committed"
    case .revealing: "revealing"
    case .live: "live"
    case .superseded: "superseded"
    case .lapsed: "lapsed"
    case .lost: "lost"
    }
  }

  var commitEpoch: Epoch? {
    switch self {
    case .committed(let epoch), .revealing(let epoch): epoch
    case .packed, .drilled, .creating, .created, .committing, .live, .superseded, .lapsed, .lost:
      nil
    }
  }

  /// Whether it obliges the owner, so that a packet must be proven before.
  var isDrilled: Bool {
    switch self {
    case .packed, .lapsed, .lost, .superseded: false
    case .drilled, .creating, .created, .committing, .committed, .revealing, .live: true
    }
  }

  /// Whether it has ended.
  var isFinal: Bool {
    switch self {
    case .superseded, .lapsed, .lost: true
    case .packed, .drilled, .creating, .created, .committing, .committed, .revealing, .live: false
    }
  }
}

import SomaTypes

/// All targets, in the order in which nodes list them; see ``TargetPosition``.
struct TargetIndex: Equatable, Sendable {
  private struct Key: Comparable, Hashable {
    let status: Int
    let epoch: Epoch
    let id: ObjectID

    static func < (left: Key, right: Key) -> Bool {
      (left.status, left.epoch, left.id) < (right.status, right.epoch, right.id)
    }
  }

  private var table = SortedTable<Key, ObjectVersion>()

  /// Lists the targets among objects.
  init(_ objects: some Sequence<SomaObject>) {
    for object in objects { replace(nil, by: object) }
  }

  /// Follows one change.
  mutating func replace(_ before: SomaObject?, by after: SomaObject?) {
    if let key = before.flatMap(Self.key(of:)) { table[key] = nil }
    if let after, let key = Self.key(of: after) { table[key] = after.version }
  }

  private static func key(of object: SomaObject) -> Key? {
    // Only the ledger writes targets, so they can all be read.
    guard let target = try? Target(object) else { return nil }
    return Key(
      status: target.status.listingIndex, epoch: target.generationEpoch, id: object.id)
  }

  /// The positions of all targets from one on, that one included.
  func positions(from start: TargetPosition?) -> some Sequence<TargetPosition> {
    let entries =
      start.map { start in
        table.entries(
          from: Key(
            status: TargetPosition.Status.allCases.firstIndex(of: start.status) ?? 0,
            epoch: start.generationEpoch, id: ObjectID(start.id.bytes)))
      } ?? table.entries[...]
    return entries.lazy.map { entry in
      TargetPosition(
        id: TargetID(entry.key.id.bytes), version: entry.value,
        status: TargetPosition.Status.allCases[entry.key.status],
        generationEpoch: entry.key.epoch)
    }
  }
}

extension TargetStatus {
  /// Which position among ``TargetPosition/Status`` this is.
  fileprivate var listingIndex: Int {
    switch self {
    case .open: 0
    case .filled: 1
    case .claimed: 2
    }
  }
}

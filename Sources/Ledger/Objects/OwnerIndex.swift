import SomaTypes

/// Which objects an account owns, in the order in which nodes list them.
///
/// Like a node's, the index lags in one respect: when a coin's balance changes and its owner does
/// not, the entry with the old balance stays beside the new one until the next checkpoint. Source:
/// WIRE.md 6.4; `authority/src/rpc_index.rs`, `index_executed_tx_objects` and `index_objects`.
struct OwnerIndex: Equatable, Sendable {
  /// Type, balance and id: the order of the listing.
  struct Key: Comparable, Hashable, Sendable {
    let type: Int
    /// -1 for what is not a coin.
    let balance: Int128
    let id: ObjectID

    static func < (left: Key, right: Key) -> Bool {
      (left.type, left.balance, left.id) < (right.type, right.balance, right.id)
    }
  }

  private struct Place: Equatable {
    let owner: SomaAddress
    let key: Key
  }

  private var tables: [SomaAddress: SortedTable<Key, ObjectVersion>] = [:]
  private var outdated: [Place] = []

  /// Lists objects.
  init(_ objects: some Sequence<SomaObject>) {
    for object in objects { insert(object) }
  }

  /// Follows one change.
  mutating func replace(_ before: SomaObject?, by after: SomaObject?) {
    if let before, let owner = before.ownerAddress {
      let key = Key(before)
      if let after, after.ownerAddress == owner {
        if key != Key(after) { outdated.append(Place(owner: owner, key: key)) }
      } else {
        remove(Place(owner: owner, key: key))
      }
    }
    if let after { insert(after) }
  }

  private mutating func insert(_ object: SomaObject) {
    guard let owner = object.ownerAddress else { return }
    tables[owner, default: SortedTable()][Key(object)] = object.version
  }

  private mutating func remove(_ place: Place) {
    tables[place.owner]?[place.key] = nil
    if tables[place.owner]?.isEmpty == true { tables[place.owner] = nil }
  }

  /// Drops the entries that are there only because no checkpoint has passed.
  mutating func settle(with objects: ObjectStore) {
    for place in outdated {
      guard let version = tables[place.owner]?[place.key] else { continue }
      // A later transaction may have brought the old balance back.
      guard let live = objects[place.key.id], live.version == version,
        live.ownerAddress == place.owner
      else {
        remove(place)
        continue
      }
    }
    outdated = []
  }

  /// The positions of an account's objects from one on, that one included.
  func positions(
    of owner: SomaAddress, type: ObjectType?, from start: OwnedObjectPosition?
  ) -> some Sequence<OwnedObjectPosition> {
    let first =
      start.map { Key($0) } ?? Key(type: type?.listingIndex ?? 0, balance: -1, id: .zero)
    let entries = tables[owner]?.entries(from: first) ?? []
    return entries.lazy
      .filter { entry in type.map { $0.listingIndex == entry.key.type } ?? true }
      .map { entry in
        OwnedObjectPosition(
          owner: owner, type: ObjectType.allCases[entry.key.type],
          balance: UInt64(exactly: entry.key.balance).map { Amount($0) }, id: entry.key.id,
          version: entry.value)
      }
  }
}

extension OwnerIndex.Key {
  fileprivate init(_ object: SomaObject) {
    self.init(
      type: object.type.listingIndex, balance: object.coinBalance.map { Int128($0.shannons) } ?? -1,
      id: object.id)
  }

  fileprivate init(_ position: OwnedObjectPosition) {
    self.init(
      type: position.type.listingIndex, balance: position.balance.map { Int128($0.shannons) } ?? -1,
      id: position.id)
  }
}

extension ObjectType {
  /// The BCS index, by which listings are ordered.
  fileprivate var listingIndex: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Keys in order, each with a value: what a page of a listing is cut from.
///
/// Inserting moves what lies behind, which is cheap at the sizes of a local chain.
struct SortedTable<Key: Comparable & Sendable, Value: Equatable & Sendable>: Equatable, Sendable {
  /// One key and its value.
  struct Entry: Equatable, Sendable {
    let key: Key
    var value: Value
  }

  private(set) var entries: [Entry] = []

  /// Whether there is nothing.
  var isEmpty: Bool { entries.isEmpty }

  /// The value of a key; setting `nil` removes it.
  subscript(key: Key) -> Value? {
    get {
      let place = lowerBound(of: key)
      guard place < entries.count, entries[place].key == key else { return nil }
      return entries[place].value
    }
    set {
      let place = lowerBound(of: key)
      let exists = place < entries.count && entries[place].key == key
      switch (newValue, exists) {
      case (let value?, true): entries[place].value = value
      case (let value?, false): entries.insert(Entry(key: key, value: value), at: place)
      case (nil, true): entries.remove(at: place)
      case (nil, false): break
      }
    }
  }

  /// The entries from a key on, which need not be there itself.
  func entries(from key: Key) -> ArraySlice<Entry> { entries[lowerBound(of: key)...] }

  /// Where a key is, or would have to be put.
  private func lowerBound(of key: Key) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

import Synchronization

/// The faults that are set, and those who wait for one to be cleared.
final class FaultBoard: Sendable {
  private struct Entry {
    let id: FaultID
    var rule: FaultRule
    let release: Release
  }

  private struct State {
    var entries: [Entry] = []
    var count: UInt64 = 0
    /// Stalled requests whose rule was used up by them.
    var spent: [Entry] = []
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Sets a fault.
  func add(_ rule: FaultRule) -> FaultID {
    state.withLock { state in
      state.count += 1
      let id = FaultID(number: state.count)
      let entry = Entry(id: id, rule: rule, release: Release())
      if state.isClosed { entry.release.open() }
      if rule.requests == 0 { return id }
      state.entries.append(entry)
      return id
    }
  }

  /// The faults that are set, in the order in which they were, with the requests that are left.
  var rules: [(id: FaultID, rule: FaultRule)] {
    state.withLock { state in state.entries.map { ($0.id, $0.rule) } }
  }

  /// Finds and counts what a request meets: the first of each kind.
  func meet(_ key: String, _ method: ObjectMethod) -> Misbehaviour {
    state.withLock { state in
      var met = Misbehaviour()
      guard !state.isClosed else { return met }
      for index in state.entries.indices
      where state.entries[index].rule.concerns(key, method) {
        guard met.add(state.entries[index].rule.fault, state.entries[index].release) else {
          continue
        }
        guard let left = state.entries[index].rule.requests else { continue }
        state.entries[index].rule.requests = left - 1
        if left == 1 { state.spent.append(state.entries[index]) }
      }
      state.entries.removeAll { $0.rule.requests == 0 }
      return met
    }
  }

  /// Clears one fault, and lets go whom it stalls.
  ///
  /// - Returns: Whether it was set, or had stalled somebody.
  func clear(_ id: FaultID) -> Bool { clear { $0.id == id } }

  /// Clears all faults.
  func clearAll() { _ = clear { _ in true } }

  /// Clears all faults; there will be none any more, and nobody will be stalled.
  func close() {
    state.withLock { $0.isClosed = true }
    clearAll()
  }

  private func clear(where isMeant: (Entry) -> Bool) -> Bool {
    let cleared = state.withLock { state in
      let cleared = (state.entries + state.spent).filter(isMeant)
      state.entries.removeAll(where: isMeant)
      state.spent.removeAll(where: isMeant)
      return cleared
    }
    for entry in cleared { entry.release.open() }
    return !cleared.isEmpty
  }
}

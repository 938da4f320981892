import SomaTypes
import Testing

@testable import Ledger

/// Which versions can be read.
@Suite struct ObjectStoreTests {
  private func object(_ id: ObjectID, _ version: UInt64) -> SomaObject {
    SomaObject(
      type: .coin, version: ObjectVersion(version), id: id, content: [], owner: .immutable,
      previousTransaction: .zero)
  }

  @Test("a version can be read in its own epoch and the next, also of a deleted object")
  func retention() {
    let id = ObjectID.zero
    var store = ObjectStore([object(id, 1)])
    store.apply(written: [object(id, 2)], deleted: [], in: 4)
    store.apply(written: [], deleted: [id], in: 5)
    #expect(store[id] == nil)
    #expect([1, 2].map { store[id, $0] != nil } == [true, true])
    store.forgetVersions(supersededBeforeThatOf: 5)
    #expect([1, 2].map { store[id, $0] != nil } == [true, true])
    store.forgetVersions(supersededBeforeThatOf: 6)
    #expect([1, 2].map { store[id, $0] != nil } == [false, true])
    store.forgetVersions(supersededBeforeThatOf: 7)
    #expect([1, 2].map { store[id, $0] != nil } == [false, false])
  }

  @Test("of the system state only the last versions can be read")
  func systemStates() {
    var store = ObjectStore([object(.systemState, 1)])
    let last = UInt64(ObjectStore.keptSystemStates) + 2
    for version in 2...last {
      store.apply(written: [object(.systemState, version)], deleted: [], in: 0)
    }
    #expect(store[.systemState]?.version.rawValue == last)
    #expect(store[.systemState, 1] == nil)
    #expect(store[.systemState, 2] != nil)
    store.forgetVersions(supersededBeforeThatOf: 9)
    #expect(store[.systemState, 2] != nil)
  }
}

public import SomaTypes

/// Which transaction may use which version of an owned object, in this epoch.
///
/// A lock is taken when a transaction is accepted. It ends when the version moves on, because only
/// live versions can be used at all, and for all objects at the boundary. Source: CHAIN.md 7.4;
/// `authority/src/cache/object_locks.rs`.
public struct ObjectLocks: Equatable, Sendable {
  private var holders: [ObjectRef: TransactionDigest] = [:]

  /// Who holds a version; `nil` when it is free.
  public subscript(reference: ObjectRef) -> TransactionDigest? { holders[reference] }

  /// Takes all locks or none.
  ///
  /// - Throws: ``InputRefusal/locked(_:by:)`` for the first by id that someone else holds.
  mutating func acquire(
    _ references: [ObjectRef], for digest: TransactionDigest
  ) throws(InputRefusal) {
    for reference in references.sorted(by: { $0.id < $1.id }) {
      if let holder = holders[reference], holder != digest {
        throw .locked(reference, by: holder)
      }
    }
    for reference in references { holders[reference] = digest }
  }

  /// Takes a lock from whoever holds it.
  mutating func seize(_ reference: ObjectRef, for digest: TransactionDigest) {
    holders[reference] = digest
  }

  /// Frees versions that have moved on; nobody can use them any more.
  mutating func release(_ references: some Sequence<ObjectRef>) {
    for reference in references { holders[reference] = nil }
  }

  /// Frees everything: the table is one of the epoch.
  mutating func releaseAll() { holders = [:] }
}

import HTTPSyntax
import NIOCore
import SomaCrypto
import Synchronization

/// Objects in memory, together no larger than a limit; uploads that are under way count.
final class MemoryStore: ObjectStore {
  private let now: @Sendable () -> HTTPDate
  private let budget: MemoryBudget
  private let objects = Mutex<[ObjectKey: Version]>([:])

  private struct Version {
    let object: StoredObject
    /// Gives the memory back when the version goes.
    let share: MemoryBudget.Share
  }

  /// - Parameters:
  ///   - maximumByteCount: The limit.
  ///   - now: The clock that objects are stamped with.
  init(maximumByteCount: UInt64, now: @escaping @Sendable () -> HTTPDate) {
    budget = MemoryBudget(maximumByteCount: maximumByteCount)
    self.now = now
  }

  func makeUpload() -> any ObjectUpload { MemoryUpload(share: budget.makeShare()) }

  func publish(
    _ upload: any ObjectUpload, at key: ObjectKey, contentType: String,
    if conditions: Preconditions
  ) throws -> PublishOutcome {
    guard let upload = upload as? MemoryUpload else {
      preconditionFailure("an upload belongs to the store that made it")
    }
    let finished = upload.finish()
    let entry = ObjectEntry(
      sizeInBytes: finished.sizeInBytes, tag: EntityTag(finished.digest), lastModified: now(),
      contentType: contentType)
    let version = Version(
      object: StoredObject(entry: entry, content: finished.content), share: upload.share)
    return objects.withLock { objects in
      let current = objects[key]?.object.entry
      guard conditions.verdict(current: current, isRead: false) == .proceed else { return .refused }
      objects[key] = version
      return current == nil ? .created(entry) : .replaced(entry)
    }
  }

  func object(at key: ObjectKey) -> StoredObject? { objects.withLock { $0[key]?.object } }

  func remove(_ key: ObjectKey, if conditions: Preconditions) -> RemoveOutcome {
    objects.withLock { objects in
      let current = objects[key]?.object.entry
      guard conditions.verdict(current: current, isRead: false) == .proceed else { return .refused }
      return objects.removeValue(forKey: key) == nil ? .absent : .removed
    }
  }

  func list(limit: Int) -> ObjectListing {
    let rows = objects.withLock { objects in
      objects.map { ObjectListing.Row(key: $0, sizeInBytes: $1.object.entry.sizeInBytes) }
    }
    return ObjectListing(
      rows: Array(rows.sorted { $0.key < $1.key }.prefix(limit)), isComplete: rows.count <= limit)
  }

  func close() {}
}

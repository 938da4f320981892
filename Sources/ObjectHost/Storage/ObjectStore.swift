import NIOCore
import SomaCrypto

/// Where objects lie. Safe to use from many tasks; whoever reads an object goes on reading the version
/// that was there, whatever becomes of its key.
protocol ObjectStore: Sendable {
  /// Begins to store something. It is gone when the result is, unless it was published.
  func makeUpload() async throws -> any ObjectUpload

  /// Makes finished content the object of a key, at once and whole, if the conditions hold now.
  ///
  /// - Parameters:
  ///   - upload: From this store, and finished.
  ///   - key: Where it goes.
  ///   - contentType: Kept with it.
  ///   - conditions: Judged against the version that is replaced, with nobody in between.
  /// - Returns: What came of it.
  /// - Throws: ``StorageError``.
  func publish(
    _ upload: any ObjectUpload, at key: ObjectKey, contentType: String,
    if conditions: Preconditions
  ) async throws -> PublishOutcome

  /// The present version; `nil` when there is none.
  func object(at key: ObjectKey) async throws -> StoredObject?

  /// Removes an object if the conditions hold now.
  func remove(_ key: ObjectKey, if conditions: Preconditions) async throws -> RemoveOutcome

  /// Keys and sizes in order of the keys, and whether there are more than `limit`.
  func list(limit: Int) async throws -> ObjectListing

  /// Lets another have what this has for itself. Nothing may be stored or removed afterwards.
  func close()
}

/// Content on its way into a store. For one task at a time.
protocol ObjectUpload: Sendable {
  /// Appends bytes.
  func write(_ bytes: ByteBuffer) async throws
  /// Makes the content durable, as far as the store is. Nothing may be written afterwards.
  func finish() async throws -> FinishedContent
}

/// What is known of content once all of it is there.
struct FinishedContent: Sendable {
  let sizeInBytes: UInt64
  /// BLAKE2b-256.
  let digest: Bytes32
  let content: any ObjectContent
}

/// The bytes of one version.
protocol ObjectContent: Sendable {
  /// Reads.
  ///
  /// - Parameters:
  ///   - offset: First byte, from 0.
  ///   - count: Most bytes to return; more than 0.
  /// - Returns: At least one byte, or none at the end.
  /// - Throws: ``StorageError``.
  func read(at offset: UInt64, upTo count: Int) async throws -> ByteBuffer
}

/// One version of an object.
struct StoredObject: Sendable {
  let entry: ObjectEntry
  let content: any ObjectContent
}

/// What came of publishing.
enum PublishOutcome: Equatable, Sendable {
  case created(ObjectEntry)
  case replaced(ObjectEntry)
  /// The conditions did not hold.
  case refused
}

/// What came of removing.
enum RemoveOutcome: Equatable, Sendable {
  case removed
  case absent
  /// The conditions did not hold.
  case refused
}

/// The beginning of a store's contents.
struct ObjectListing: Equatable, Sendable {
  struct Row: Equatable, Sendable {
    let key: ObjectKey
    let sizeInBytes: UInt64
  }

  let rows: [Row]
  let isComplete: Bool
}

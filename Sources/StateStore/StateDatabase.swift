import Dispatch
import GRDB
import SomaCrypto

/// The state of a Steward: what it has found, done and tried, in a SQLite database.
///
/// Every function is one transaction; when it returns, what it recorded survives the end of the
/// process and of the machine's power. Several processes can have the same state open. Functions
/// run to their end even when the calling task is cancelled: what happened must be on record.
public final class StateDatabase: Sendable {
  /// The directory, as it was given.
  public let directory: String

  private let path: String
  private let queue: DatabaseQueue
  // SQLite blocks, and the threads of tasks must not.
  private let thread = DispatchQueue(label: "StateDatabase")

  private init(directory: String, path: String, queue: DatabaseQueue) {
    self.directory = directory
    self.path = path
    self.queue = queue
  }

  /// Opens the state in a directory, and brings it to the version of this program.
  ///
  /// - Parameters:
  ///   - directory: Made with mode 0700 when it is not there, unless the options say otherwise.
  ///   - options: How it is opened.
  /// - Returns: The open state.
  /// - Throws: ``StateError``. Nothing was changed when it is ``StateError/foreign(path:applicationID:)``,
  ///   ``StateError/newer(path:version:known:)``, ``StateError/damaged(path:reason:)`` or one about
  ///   the path.
  public static func open(
    _ directory: String, options: StateOptions = StateOptions()
  ) async throws(StateError) -> StateDatabase {
    let place = try StateDirectory(directory)
    return try await result(on: DispatchQueue.global()) { () throws(StateError) in
      try open(place, named: directory, options: options)
    }
  }

  private static func open(
    _ place: StateDirectory, named directory: String, options: StateOptions
  ) throws(StateError) -> StateDatabase {
    if options.access == .readingAndCreating { try place.create(kind: options.fileSystemKind) }
    try place.check(kind: options.fileSystemKind)
    do {
      let queue = try DatabaseQueue(path: place.database, configuration: options.configuration)
      try queue.inDatabase { db in
        try StateOpening(db: db, path: place.database, options: options).run()
      }
      return StateDatabase(directory: directory, path: place.database, queue: queue)
    } catch { throw StateError(error, path: place.database) }
  }

  /// Ends the connection; the value is of no use afterwards.
  ///
  /// - Throws: ``StateError``.
  public func close() async throws(StateError) {
    try await perform { queue in try queue.close() }
  }

  /// Runs `body` in a transaction that writes: all of it is durable at the end, or nothing happened.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (StateTransaction) throws -> Value
  ) async throws(StateError) -> Value {
    try await perform { queue in
      try queue.inDatabase { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(StateTransaction(db: db))
          return .commit
        }
        guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return value
      }
    }
  }

  /// Runs `body` on one snapshot of the state.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (StateTransaction) throws -> Value
  ) async throws(StateError) -> Value {
    try await perform { queue in try queue.read { db in try body(StateTransaction(db: db)) } }
  }

  private func perform<Value: Sendable>(
    _ body: @escaping @Sendable (DatabaseQueue) throws -> Value
  ) async throws(StateError) -> Value {
    let (queue, path) = (queue, path)
    return try await Self.result(on: thread) { () throws(StateError) in
      do { return try body(queue) } catch { throw StateError(error, path: path) }
    }
  }

  private static func result<Value: Sendable>(
    on thread: DispatchQueue, _ body: @escaping @Sendable () throws(StateError) -> Value
  ) async throws(StateError) -> Value {
    let result: Result<Value, StateError> = await withCheckedContinuation { continuation in
      thread.async {
        continuation.resume(returning: Result { () throws(StateError) in try body() })
      }
    }
    return try result.get()
  }
}

import Dispatch
import GRDB
import SomaCrypto
import Synchronization

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
  private let ballast: StateBallast
  // Whether the ballast was given up, and is to be made again when there is room.
  private let isBallastFree = Mutex(false)
  // SQLite blocks, and the threads of tasks must not.
  private let thread = DispatchQueue(label: "StateDatabase")

  private init(directory: String, path: String, queue: DatabaseQueue, ballast: StateBallast) {
    self.directory = directory
    self.path = path
    self.queue = queue
    self.ballast = ballast
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
    let ballast = StateBallast(directory: place.path)
    func openQueue() throws(StateError) -> DatabaseQueue {
      do {
        let queue = try DatabaseQueue(path: place.database, configuration: options.configuration)
        try queue.inDatabase { db in
          try StateOpening(db: db, path: place.database, options: options).run()
        }
        return queue
      } catch { throw StateError(error, path: place.database) }
    }
    var queue: DatabaseQueue
    do throws(StateError) { queue = try openQueue() } catch {
      // The index of the log needs room, too.
      guard error == .diskFull(path: place.database), options.access != .reading, ballast.free()
      else { throw error }
      queue = try openQueue()
    }
    let state = StateDatabase(
      directory: directory, path: place.database, queue: queue, ballast: ballast)
    if options.access != .reading { state.holdBallast() }
    return state
  }

  /// Ends the connection; the value is of no use afterwards.
  ///
  /// - Throws: ``StateError``.
  public func close() async throws(StateError) {
    try await perform { queue in try queue.close() }
  }

  /// Runs `body` in a transaction that writes: all of it is durable at the end, or nothing happened.
  ///
  /// - Parameters:
  ///   - isRoutine: Whether what is recorded can be done again and may be large, so that the ballast is not
  ///     for it.
  ///   - body: What to do; once more when the disk was full and the ballast made room.
  /// - Returns: What `body` returns.
  /// - Throws: ``StateError``.
  func write<Value: Sendable>(
    isRoutine: Bool = false, _ body: @escaping @Sendable (StateTransaction) throws -> Value
  ) async throws(StateError) -> Value {
    try await perform { [self] queue in
      do {
        let value = try Self.commit(body, to: queue)
        if isBallastFree.withLock(\.self) { holdBallast() }
        return value
      } catch {
        guard StateError(error, path: path) == .diskFull(path: path), !isRoutine, ballast.free()
        else { throw error }
        isBallastFree.withLock { $0 = true }
        return try Self.commit(body, to: queue)
      }
    }
  }

  private static func commit<Value>(
    _ body: (StateTransaction) throws -> Value, to queue: DatabaseQueue
  ) throws -> Value {
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

  private func holdBallast() {
    let isHeld = ballast.hold()
    isBallastFree.withLock { $0 = !isHeld }
  }

  /// Runs `body` on one snapshot of the state.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (StateTransaction) throws -> Value
  ) async throws(StateError) -> Value {
    try await perform { queue in try queue.read { db in try body(StateTransaction(db: db)) } }
  }

  /// Runs `body` on the thread of the database, outside of any transaction.
  func perform<Value: Sendable>(
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

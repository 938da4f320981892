import NIOCore
public import SomaTypes

/// An HTTP server on loopback that stores and serves objects, as well or as badly as it is told to.
///
/// What lies at `/key` is stored with PUT, read with GET and HEAD, and removed with DELETE, all of them
/// with conditions; GET serves ranges. `/` lists, for people. Made by ``withObjectHost(_:_:)``.
public struct ObjectHost: Sendable {
  /// The root, such as `http://127.0.0.1:9126/`.
  public let url: CanonicalURL

  /// The port of 127.0.0.1.
  public let port: UInt16

  let store: any ObjectStore
  let board: FaultBoard
  let log: RequestLog

  /// The public URL of an object, whether it is there or not.
  public func url(of key: ObjectKey) throws(CanonicalURLError) -> CanonicalURL {
    try CanonicalURL(url.text + key.percentEncoded)
  }
}

/// Objects without HTTP, and without faults.
extension ObjectHost {
  /// Stores an object, replacing any other.
  ///
  /// - Throws: ``StorageError``.
  @discardableResult
  public func store(
    _ bytes: [UInt8], at key: ObjectKey, contentType: String = ObjectEntry.defaultContentType
  ) async throws -> ObjectEntry {
    let upload = try await store.makeUpload()
    try await upload.write(ByteBuffer(bytes: bytes))
    _ = try await upload.finish()
    let outcome = try await store.publish(
      upload, at: key, contentType: contentType, if: Preconditions())
    switch outcome {
    case .created(let entry), .replaced(let entry): return entry
    case .refused: preconditionFailure("nothing was demanded")
    }
  }

  /// What is known of an object; `nil` when there is none.
  ///
  /// - Throws: ``StorageError``.
  public func entry(at key: ObjectKey) async throws -> ObjectEntry? {
    try await store.object(at: key)?.entry
  }

  /// All bytes of an object, in memory; `nil` when there is none.
  ///
  /// - Throws: ``StorageError``.
  public func bytes(at key: ObjectKey) async throws -> [UInt8]? {
    guard let object = try await store.object(at: key) else { return nil }
    var bytes: [UInt8] = []
    while true {
      let more = try await object.content.read(at: UInt64(bytes.count), upTo: 1 << 20)
      guard more.readableBytes > 0 else { return bytes }
      bytes += more.readableBytesView
    }
  }

  /// Removes an object.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: ``StorageError``.
  @discardableResult
  public func remove(_ key: ObjectKey) async throws -> Bool {
    try await store.remove(key, if: Preconditions()) == .removed
  }
}

/// Faults on demand. A request meets every rule that concerns it, but only one fault of a kind: the one
/// that was set first. Only what meets a request is counted.
extension ObjectHost {
  /// Sets a fault.
  ///
  /// - Returns: What ``clear(_:)`` needs.
  @discardableResult
  public func inject(_ rule: FaultRule) -> FaultID { board.add(rule) }

  /// Clears a fault; requests that it stalls lose their connections.
  ///
  /// - Returns: Whether it was set, or had stalled a request.
  @discardableResult
  public func clear(_ fault: FaultID) -> Bool { board.clear(fault) }

  /// Clears all faults.
  public func clearFaults() { board.clearAll() }

  /// The faults that are set, first one first, with the requests that each is still for.
  public var faults: [FaultRule] { board.rules.map(\.rule) }
}

/// What came in.
extension ObjectHost {
  /// The last requests, at least 5000, oldest first.
  public var requests: [ReceivedRequest] { log.requests }

  /// Forgets the requests that came so far.
  public func clearRequests() { log.clear() }
}

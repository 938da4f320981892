import HTTPSyntax
import Glibc
import NIOCore
import SomaCrypto
import Synchronization

/// Objects as plain files below a directory, each at the path that its key is.
///
/// A file that something else put there is an object as well. What the host keeps for itself lies in
/// `.objecthost`. Links are not followed, and only plain files count. One host at a time.
final class DirectoryStore: ObjectStore {
  private static let ownDirectory = ".objecthost"

  private let root: OpenFile
  private let uploads: OpenFile
  private let entries: OpenFile
  /// Locked for as long as it is open.
  private let lock: OpenFile
  /// Held while names change, so that a condition still holds when its file gets its name.
  private let state = Mutex(State())

  private struct State {
    var uploadCount = 0
    /// Of files that were put there by others, which it takes long to read.
    var tags: [OpenFile.Identity: EntityTag] = [:]

    mutating func note(_ tag: EntityTag, of found: Found) {
      guard found.remembered == nil else { return }
      if tags.count == 10_000 { tags = [:] }
      tags[found.identity] = tag
    }
  }

  /// Opens the directory; creates it when only its last part is missing. Blocks.
  ///
  /// - Throws: ``ObjectHostError``.
  init(path: String) throws(ObjectHostError) {
    do throws(StorageError) {
      if mkdir(path, 0o755) != 0, errno != EEXIST { throw StorageError("mkdir") }
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw StorageError("open") }
      root = OpenFile(descriptor: descriptor)
      let own = try root.directory(Self.ownDirectory, creating: true)
      uploads = try own.directory("uploads", creating: true)
      entries = try own.directory("entries", creating: true)
      guard let file = try own.open("lock", O_RDWR | O_CREAT) else {
        throw StorageError("openat", code: ENOENT)
      }
      lock = file
    } catch {
      throw .directoryUnusable(path: path, error)
    }
    guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw .directoryInUse(path: path)
    }
    // Nobody else is here, so what lies here was left by a host that was killed.
    for name in (try? uploads.names()) ?? [] { unlinkat(uploads.descriptor, name, 0) }
  }

  func makeUpload() async throws -> any ObjectUpload {
    let name = state.withLock { state in
      state.uploadCount += 1
      return String(state.uploadCount)
    }
    return try await blocking { [uploads] in try FileUpload(name: name, in: uploads) }
  }

  func publish(
    _ upload: any ObjectUpload, at key: ObjectKey, contentType: String,
    if conditions: Preconditions
  ) async throws -> PublishOutcome {
    guard let upload = upload as? FileUpload else {
      preconditionFailure("an upload belongs to the store that made it")
    }
    return try await blocking { [self] in
      try state.withLock { state in
        try publish(upload, at: key, contentType: contentType, if: conditions, &state)
      }
    }
  }

  func object(at key: ObjectKey) async throws -> StoredObject? {
    try await blocking { [self] in
      // Only what was put there by others needs to be read, which may take long.
      guard let found = try state.withLock({ state in try find(key, &state) }) else { return nil }
      let tag = try found.knownTag ?? found.file.contentTag()
      state.withLock { $0.note(tag, of: found) }
      return StoredObject(entry: found.entry(tag: tag), content: FileContent(file: found.file))
    }
  }

  func remove(_ key: ObjectKey, if conditions: Preconditions) async throws -> RemoveOutcome {
    try await blocking { [self] in
      try state.withLock { state in
        let current = try entry(at: key, &state, needsTag: conditions.needsTag)
        guard conditions.verdict(current: current, isRead: false) == .proceed else {
          return .refused
        }
        guard current != nil else { return .absent }
        try DirectoryPath(key, below: root).remove()
        unlinkat(entries.descriptor, EntryFile.name(of: key), 0)
        return .removed
      }
    }
  }

  func list(limit: Int) async throws -> ObjectListing {
    try await blocking { [root] in
      var walk = DirectoryWalk(limit: limit)
      try walk.visit(root, prefix: "")
      return walk.listing
    }
  }

  func close() {
    // Closing would not do: a child of this process may have the descriptor until it runs its program.
    flock(lock.descriptor, LOCK_UN)
  }
}

extension DirectoryStore {
  /// A file that is an object, and what is remembered of it.
  private struct Found {
    let file: OpenFile
    let identity: OpenFile.Identity
    let remembered: EntryFile?
    let knownTag: EntityTag?

    func entry(tag: EntityTag) -> ObjectEntry {
      ObjectEntry(
        sizeInBytes: identity.sizeInBytes, tag: tag,
        lastModified: HTTPDate(unixSeconds: identity.modifiedSeconds),
        contentType: remembered?.contentType ?? ObjectEntry.defaultContentType)
    }
  }

  private func publish(
    _ upload: FileUpload, at key: ObjectKey, contentType: String, if conditions: Preconditions,
    _ state: inout State
  ) throws -> PublishOutcome {
    let current = try entry(at: key, &state, needsTag: conditions.needsTag)
    guard conditions.verdict(current: current, isRead: false) == .proceed,
      let identity = try upload.file.identity()
    else { return .refused }
    let path = DirectoryPath(key, below: root)
    guard try path.take(upload, replaces: !conditions.requiresAbsence) else { return .refused }
    let remembered = EntryFile(
      identity: identity, digest: upload.finished().digest, contentType: contentType)
    try remember(remembered, of: key, &state)
    let entry = Found(file: upload.file, identity: identity, remembered: remembered, knownTag: nil)
      .entry(tag: EntityTag(remembered.digest))
    return current == nil ? .created(entry) : .replaced(entry)
  }

  private func find(_ key: ObjectKey, _ state: inout State) throws(StorageError) -> Found? {
    let file: OpenFile?
    do throws(StorageError) { file = try DirectoryPath(key, below: root).open() } catch {
      guard error == .nameTaken else { throw error }
      return nil
    }
    guard let file, let identity = try file.identity() else { return nil }
    let entryFile = try entries.open(EntryFile.name(of: key), O_RDONLY)
    let remembered: EntryFile? =
      if let entryFile { try EntryFile(entryFile, for: identity) } else { nil }
    return Found(
      file: file, identity: identity, remembered: remembered,
      knownTag: remembered.map { EntityTag($0.digest) } ?? state.tags[identity])
  }

  /// What a condition is judged against. Where the tag does not count, one that is not known is made
  /// up. Throws ``StorageError/nameTaken`` when what has the key's name is no plain file.
  private func entry(
    at key: ObjectKey, _ state: inout State, needsTag: Bool
  ) throws -> ObjectEntry? {
    guard let file = try DirectoryPath(key, below: root).open() else { return nil }
    guard try file.identity() != nil else { throw StorageError.nameTaken }
    guard let found = try find(key, &state) else { return nil }
    guard needsTag else { return found.entry(tag: EntityTag(.zero)) }
    let tag = try found.knownTag ?? found.file.contentTag()
    state.note(tag, of: found)
    return found.entry(tag: tag)
  }

  private func remember(
    _ entry: EntryFile, of key: ObjectKey, _ state: inout State
  ) throws {
    state.uploadCount += 1
    let upload = try FileUpload(name: String(state.uploadCount), in: uploads)
    let bytes = Array(entry.text.utf8)
    try bytes.withUnsafeBytes { try upload.file.write($0) }
    try upload.file.synchronize()
    _ = try upload.move(to: EntryFile.name(of: key), in: entries, replaces: true)
  }
}

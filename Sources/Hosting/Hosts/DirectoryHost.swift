import CLinux
import Glibc
public import SomaTypes

/// A directory of this machine that a web server, a CDN or a synchronising program makes public.
///
/// Objects lie flat in it. A file appears under its name only when all of it is on disk; until then
/// it is called `.NAME.partial`, and a later run goes on where the bytes are still those of the
/// source. Links are never followed.
public struct DirectoryHost: PublicHost {
  /// The directory. It must exist; it may itself be reached through a link.
  public let path: String

  /// What the directory is called for everyone else, such as `https://weights.example.com/models`.
  public let publicBase: String

  /// pwrite(2); another one in tests.
  let write: @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int

  /// Describes a host. Nothing is opened yet.
  public init(path: String, publicBase: String) {
    self.init(path: path, publicBase: publicBase) { Glibc.pwrite($0, $1, $2, $3) }
  }

  init(
    path: String, publicBase: String,
    write: @escaping @Sendable (Int32, UnsafeRawPointer?, Int, Int) -> Int
  ) {
    self.path = path
    self.publicBase = publicBase
    self.write = write
  }

  /// The path.
  public var description: String { path }

  /// The name under the public base.
  public func publicURL(of name: ObjectName) throws -> CanonicalURL {
    try PublicURL.under(publicBase, name)
  }

  /// Writes an object; on disk when it returns.
  ///
  /// - Returns: What became of it.
  /// - Throws: ``HostError``, what the source throws, `CancellationError`. What was written by then
  ///   stays for the next run.
  public func put(
    _ upload: ObjectUpload, mode: PutMode, progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws -> PutOutcome {
    try await TransferThread.runStoppable { stop in
      let directory = try OpenDirectory(path)
      if mode == .createOnly, let existing = try directory.head(upload.name) {
        return .existed(existing)
      }
      let partial = try PartialFile(for: upload.name, in: directory, write: write)
      try partial.fill(from: upload, stop: stop, progress: progress)
      guard try partial.publish(replacing: mode == .replace) else {
        guard let existing = try directory.head(upload.name) else {
          throw HostError.notAFile(path: "\(path)/\(upload.name)")
        }
        return .existed(existing)
      }
      return .stored
    }
  }

  /// Looks at the file.
  public func head(_ name: ObjectName) async throws -> StoredObject? {
    try await TransferThread.run { try OpenDirectory(path).head(name) }
  }

  /// Reads the directory.
  public func list(masterID: String) async throws -> [StoredObject] {
    try await TransferThread.run {
      let directory = try OpenDirectory(path)
      return try directory.names().filter { $0.masterID == masterID }.sorted()
        .compactMap(directory.head)
    }
  }

  /// Lists what was begun of objects whose keys come from a master, and has not got its name.
  ///
  /// - Returns: The objects with the length of what is there, and when it was last written.
  /// - Throws: ``HostError``.
  public func partialObjects(masterID: String) async throws -> [StoredObject] {
    try await TransferThread.run {
      let directory = try OpenDirectory(path)
      return try directory.files().compactMap { file in
        guard let name = PartialFile.object(of: file), name.masterID == masterID,
          let status = try directory.status(file), status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return StoredObject(
          name: name, size: UInt64(clamping: status.st_size),
          modified: Int64(status.st_mtim.tv_sec))
      }.sorted { $0.name < $1.name }
    }
  }

  /// Removes what was begun of an object.
  ///
  /// - Throws: ``HostError``, also ``HostError/busy(path:)`` while an upload writes it.
  public func removePartial(_ name: ObjectName) async throws {
    try await TransferThread.run {
      try PartialFile(for: name, in: OpenDirectory(path), write: write).remove()
    }
  }

  /// Removes the file; it is gone from the disk when this returns.
  public func delete(_ name: ObjectName) async throws {
    try await TransferThread.run { try OpenDirectory(path).remove(name) }
  }
}

import GRDB

/// How a state is opened.
public struct StateOptions: Sendable {
  /// What may happen to the files.
  public enum Access: Sendable {
    /// The state is made when it is not there.
    case readingAndCreating
    /// The state must be there.
    case readingAndWriting
    /// The state must be there, at the version of this program unless ``StateOptions/acceptsOlder`` says
    /// otherwise; nothing in it is changed.
    case reading
  }

  /// How much of the file is looked at.
  public enum IntegrityCheck: Sendable {
    /// All of it, indices included.
    case full
    /// The tables without their indices.
    case quick
  }

  /// What may happen to the files.
  public var access: Access

  /// How much of the file is looked at before anything is believed.
  public var integrityCheck: IntegrityCheck

  /// Whether a state that an earlier version wrote may be read as it is. Tables that came later are not there.
  public var acceptsOlder: Bool

  /// How long to wait for another process that writes.
  public var busyTimeout: Duration

  /// Tells the kind of file system of a path.
  public var fileSystemKind: @Sendable (String) throws(StateError) -> FileSystemKind

  /// Creates options.
  public init(
    access: Access = .readingAndCreating, integrityCheck: IntegrityCheck = .full,
    acceptsOlder: Bool = false, busyTimeout: Duration = .seconds(10),
    fileSystemKind: @escaping @Sendable (String) throws(StateError) -> FileSystemKind = {
      path throws(StateError) in try FileSystemKind(ofPath: path)
    }
  ) {
    self.access = access
    self.integrityCheck = integrityCheck
    self.acceptsOlder = acceptsOlder
    self.busyTimeout = busyTimeout
    self.fileSystemKind = fileSystemKind
  }

  var configuration: Configuration {
    var configuration = Configuration()
    configuration.readonly = access == .reading
    configuration.busyMode = .timeout(busyTimeout / .seconds(1))
    configuration.prepareDatabase { db in
      // Every commit reaches the disk before it is acknowledged; the default in WAL mode does not.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    return configuration
  }
}

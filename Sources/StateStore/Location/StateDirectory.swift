import Glibc

/// The directory that holds the state: for its owner only, on a disk of this machine.
struct StateDirectory {
  /// The name of the database in it. SQLite adds `-wal` and `-shm` beside it.
  static let databaseName = "state.db"

  /// The name of the directory in it that has the packets.
  static let packetsName = "packets"

  let path: String

  var packets: String { "\(path)/\(Self.packetsName)" }

  var database: String { "\(path)/\(Self.databaseName)" }

  /// Names a directory; nothing is looked at yet.
  ///
  /// - Throws: ``StateError/badPath(_:)``.
  init(_ path: String) throws(StateError) {
    // A NUL would silently end the path there; SQLite gives `file:` a meaning of its own.
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .badPath(path) }
    self.path = path.hasPrefix("file:") ? "./\(path)" : path
  }

  /// Makes what is not there: the directory, its parents, and an empty database.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)``.
  func create() throws(StateError) {
    var end = path.startIndex
    while end < path.endIndex {
      end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      if mkdir(part, 0o700) == 0 {
        try PrivateFile.syncDirectory(part)
        try PrivateFile.syncDirectory(PrivateFile.directory(of: part))
      } else if errno != EEXIST, access(part, F_OK) != 0 {
        throw .system(call: "mkdir", path: part, errno: errno)
      }
    }
    // A file without ever opening it: closing a descriptor would drop the locks that another
    // connection of this process has on it (fcntl(2), advisory record locking).
    if mknod(database, S_IFREG | 0o600, 0) != 0, errno != EEXIST {
      throw .system(call: "mknod", path: database, errno: errno)
    }
    try PrivateFile.syncDirectory(path)
  }

  /// Checks that only the owner can read the state, and that no other machine can write it.
  ///
  /// - Parameter kind: Tells the kind of file system of a path.
  /// - Throws: ``StateError``.
  func check(kind: (String) throws(StateError) -> FileSystemKind) throws(StateError) {
    try checkMode(of: path, type: S_IFDIR)
    try checkMode(of: database, type: S_IFREG)
    if let name = try kind(path).sharedName {
      throw .sharedFileSystem(path: path, name: name)
    }
    // SQLite deletes the log beside an empty database, and with it what was acknowledged.
    if try size(of: database) == 0, try size(of: "\(database)-wal") > 0 {
      throw .damaged(path: database, reason: "it is empty, and its write-ahead log is not")
    }
  }

  private func size(of path: String) throws(StateError) -> Int {
    var status = stat()
    if stat(path, &status) == 0 { return status.st_size }
    guard errno == ENOENT else { throw .system(call: "stat", path: path, errno: errno) }
    return 0
  }

  private func checkMode(of path: String, type: mode_t) throws(StateError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT ? .missing(self.path) : .system(call: "stat", path: path, errno: errno)
    }
    guard status.st_mode & S_IFMT == type else { throw .badPath(path) }
    guard status.st_uid == geteuid() else { throw .otherOwner(path: path, user: status.st_uid) }
    let mode = UInt32(status.st_mode) & 0o777
    guard mode & 0o077 == 0 else { throw .looseMode(path: path, mode: mode) }
  }
}

import GRDB
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

  /// Makes what is not there: the directory, its parents, and a database that holds nothing yet. It
  /// makes no database where it could not be used, nor in the place of one that was lost.
  ///
  /// - Parameter kind: Tells the kind of file system of a path.
  /// - Throws: ``StateError``.
  func create(kind: (String) throws(StateError) -> FileSystemKind) throws(StateError) {
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
    try checkDirectory(kind: kind)
    guard !hasDatabase else { return }
    // Another process may have made one since we looked: then what lies beside it is its.
    if let rest = try remains(), !hasDatabase {
      throw .damaged(path: database, reason: "it is gone, and \(rest) beside it is not")
    }
    try createDatabase()
    try PrivateFile.syncDirectory(path)
  }

  /// Lets a database appear that says already that it is ours, so that one of no bytes is never one
  /// that was just begun, but always one that lost what it held.
  private func createDatabase() throws(StateError) {
    let unnamed = String(repeating: "X", count: 6)
    var template = Array("\(path)/.\(Self.databaseName).\(unnamed)".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw .system(call: "mkstemp", path: path, errno: errno) }
    close(descriptor)
    let temporary = String(
      decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(temporary) }
    do {
      let queue = try DatabaseQueue(path: temporary)
      try queue.inDatabase {
        try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
      }
      try queue.close()
    } catch { throw StateError(error, path: database) }
    guard link(temporary, database) == 0 || errno == EEXIST else {
      throw .system(call: "link", path: database, errno: errno)
    }
  }

  private var hasDatabase: Bool {
    var status = stat()
    return lstat(database, &status) == 0
  }

  /// Something that only a state leaves behind: what SQLite writes beside a database, and packets.
  private func remains() throws(StateError) -> String? {
    guard let directory = opendir(path) else {
      throw .system(call: "opendir", path: path, errno: errno)
    }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name.hasPrefix("\(Self.databaseName)-") || name.hasSuffix(".packet") { return name }
    }
    return nil
  }

  /// Checks that only the owner can read the state, and that no other machine can write it.
  ///
  /// - Parameter kind: Tells the kind of file system of a path.
  /// - Throws: ``StateError``.
  func check(kind: (String) throws(StateError) -> FileSystemKind) throws(StateError) {
    try checkDirectory(kind: kind)
    try checkMode(of: database, type: S_IFREG)
    guard try size(of: database) == 0 else { return }
    // SQLite deletes the log beside an empty database, and with it what was acknowledged.
    let hasLog = try size(of: "\(database)-wal") > 0
    throw .damaged(
      path: database, reason: "it is empty" + (hasLog ? ", and its write-ahead log is not" : ""))
  }

  private func checkDirectory(
    kind: (String) throws(StateError) -> FileSystemKind
  ) throws(StateError) {
    try checkMode(of: path, type: S_IFDIR)
    if let name = try kind(path).sharedName {
      throw .sharedFileSystem(path: path, name: name)
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

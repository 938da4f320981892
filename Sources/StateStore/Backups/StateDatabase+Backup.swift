import CLinux
import GRDB
import Glibc

extension StateDatabase {
  /// Copies the state to a new directory, while others may write to it.
  ///
  /// The copy is made under another name, read back and checked, and gets its name when all of it is on the
  /// disk: a directory of that name is a whole copy. It is as the state was at one instant; its packets are
  /// at least those that were on record then.
  ///
  /// - Parameter path: The directory of the copy. It must not exist; what it is in must.
  /// - Returns: What is in the copy.
  /// - Throws: ``StateError/exists(_:)``; ``StateError/diskFull(path:)``; ``StateError/damaged(path:reason:)`` when
  ///   what was written is not what is read back; other ``StateError``s. Nothing is left then.
  public func backUp(to path: String) async throws(StateError) -> StateBackup {
    let target = try StateDirectory(
      path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
    let number = UInt64.random(in: .min ... .max)
    let partial = try StateDirectory("\(target.path).partial-\(String(number, radix: 16))")
    guard mkdir(partial.path, 0o700) == 0 else {
      throw .system(call: "mkdir", path: partial.path, errno: errno)
    }
    do throws(StateError) {
      var backup = try await fill(partial)
      try partial.sync()
      guard steward_rename_new(partial.path, target.path) == 0 else {
        throw errno == EEXIST
          ? .exists(path) : .system(call: "rename", path: target.path, errno: errno)
      }
      try PrivateFile.syncDirectory(PrivateFile.directory(of: target.path))
      backup.directory = path
      return backup
    } catch {
      partial.remove()
      throw error
    }
  }

  private func fill(_ partial: StateDirectory) async throws(StateError) -> StateBackup {
    // A backup may well be on a disk that other machines write to.
    try partial.create { _ in FileSystemKind(magic: 0) }
    try await copyDatabase(to: partial.database)
    // After the database: a packet is in its file before it is on record.
    let source = PacketShelf(of: try StateDirectory(directory))
    let names = try source.names()
    guard mkdir(partial.packets, 0o700) == 0 else {
      throw .system(call: "mkdir", path: partial.packets, errno: errno)
    }
    for name in names {
      guard let bytes = try source.read(name) else { continue }
      try PrivateFile(path: "\(partial.packets)/\(name)").create(bytes)
    }
    try PrivateFile(path: "\(partial.path)/README").create(Array(StateBackup.remark.utf8))

    // A backup may well be on another machine's disk.
    let options = StateOptions(
      access: .reading, acceptsOlder: true, fileSystemKind: { _ in FileSystemKind(magic: 0) })
    let copy = try await StateDatabase.open(partial.path, options: options)
    let content = try await copy.summary()
    guard try await lineage() == content.lineage else {
      throw .damaged(path: partial.database, reason: "the copy is of another state")
    }
    let hasPackets = content.rows.contains { $0.table == "attempts" }
    let faults = hasPackets ? try await copy.packetFaults().faults : []
    try await copy.close()
    return StateBackup(
      directory: partial.path, content: content, packetCount: names.count, faults: faults)
  }

  private func copyDatabase(to path: String) async throws(StateError) {
    try await perform { queue in
      do {
        let copy = try DatabaseQueue(path: path)
        try queue.backup(to: copy)
        try copy.inDatabase { db in
          // One file, without a log beside it.
          try db.execute(sql: "PRAGMA synchronous = FULL")
          try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try copy.close()
      } catch { throw StateError(error, path: path) }
    }
  }
}

extension StateDirectory {
  /// Waits until a copy is on the disk.
  fileprivate func sync() throws(StateError) {
    try PrivateFile(path: database).sync()
    try PrivateFile.syncDirectory(packets)
    try PrivateFile.syncDirectory(path)
  }

  /// Removes a copy that was not finished. What cannot be removed stays, and has a name that says so.
  fileprivate func remove() {
    for directory in [packets, path] {
      for name in (try? PacketShelf.entries(of: directory)) ?? [] { unlink("\(directory)/\(name)") }
      rmdir(directory)
    }
  }
}

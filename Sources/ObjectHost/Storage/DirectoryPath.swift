import Glibc

/// The path of a key below a directory, walked one segment at a time so that no link is followed.
struct DirectoryPath {
  private let root: OpenFile
  private let parents: [String]
  private let name: String

  init(_ key: ObjectKey, below root: OpenFile) {
    var segments = key.segments
    name = segments.removeLast()  // a key has at least one
    parents = segments
    self.root = root
  }

  /// Opens the file for reading; `nil` when it is not there.
  func open() throws(StorageError) -> OpenFile? {
    var directory = root
    for parent in parents {
      guard let next = try directory.open(parent, O_RDONLY | O_DIRECTORY) else { return nil }
      directory = next
    }
    return try directory.open(name, O_RDONLY)
  }

  /// Moves an upload here, making directories that are missing; all names are durable afterwards.
  ///
  /// - Returns: `false` when the name is taken and must not be replaced.
  func take(_ upload: FileUpload, replaces: Bool) throws(StorageError) -> Bool {
    var directory = root
    for parent in parents {
      let next = try directory.directory(parent, creating: true)
      try directory.synchronize()
      directory = next
    }
    guard try upload.move(to: name, in: directory, replaces: replaces) else { return false }
    try directory.synchronize()
    return true
  }

  /// Removes the file, and the directories above it that are empty then.
  func remove() throws(StorageError) {
    var directories = [root]
    for parent in parents {
      directories.append(try directories[directories.count - 1].directory(parent, creating: false))
    }
    var last = directories.removeLast()
    guard unlinkat(last.descriptor, name, 0) == 0 else { throw StorageError("unlinkat") }
    try last.synchronize()
    for (directory, parent) in zip(directories, parents).reversed() {
      guard unlinkat(directory.descriptor, parent, AT_REMOVEDIR) == 0 else { return }
      last = directory
      try last.synchronize()
    }
  }
}

extension OpenFile {
  /// Opens a directory in this one; makes it first if that is wanted and it is missing.
  func directory(_ name: String, creating: Bool) throws(StorageError) -> OpenFile {
    if creating, mkdirat(descriptor, name, 0o755) != 0, errno != EEXIST {
      throw StorageError("mkdirat")
    }
    guard let directory = try open(name, O_RDONLY | O_DIRECTORY) else {
      throw StorageError("openat", code: ENOENT)
    }
    return directory
  }
}

import Glibc
import NIOCore
import SomaCrypto

/// Finds the objects below a directory, in order of their keys, and stops when it has enough.
struct DirectoryWalk {
  private let limit: Int
  private var rows: [ObjectListing.Row] = []
  private var isComplete = true

  init(limit: Int) { self.limit = limit }

  /// What was found.
  var listing: ObjectListing {
    ObjectListing(rows: rows.sorted { $0.key < $1.key }, isComplete: isComplete)
  }

  /// Looks at a directory and everything below it, except what is no object.
  mutating func visit(_ directory: OpenFile, prefix: String) throws {
    for name in try directory.names().sorted() {
      guard isComplete else { return }
      // What is no key can have none below it: neither names that are not UTF-8 nor our own.
      guard let key = try? ObjectKey(prefix + name),
        let file = try? directory.open(name, O_RDONLY)  // links, and what we may not read
      else { continue }
      if let identity = try file.identity() {
        if rows.count == limit {
          isComplete = false
        } else {
          rows.append(.init(key: key, sizeInBytes: identity.sizeInBytes))
        }
      } else if let below = try? directory.open(name, O_RDONLY | O_DIRECTORY) {  // a FIFO is none
        try visit(below, prefix: prefix + name + "/")
      }
    }
  }
}

extension OpenFile {
  /// The names in a directory, in any order, those that are UTF-8.
  func names() throws(StorageError) -> [String] {
    // The stream takes a descriptor over, and has its position to itself.
    let own = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard own >= 0 else { throw StorageError("openat") }
    guard let stream = fdopendir(own) else {
      let code = errno
      close(own)
      throw StorageError("fdopendir", code: code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The tag of a file's content: reads all of it.
  func contentTag() throws(StorageError) -> EntityTag {
    var hasher = Blake2b256()
    var offset: UInt64 = 0
    while true {
      let bytes = try read(at: offset, upTo: 1 << 20)
      guard bytes.readableBytes > 0 else { return EntityTag(hasher.finalize()) }
      bytes.withUnsafeReadableBytes { hasher.update($0) }
      offset += UInt64(bytes.readableBytes)
    }
  }
}

import Glibc
import SomaCrypto

/// The packets that lie in the directory of a state, one file each.
struct PacketShelf {
  /// More than any packet has, in bytes.
  static let byteLimit = 4 << 20

  private static let suffix = ".packet"

  let path: String

  init(of directory: StateDirectory) { path = directory.packets }

  /// The names of the packets, sorted.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)``.
  func names() throws(StateError) -> [String] {
    try Self.entries(of: path).filter { $0.hasSuffix(Self.suffix) }.sorted()
  }

  /// Reads a packet.
  ///
  /// - Returns: `nil` when it is not there.
  /// - Throws: ``StateError/system(call:path:errno:)``.
  func read(_ name: String) throws(StateError) -> [UInt8]? {
    try PrivateFile(path: "\(path)/\(name)").read(limit: Self.byteLimit)
  }

  /// What is in a directory; nothing when there is none.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)``.
  static func entries(of path: String) throws(StateError) -> [String] {
    guard let stream = opendir(path) else {
      guard errno != ENOENT else { return [] }
      throw .system(call: "opendir", path: path, errno: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

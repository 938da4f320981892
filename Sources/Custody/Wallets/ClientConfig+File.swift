import Glibc
import YAMLTree

extension ClientConfig {
  /// Reads a `client.yaml`.
  ///
  /// Takes no lock, because the command line writes the file without one: what was read in the
  /// middle of a write is refused as empty or incomplete.
  ///
  /// - Parameter path: The path, as the person gave it.
  /// - Throws: Any ``ClientConfigError``.
  public init(contentsOfFile path: String) throws(ClientConfigError) {
    try self.init(yaml: Self.read(path), file: path)
  }

  /// The bytes of a file, cut off one byte above what the YAML reader takes, which refuses them.
  private static func read(_ path: String) throws(ClientConfigError) -> [UInt8] {
    // Not blocking, because to open a pipe would otherwise wait for its writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .notFound(file: path) : .unreadable(file: path, errno: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(file: path) }
    let limit = YAMLLimits().inputBytes + 1
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count == 0 { break }
      if count < 0 {
        guard errno == EINTR else { throw .unreadable(file: path, errno: errno) }
        continue
      }
      bytes += chunk[..<count]
    }
    return bytes
  }
}

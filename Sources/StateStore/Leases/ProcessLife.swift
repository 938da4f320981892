import Glibc

/// What the kernel says of a process. Source: proc(5), `/proc/pid/stat`.
struct ProcessLife: Equatable {
  /// When it started, in clock ticks since the machine did.
  var started: UInt64
  /// Whether it has ended, and only its parent has not noticed.
  var isZombie: Bool
}

extension ProcessLife {
  /// Asks the kernel.
  ///
  /// - Returns: `nil` when there is no such process.
  /// - Throws: ``StateError/system(call:path:errno:)``.
  init?(of process: Int32) throws(StateError) {
    let path = "/proc/\(process)/stat"
    let bytes: [UInt8]
    do throws(StateError) { bytes = try Self.contents(of: path) } catch {
      guard case .system(_, _, let code) = error, code == ENOENT || code == ESRCH else {
        throw error
      }
      return nil
    }
    guard let life = Self(stat: bytes) else {
      throw .system(call: "parse", path: path, errno: EINVAL)
    }
    self = life
  }

  /// Reads the line. The name of the program may hold spaces and parentheses, so what counts follows the
  /// last one: state is the third field, starttime the twenty-second.
  init?(stat line: [UInt8]) {
    guard let end = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = line[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19,
      let started = UInt64(String(decoding: fields[19], as: UTF8.self))
    else { return nil }
    self.started = started
    isZombie = [UInt8(ascii: "Z"), UInt8(ascii: "X")].contains(fields[0].first)
  }

  /// A small file of /proc.
  static func contents(of path: String) throws(StateError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, errno: errno) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw .system(call: "read", path: path, errno: errno) }
    return Array(buffer.prefix(count))
  }
}

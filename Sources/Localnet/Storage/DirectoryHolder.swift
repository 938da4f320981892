import Glibc

/// The process that has a directory's lock, as it says of itself in the lock's file.
public struct DirectoryHolder: Equatable, Sendable {
  /// The process.
  public let pid: Int32
  /// When it began, in clock ticks since the machine did: tells it from a later one with the same number.
  public let startTicks: UInt64

  /// This process; `nil` when the system does not say when it began.
  static var current: DirectoryHolder? {
    startTicks(of: getpid()).map { DirectoryHolder(pid: getpid(), startTicks: $0) }
  }

  private init(pid: Int32, startTicks: UInt64) {
    (self.pid, self.startTicks) = (pid, startTicks)
  }

  /// Reads who took the lock of a directory last and still runs; `nil` when that is nobody.
  public init?(of directory: String) {
    guard
      let file = try? StorageFile("\(directory)/lock", flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
      let bytes = try? file.contents(limit: Self.byteLimit),
      let holder = DirectoryHolder(bytes: bytes), holder.isRunning
    else { return nil }
    self = holder
  }

  /// Whether the process is still there.
  public var isRunning: Bool { Self.startTicks(of: pid) == startTicks }

  /// When a process began; `nil` if there is none. Source: proc_pid_stat(5), field 22.
  public static func startTicks(of pid: Int32) -> UInt64? {
    guard let file = try? StorageFile("/proc/\(pid)/stat", flags: O_RDONLY),
      let bytes = try? file.contents(limit: 4096)
    else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return UInt64(fields[19])
  }

  /// More than any text of ours has.
  static let byteLimit = 64

  /// `nil` for what is not ours.
  init?(bytes: [UInt8]) {
    let words = String(decoding: bytes, as: UTF8.self).split(
      separator: " ", omittingEmptySubsequences: false)
    guard bytes.count < Self.byteLimit, words.count == 2, bytes.last == UInt8(ascii: "\n"),
      let pid = Int32(words[0]), pid > 0, let ticks = UInt64(words[1].dropLast())
    else { return nil }
    self.init(pid: pid, startTicks: ticks)
  }

  var bytes: [UInt8] { Array("\(pid) \(startTicks)\n".utf8) }
}

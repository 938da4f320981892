import CLinux
import Glibc

/// The process that has a directory's lock, as it says of itself in the lock's file.
public struct DirectoryHolder: Equatable, Sendable {
  /// The process.
  public let pid: Int32
  /// When it began, in clock ticks since the machine did: tells it from a later one with the same number.
  public let startTicks: UInt64
  /// Which run of the machine that was.
  private let boot: String

  /// This process; `nil` when the system does not say when it began.
  static var current: DirectoryHolder? {
    guard let ticks = startTicks(of: getpid()), let boot = currentBoot else { return nil }
    return DirectoryHolder(pid: getpid(), startTicks: ticks, boot: boot)
  }

  private init(pid: Int32, startTicks: UInt64, boot: String) {
    (self.pid, self.startTicks, self.boot) = (pid, startTicks, boot)
  }

  /// Reads who took the lock of a directory last and still runs; `nil` when that is nobody.
  public init?(of directory: String) {
    guard
      let file = try? StorageFile("\(directory)/lock", flags: O_RDONLY),
      let bytes = try? file.contents(limit: Self.byteLimit),
      let holder = DirectoryHolder(bytes: bytes), holder.isRunning
    else { return nil }
    self = holder
  }

  /// Whether the process is still there.
  public var isRunning: Bool {
    Self.startTicks(of: pid) == startTicks && Self.currentBoot == boot
  }

  /// Sends the process a signal, and never one that was given its number since. Source: pidfd_open(2).
  ///
  /// - Returns: 0, or why it was not sent: `ESRCH` when it has ended.
  public func send(_ signal: Int32) -> Int32 {
    let process = pidfd_open(pid, 0)
    guard process >= 0 else { return errno }
    defer { close(process) }
    // Only now: what is open cannot become another's any more.
    guard isRunning else { return ESRCH }
    return pidfd_send_signal(process, signal, nil, 0) == 0 ? 0 : errno
  }

  /// When a process began; `nil` if there is none. Source: proc_pid_stat(5), field 22.
  public static func startTicks(of pid: Int32) -> UInt64? {
    guard let text = text(of: "/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else {
      return nil
    }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return UInt64(fields[19])
  }

  /// Another one after each start of the machine. Source: proc_sys_kernel(5), `random/boot_id`.
  private static var currentBoot: String? {
    text(of: "/proc/sys/kernel/random/boot_id")?.split(separator: "\n").first.map { String($0) }
  }

  private static func text(of path: String) -> String? {
    guard let file = try? StorageFile(path, flags: O_RDONLY),
      let bytes = try? file.contents(limit: 4096)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// More than any text of ours has.
  static let byteLimit = 96

  /// `nil` for what is not ours.
  init?(bytes: [UInt8]) {
    let words = String(decoding: bytes, as: UTF8.self).split(
      separator: " ", omittingEmptySubsequences: false)
    guard bytes.count < Self.byteLimit, words.count == 3, bytes.last == UInt8(ascii: "\n"),
      let pid = Int32(words[0]), pid > 0, let ticks = UInt64(words[1]), words[2].count > 1
    else { return nil }
    self.init(pid: pid, startTicks: ticks, boot: String(words[2].dropLast()))
  }

  var bytes: [UInt8] { Array("\(pid) \(startTicks) \(boot)\n".utf8) }
}

import Glibc
import SomaCrypto

/// A process that holds a lease, told from every other, later ones with the same number included.
public struct LeaseHolder: Hashable, Sendable {
  /// 16 random bytes: two runs in one process are two holders.
  public var id: [UInt8]
  /// Which start of which kernel it runs on: `/proc/sys/kernel/random/boot_id`.
  public var bootID: String
  /// Which numbering of processes its number belongs to: containers have their own.
  public var processNamespace: UInt64
  /// Its number.
  public var process: Int32
  /// When it started, in the kernel's clock ticks since the machine did.
  public var started: UInt64

  /// Describes a holder.
  public init(
    id: [UInt8], bootID: String, processNamespace: UInt64, process: Int32, started: UInt64
  ) {
    self.id = id
    self.bootID = bootID
    self.processNamespace = processNamespace
    self.process = process
    self.started = started
  }

  /// Describes this process as a new holder.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)`` when /proc does not say.
  public static func new() throws(StateError) -> LeaseHolder {
    let process = getpid()
    guard let life = try ProcessLife(of: process) else {
      throw .system(call: "read", path: "/proc/\(process)/stat", errno: ESRCH)
    }
    return LeaseHolder(
      id: (0..<16).map { _ in UInt8.random(in: .min ... .max) }, bootID: try bootID(),
      processNamespace: try processNamespace(), process: process, started: life.started)
  }

  /// Whether the process is known to have ended. When in doubt, not.
  ///
  /// - Throws: ``StateError/system(call:path:errno:)`` when /proc does not say.
  public func hasEnded() throws(StateError) -> Bool {
    // Every other machine that could write to this state was refused, so the holder ran on this one,
    // before its last start.
    guard try bootID == Self.bootID() else { return true }
    guard try processNamespace == Self.processNamespace() else { return false }
    guard let life = try ProcessLife(of: process) else { return true }
    return life.started != started || life.isZombie
  }

  private static func bootID() throws(StateError) -> String {
    let path = "/proc/sys/kernel/random/boot_id"
    let bytes = try ProcessLife.contents(of: path)
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func processNamespace() throws(StateError) -> UInt64 {
    var status = stat()
    guard stat("/proc/self/ns/pid", &status) == 0 else {
      throw .system(call: "stat", path: "/proc/self/ns/pid", errno: errno)
    }
    return UInt64(status.st_ino)
  }
}

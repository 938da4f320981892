import Diagnostics
import Foundation
import CLinux
import Glibc
import Localnet

/// A localnet in the background: this program again, with the same arguments but `--detach`.
struct DetachedLocalnet {
  /// Set in the environment of the process in the background.
  private static let marker = "STEWARD_LOCALNET_DETACHED"

  let directory: LocalnetDirectory

  /// Whether this process is the one in the background.
  static var isChild: Bool { ProcessInfo.processInfo.environment[marker] != nil }

  /// Starts it, and waits until it is ready or has ended.
  func start() async throws -> RunFile {
    let path = directory.path
    try directory.requireFree()
    // What it says before the directory is its own touches nothing there.
    let early = try Self.unnamedFile()
    defer { close(early) }
    let logged = LocalnetLog.byteCount(of: directory.log)
    let child = try spawn(output: early)
    while DirectoryHolder.startTicks(of: child) != nil {
      if let running = RunFile.running(in: path), running.pid == child {
        // Warnings; the rest is in the log.
        let said = String(decoding: LocalnetLog.bytes(of: early), as: UTF8.self)
        if !said.isEmpty { Terminal.writeMessage(String(said.dropLast())) }
        return running
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    let said = String(
      decoding: LocalnetLog.said(by: child, in: directory.log, after: logged)
        ?? LocalnetLog.bytes(of: early), as: UTF8.self)
    let exit = status & 0x7f == 0 ? ExitStatus(rawValue: status >> 8 & 0xff) : nil
    throw CommandFailure(
      status: exit ?? .failed,
      underlying: Diagnostic(
        code: "localnet.ended", summary: "The localnet ended while it started",
        detail: said.isEmpty ? "It said nothing." : String(said.suffix(2000)),
        remedies: ["Start it without --detach to see more."]))
  }

  /// A file that is gone when nobody has it open any more.
  private static func unnamedFile() throws -> Int32 {
    let unnamed = String(repeating: "X", count: 6)  // as mkstemp(3) wants it
    var template = Array("\(NSTemporaryDirectory())/steward-localnet-\(unnamed)".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw notStarted("mkstemp", errno) }
    unlink(template)
    return descriptor
  }

  private static func notStarted(_ call: String, _ code: Int32) -> Diagnostic {
    Diagnostic(
      code: "localnet.notStarted", summary: "The localnet cannot be started",
      detail: "\(call): \(String(cString: strerror(code))).",
      remedies: ["Start it without --detach."])
  }

  /// In a session of its own, so that the end of the terminal does not end it.
  private func spawn(output: Int32) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    // Else whoever waits for the end of a pipe that this process inherited waits for the localnet.
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(steward_spawn_setsid))

    let arguments = CommandLine.arguments.filter { $0 != "--detach" }
    var environment = ProcessInfo.processInfo.environment
    environment[Self.marker] = "1"
    var child: pid_t = 0
    let result = withCStrings(arguments) { argv in
      withCStrings(environment.map { "\($0)=\($1)" }) { envp in
        posix_spawn(&child, "/proc/self/exe", &actions, &attributes, argv, envp)
      }
    }
    guard result == 0 else { throw Self.notStarted("posix_spawn", result) }
    return child
  }

  private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}

import Diagnostics
import Foundation
import CLinux
import Glibc

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
    if let running = RunFile.running(in: path) {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "localnet.alreadyRunning", summary: "A localnet runs here already",
          detail: "Process \(running.pid) runs the one in \(path).",
          remedies: ["Stop it first:\n    steward localnet stop\(option)"]))
    }
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let log = "\(path)/output"
    let child = try spawn(log: log)
    while RunFile.startTicks(of: child) != nil {
      if let running = RunFile.running(in: path), running.pid == child { return running }
      try await Task.sleep(for: .milliseconds(20))
    }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    // It may be gone.
    let said = (try? String(contentsOf: URL(filePath: log), encoding: .utf8)) ?? ""
    let exit = status & 0x7f == 0 ? ExitStatus(rawValue: status >> 8 & 0xff) : nil
    throw CommandFailure(
      status: exit ?? .failed,
      underlying: Diagnostic(
        code: "localnet.ended", summary: "The localnet ended while it started",
        detail: said.isEmpty ? "It said nothing." : String(said.suffix(2000)),
        remedies: ["Start it without --detach to see more."]))
  }

  private var option: String { directory.dataDir.map { " --data-dir \($0)" } ?? "" }

  /// In a session of its own, so that the end of the terminal does not end it.
  private func spawn(log: String) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
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
    guard result == 0 else {
      throw Diagnostic(
        code: "localnet.notStarted", summary: "The localnet cannot be started",
        detail: "posix_spawn: \(String(cString: strerror(result))).",
        remedies: ["Start it without --detach."])
    }
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

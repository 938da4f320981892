import Custody
import Diagnostics
import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("Secrets from commands")
struct SecretCommandTests {
  @Test("a program gets its arguments as they are, without a shell")
  func program() throws {
    let command = SecretCommand.program("printf", arguments: ["%s|", "$HOME", "a b", "; exit 3"])
    #expect(try run(command) == "$HOME|a b|; exit 3|")
  }

  @Test("a line is run by the shell")
  func shell() throws {
    #expect(try run(.shell("printf abc | tr a-c x-z")) == "xyz")
  }

  @Test("the reader hands on what a command prints")
  func reader() throws {
    let source = SecretSource.command(.program("echo", arguments: ["key"]))
    #expect(try SecretReader().read(source).text == "key\n")
    let silent = SecretSource.command(.program("true"))
    #expect(throws: SecretSourceError.empty(silent)) { _ = try SecretReader().read(silent) }
  }

  @Test("a program that is not there is said to be so")
  func notFound() {
    for command in [
      SecretCommand.program("steward-test-nothing"), .program(""), .program("/nowhere/x"),
      .shell("steward-test-nothing 2>/dev/null"),
    ] {
      #expect(throws: SecretCommandError.notFound(command)) { try run(command) }
    }
  }

  @Test("a file that is no program cannot be run")
  func notExecutable() async throws {
    try await withTemporaryDirectory { directory in
      let command = SecretCommand.program(try write([1], in: directory))
      #expect(throws: SecretCommandError.cannotRun(command, errno: EACCES)) { try run(command) }
    }
    let command = SecretCommand.program("echo", arguments: ["a\0b"])
    #expect(throws: SecretCommandError.cannotRun(command, errno: EINVAL)) { try run(command) }
  }

  @Test("a failure is reported with its status or signal, whatever was printed")
  func failures() {
    let table: [(String, (SecretCommand) -> SecretCommandError)] = [
      ("echo key; exit 3", { .failed($0, status: 3) }),
      ("exit 126", { .failed($0, status: 126) }),
      ("echo key; kill -KILL $$", { .killed($0, signal: SIGKILL) }),
    ]
    for (line, reason) in table {
      #expect(throws: reason(.shell(line))) { try run(.shell(line)) }
    }
  }

  @Test("where the kernel keeps no exit status, the output is not trusted")
  func noStatus() async {
    await #expect(processExitsWith: .success) {
      signal(SIGCHLD, SIG_IGN)
      let command = SecretCommand.shell("echo key")
      let error = #expect(throws: SecretCommandError.self) {
        _ = try command.run(limit: 100, timeout: .seconds(300))
      }
      // The child may be gone before it can be watched, or before its status is asked for.
      #expect(
        error == .cannotRun(command, errno: ESRCH) || error == .cannotRun(command, errno: ECHILD))
    }
  }

  @Test("64 KiB are taken, one byte more is refused")
  func limit() throws {
    let whole = SecretCommand.shell("head -c 65536 /dev/zero")
    #expect(try run(whole).utf8.count == 65_536)
    let more = SecretCommand.shell("head -c 65537 /dev/zero")
    #expect(throws: SecretCommandError.tooLong(more, limit: 65_536)) { try run(more) }
  }

  @Test(
    "a command that does not end in time is given up, with or without its output open",
    arguments: ["echo key; exec sleep 600", "echo key; exec >&-; exec sleep 600"])
  func timeout(line: String) {
    let timeout = Duration.milliseconds(200)
    let elapsed = ContinuousClock().measure {
      #expect(throws: SecretCommandError.timedOut(.shell(line), after: timeout)) {
        try run(.shell(line), timeout: timeout)
      }
    }
    #expect(elapsed < .seconds(60))
  }

  @Test("a command that is given up takes its process group with it")
  func processGroup() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "held").path()
      try #require(mkfifo(path, 0o600) == 0)
      let held = open(path, O_RDONLY | O_NONBLOCK)
      defer { close(held) }
      // The background process holds the FIFO open as long as it lives.
      let command = SecretCommand.shell(
        "exec 3>'\(path)'; sleep 600 >/dev/null & exec 3>&-; head -c 70000 /dev/zero; wait")
      #expect(throws: SecretCommandError.tooLong(command, limit: 65_536)) { try run(command) }
      var request = pollfd(fd: held, events: Int16(POLLIN), revents: 0)
      #expect(poll(&request, 1, 10_000) == 1)
      #expect(Int32(request.revents) & POLLHUP != 0)
    }
  }

  @Test("a process left behind with the output open does not keep us waiting")
  func daemon() throws {
    let elapsed = try ContinuousClock().measure {
      let output = try run(.shell("sleep 600 & echo $!"), timeout: .seconds(300))
      let process = try #require(pid_t(output.dropLast()))
      #expect(kill(process, SIGKILL) == 0)  // it was left alone until now
    }
    #expect(elapsed < .seconds(60))
  }

  @Test("a command stops when the task is cancelled")
  func cancelled() async {
    let task = Task { try run(.shell("exec sleep 600"), timeout: .seconds(600)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("a command has no input, a session of its own, and default signals")
  func surroundings() throws {
    signal(SIGPIPE, SIG_IGN)  // as programs with sockets do; it would be inherited
    #expect(try run(.program("cat")) == "")
    let status = try run(.program("cat", arguments: ["/proc/self/stat"])).split(separator: " ")
    #expect(status[4] == status[0])  // process group
    #expect(status[5] == status[0])  // session
    let signals = try run(.program("grep", arguments: ["Sig[BI]", "/proc/self/status"]))
      .split(separator: "\n").compactMap { UInt64($0.dropFirst("SigBlk:\t".count), radix: 16) }
    #expect(signals.count == 2)
    // Signals 32 and 33 are the C library's own.
    #expect(signals.allSatisfy { $0 & 0x7fff_ffff == 0 })
  }

  @Test("what a command says on standard error is passed through")
  func standardError() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      let line = "echo to-the-reader; echo to-the-person >&2"
      _ = try SecretCommand.shell(line).run(limit: 100, timeout: .seconds(300))
    }
    let (error, output) = (result?.standardErrorContent, result?.standardOutputContent)
    #expect(String(decoding: try #require(error), as: UTF8.self).contains("to-the-person\n"))
    #expect(!String(decoding: try #require(output), as: UTF8.self).contains("to-the-reader"))
  }

  @Test("a command inherits the environment but for what is withheld")
  func environment() throws {
    let variables = try run(.program("/usr/bin/env")).split(separator: "\n")
    #expect(variables.contains { $0.hasPrefix("PATH=") })
    for (withheld, isThere) in [("PATH", false), ("PAT", true), ("PATHS", true)] {
      let others = try SecretCommand.program("/usr/bin/env")
        .run(limit: 65_536, timeout: .seconds(300), withholding: [withheld])
        .text.split(separator: "\n")
      #expect(others.contains { $0.hasPrefix("PATH=") } == isThere)
      #expect(others.count == (isThere ? variables.count : variables.count - 1))
    }
  }

  @Test("a command inherits its end of the pipe and not ours")
  func descriptors() throws {
    let line = """
      own=$(readlink /proc/$$/fd/1)
      for end in /proc/$$/fd/*; do test "$(readlink $end)" = "$own" && echo ${end##*/}; done
      true
      """
    #expect(try run(.shell(line)) == "1\n")
  }

  @Test("no error shows an argument")
  func arguments() {
    let command = SecretCommand.program("false", arguments: ["--token=canary"])
    let source = SecretSource.command(command)
    let texts = [
      "\(command)", "\(source)", "\(SecretSourceError.empty(source))",
      "\(SecretSourceError.empty(source).diagnostic)",
      "\(SecretCommandError.failed(command, status: 1))",
      "\(SecretCommandError.failed(.shell("x canary"), status: 1).diagnostic)",
    ]
    for text in texts { #expect(!text.contains("canary")) }
  }

  private func run(
    _ command: SecretCommand, timeout: Duration = .seconds(300)
  ) throws -> String {
    try command.run(limit: 65_536, timeout: timeout).text
  }
}

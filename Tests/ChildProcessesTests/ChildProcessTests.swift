import ChildProcesses
import Foundation
import Glibc
import SomaCrypto
import TestSupport
import Testing

/// Programs as children: how they start, what they get, and how they end.
@Suite("Child process", .timeLimit(.minutes(2)))
struct ChildProcessTests {
  static let environment = ProcessInfo.processInfo.environment

  static func command(
    _ arguments: [String], input: String = "", timeout: Duration = .seconds(60),
    grace: Duration = .seconds(30)
  ) -> ChildCommand {
    ChildCommand(
      arguments: arguments, environment: environment, input: ChildInput(Array(input.utf8)),
      timeout: timeout,
      grace: grace)
  }

  static func shell(
    _ script: String, _ arguments: String..., input: String = "",
    timeout: Duration = .seconds(60), grace: Duration = .seconds(30)
  ) -> ChildCommand {
    command(
      ["/bin/sh", "-c", script, "child"] + arguments, input: input, timeout: timeout, grace: grace)
  }

  // MARK: - Start

  @Test("a program that cannot be started is refused for what it is")
  func startErrors() async throws {
    try await withTemporaryDirectory { directory in
      // Written by a child: a file that this process had open for writing while another test forks
      // could not be executed.
      let prepare = """
        cd "$1" && touch plain && printf text > text && printf '#!/nonexistent/sh\\n' > script &&
        chmod 755 text script
        """
      _ = try await Self.shell(prepare, directory.path).run(outputLimit: 0)
      func path(_ name: String) -> String { directory.appending(path: name).path }
      let refused: [([String], ChildProcessError)] = [
        ([], .noProgram), ([""], .noProgram),
        (["/bin/sh", "a\0b"], .argumentContainsNUL(index: 1)),
        (["/bin/sh\0"], .argumentContainsNUL(index: 0)),
        ([path("absent")], .notFound(program: path("absent"))),
        (["steward-no-such-program"], .notFound(program: "steward-no-such-program")),
        ([path("plain") + "/x"], .notFound(program: path("plain") + "/x")),
        ([path("plain")], .notExecutable(program: path("plain"))),
        ([path("text")], .notExecutable(program: path("text"))),
        ([directory.path], .notExecutable(program: directory.path)),
        ([path("script")], .interpreterNotFound(program: path("script"))),
        (
          ["/bin/true", String(repeating: "a", count: 200_000)],
          .system(call: "posix_spawn", errno: E2BIG)
        ),
      ]
      for (arguments, error) in refused {
        await #expect(throws: error) { try await Self.command(arguments).run(outputLimit: 10) }
      }
    }
  }

  @Test("a name without a slash is looked up in PATH, and no shell reads the arguments")
  func arguments() async throws {
    let (exit, output) = try await Self.command(["printf", "%s|", "$HOME", "a b", "", "'"])
      .run(outputLimit: 100)
    #expect(String(decoding: output, as: UTF8.self) == "$HOME|a b||'|")
    #expect(exit == ChildExit(outputCount: 13, untakenInput: 0))
  }

  @Test("the child leads a session of its own, blocks no signal and inherits no descriptor")
  func inheritance() async throws {
    let descriptor = fcntl(STDOUT_FILENO, F_DUPFD, 100)  // without FD_CLOEXEC
    defer { close(descriptor) }
    try #require(descriptor >= 100)
    let script = """
      read -r pid name state parent group session rest < /proc/$$/stat
      test "$session $group" = "$$ $$" || exit 3
      grep -q '^SigBlk:[[:space:]]*0*$' /proc/self/status || exit 4
      test ! -e "/proc/$$/fd/$1" || exit 5
      """
    _ = try await Self.shell(script, "\(descriptor)").run(outputLimit: 0)
  }

  @Test("the ends of a pipe are closed in the children of others, too")
  func closedOnExec() throws {
    let (readEnd, writeEnd) = try Descriptor.pipe()
    for end in [readEnd, writeEnd] { #expect(fcntl(end.number, F_GETFD) == FD_CLOEXEC) }
  }

  @Test("signals that this process ignores are not ignored by the child")
  func ignoredSignals() async {
    await #expect(processExitsWith: .success) {
      for number in [SIGPIPE, SIGINT, SIGQUIT, SIGTERM] { signal(number, SIG_IGN) }
      // Signals 2, 3, 13 and 15 are these bits; others may be ignored by whoever runs the tests.
      let script = """
        mask=$(sed -n 's/^SigIgn:[[:space:]]*//p' /proc/self/status)
        test "$((0x$mask & 0x5006))" -eq 0
        """
      _ = try await Self.shell(script).run(outputLimit: 0)
    }
  }

  @Test("a process without standard streams can run children")
  func withoutStandardStreams() async {
    await #expect(processExitsWith: .success) {
      for number in STDIN_FILENO...STDERR_FILENO { close(number) }
      let (readEnd, writeEnd) = try Descriptor.pipe()
      guard min(readEnd.number, writeEnd.number) > STDERR_FILENO else { exit(4) }
      let output = try await Self.shell("cat; echo lost >&2", input: "in").run(outputLimit: 9)
        .output
      guard output == Array("in".utf8) else { exit(3) }
    }
  }

  // MARK: - Conversation

  @Test("input and output of any size pass through unchanged", arguments: [0, 1, 65_536, 1 << 20])
  func throughput(count: Int) async throws {
    let text = String(repeating: "x", count: count)
    let (exit, output) = try await Self.command(["cat"], input: text).run(outputLimit: count)
    #expect(output == Array(text.utf8))
    #expect(exit == ChildExit(outputCount: count, untakenInput: 0))
  }

  @Test("output goes straight into guarded memory when it is a secret")
  func guardedMemory() async throws {
    let command = Self.shell("printf hunter2")
    let isSecret = try await ChildThread.run { stop in
      var count = 0
      let memory = try SecretBytes(count: 64) { buffer in
        count = try ChildConversation.hold(command, readingInto: buffer, stop: stop).outputCount
      }
      return try memory.copy(0..<count).withUnsafeBytes { $0.elementsEqual("hunter2".utf8) }
    }
    #expect(isSecret)
  }

  @Test("a process left behind that holds the pipes open does not keep the answer back")
  func leftBehind() async throws {
    try await withTemporaryDirectory { directory in
      let fifo = try Fifo(in: directory)
      let writer = open(fifo.path, O_WRONLY | O_CLOEXEC)
      defer { close(writer) }  // ends the `cat`, which waits until then
      let script = "exec 3< \"$1\"; cat <&3 & printf answer"
      let output = try await Self.shell(script, fifo.path).run(outputLimit: 100).output
      #expect(output == Array("answer".utf8))
    }
  }

  @Test("a child that never stops writing to standard error is ended all the same")
  func noise() async {
    let timeout = Duration.milliseconds(200)
    await #expect(throws: ChildProcessError.timedOut(after: timeout)) {
      try await Self.shell("exec yes >&2", timeout: timeout).run(outputLimit: 0)
    }
  }

  @Test("a child that closes its output and goes on is waited for, and then timed out")
  func closedOutput() async throws {
    try await withTemporaryDirectory { directory in
      let fifo = directory.appending(path: "fifo").path
      try #require(mkfifo(fifo, 0o600) == 0)
      let timeout = Duration.milliseconds(200)
      await #expect(throws: ChildProcessError.timedOut(after: timeout)) {
        // To open a pipe that nobody writes to takes forever.
        try await Self.shell("exec >&- 2>&-; read -r line < \"$1\"", fifo, timeout: timeout)
          .run(outputLimit: 0)
      }
    }
  }

  // MARK: - End

  @Test(
    "a failure tells status or signal, and the last line that is not blank, printable and bounded",
    arguments: [
      ("exit 1", ChildProcessError.failed(status: 1, lastLine: nil)),
      ("exit 255", .failed(status: 255, lastLine: nil)),
      ("kill -9 $$", .killed(signal: 9, lastLine: nil)),
      ("echo why >&2; kill -15 $$", .killed(signal: 15, lastLine: "why")),
      ("printf 'a\\nb\\r\\n \\n\\n' >&2; exit 2", .failed(status: 2, lastLine: "b")),
      ("printf '\\033[2Jx' >&2; exit 2", .failed(status: 2, lastLine: "\u{FFFD}[2Jx")),
      ("printf '\\377' >&2; exit 2", .failed(status: 2, lastLine: "\u{FFFD}")),
      (
        "printf begin >&2; head -c 100000 /dev/zero | tr '\\0' x >&2; exit 2",
        .failed(status: 2, lastLine: String(repeating: "x", count: 200) + "…")
      ),
    ])
  func failures(script: String, error: ChildProcessError) async {
    await #expect(throws: error) { try await Self.shell(script).run(outputLimit: 0) }
  }

  @Test("a timeout of nothing, and one of centuries, are taken as they are")
  func extremeTimeouts() async throws {
    await #expect(throws: ChildProcessError.timedOut(after: .zero)) {
      try await Self.shell("exec tail -f /dev/null", timeout: .zero).run(outputLimit: 0)
    }
    _ = try await Self.shell("exit 0", timeout: .seconds(Int64.max)).run(outputLimit: 0)
  }

  @Test("a cancelled task starts nothing")
  func cancelledBefore() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      // To start this would be another error.
      _ = try await Self.command(["steward-no-such-program"]).run(outputLimit: 0)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("cancelling lets the child clean up, and ends it")
  func cancelledDuring() async throws {
    try await withTemporaryDirectory { directory in
      let fifo = try Fifo(in: directory)
      let mark = directory.appending(path: "mark").path
      let script = """
        trap 'touch "$2"; exit 0' TERM
        tail -f /dev/null &
        echo ready > "$1"
        wait
        """
      let task = Task { try await Self.shell(script, fifo.path, mark).run(outputLimit: 0) }
      #expect(await fifo.read() == Array("ready\n".utf8))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(FileManager.default.fileExists(atPath: mark))
    }
  }

  @Test("a child that ignores SIGTERM is killed after the grace period")
  func stubborn() async throws {
    try await withTemporaryDirectory { directory in
      let fifo = try Fifo(in: directory)
      let script = """
        trap '' TERM
        exec 3> "$1" > /dev/null
        echo ready >&3
        exec tail -f /dev/null
        """
      let task = Task {
        try await Self.shell(script, fifo.path, grace: .milliseconds(50)).run(outputLimit: 0)
      }
      #expect(await fifo.read() == Array("ready\n".utf8))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await fifo.read() == [])  // the end: nobody holds it open any more
    }
  }

  @Test("what the child started is killed with it, even what ignores SIGTERM")
  func group() async throws {
    try await withTemporaryDirectory { directory in
      let fifo = try Fifo(in: directory)
      let script = """
        (trap '' TERM; echo ready >&3; exec tail -f /dev/null > /dev/null) 3> "$1" &
        exec tail -f /dev/null
        """
      let task = Task { try await Self.shell(script, fifo.path).run(outputLimit: 0) }
      #expect(await fifo.read() == Array("ready\n".utf8))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await fifo.read() == [])
    }
  }
}

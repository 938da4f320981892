import ChildProcesses
import Foundation
import Glibc
import Hosting
import SomaCrypto
import Synchronization
import TestSupport
import Testing

@Suite("A command as a host", .timeLimit(.minutes(2))) struct CommandHostTests {
  private static let size: UInt64 = (1 << 20) + 9
  private let upload = ObjectUpload(
    name: objectName(), source: PatternSource(size: size), digest: .zero)

  /// Runs `body` with a host whose files a server publishes from a directory.
  private func withCommandHost(
    _ script: String, change: (inout CommandHost) -> Void = { _ in },
    _ body: (CommandHost, URL) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      try await withScriptedServer { exchange in
        let file = directory.appending(path: String(exchange.path.dropFirst(3)))
        // Missing is what a server says it is.
        guard let data = try? Data(contentsOf: file) else { return try exchange.respond(404) }
        try exchange.respond(200, body: Array(data))
      } _: { server in
        var host = CommandHost(
          HostCommand(.shell("cd '\(directory.path)'\n" + script)),
          publicBase: server.url("/m"), transport: directTransport())
        host.appearance.base = .zero
        host.appearance.attempts = 3
        change(&host)
        try await body(host, directory)
      }
    }
  }

  @Test("the command gets the stream and what it is told, and nothing secret")
  func put() async throws {
    setenv("STEWARD_TEST_SECRET", "hunter2", 1)
    setenv("STEWARD_TEST_WANTED", "yes", 1)
    let script = """
      env > environment
      cat > "$STEWARD_OBJECT_NAME.tmp" && mv "$STEWARD_OBJECT_NAME.tmp" "$STEWARD_OBJECT_NAME"
      """
    try await withCommandHost(script) {
      $0.command.environment = ["STEWARD_TEST_WANTED"]
    } _: { host, directory in
      let seen = Mutex<[UInt64]>([])
      let outcome = try await host.put(upload, mode: .createOnly) { progress in
        seen.withLock { $0.append(progress.sentBytes) }
      }
      #expect(outcome == .stored)
      #expect(seen.withLock { $0 } == [0, 1 << 20, Self.size])
      let data = try Data(contentsOf: directory.appending(path: sampleName))
      #expect(Array(data) == PatternSource.bytes(0..<Self.size))
      let lines = try String(
        decoding: Data(contentsOf: directory.appending(path: "environment")), as: UTF8.self
      ).split(separator: "\n").map(String.init)
      #expect(lines.contains("STEWARD_ACTION=put"))
      #expect(lines.contains("STEWARD_OBJECT_NAME=\(sampleName)"))
      #expect(lines.contains("STEWARD_OBJECT_SIZE=\(Self.size)"))
      #expect(lines.contains("STEWARD_OBJECT_CONTENT_TYPE=application/octet-stream"))
      #expect(lines.contains("STEWARD_TEST_WANTED=yes"))
      #expect(!lines.contains { $0.contains("hunter2") })
      let again = try await host.put(upload)
      #expect(again.existing?.size == Self.size)
    }
  }

  @Test("exit status 0 is not believed: the object must be there, and have its size")
  func unbelieved() async throws {
    try await withCommandHost("cat > /dev/null") { host, _ in
      let url = try host.publicURL(of: objectName())
      await #expect(throws: HostError.notServed(name: objectName(), url: "\(url)")) {
        try await host.put(upload)
      }
    }
    let cut = "head -c 1000 > \(sampleName); cat > /dev/null"
    try await withCommandHost(cut) { host, _ in
      await #expect(
        throws: HostError.otherSize(name: objectName(), expected: Self.size, found: 1000)
      ) { try await host.put(upload) }
    }
    try await withCommandHost("head -c 1000 > \(sampleName); exec < /dev/null") { host, _ in
      let error = await #expect(throws: HostError.self) { try await host.put(upload) }
      guard case .closedInput("the shell command", let unread) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(unread > 0)
    }
  }

  @Test("a failure tells the status and the last line, bounded and printable")
  func failure() async throws {
    try await withCommandHost("cat > /dev/null; echo 'quota \u{1B}[1mexceeded' >&2; exit 7") {
      host, _ in
      await #expect(
        throws: ChildProcessError.failed(status: 7, lastLine: "quota \u{FFFD}[1mexceeded")
      ) { try await host.put(upload) }
    }
  }

  @Test("what the source throws kills the command and is what the caller sees")
  func throwingSource() async throws {
    try await withCommandHost("cat > /dev/null; sleep 600") { host, _ in
      var upload = upload
      upload.source = PatternSource(size: 8 << 20, failsAt: 3 << 20)
      await #expect(throws: PatternSource.Refusal(offset: 3 << 20)) {
        try await host.put(upload)
      }
    }
  }

  @Test("cancelling kills the command and what it started")
  func cancellation() async throws {
    let script = "sleep 600 & echo $! > child; mv child started; wait"
    try await withCommandHost(script) { host, directory in
      let task = Task { try await host.put(upload) }
      let file = directory.appending(path: "started")
      var text: String?
      while text == nil {
        // Not there yet.
        text = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        await Task.yield()
      }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let child = try #require(pid_t(text?.split(separator: "\n").first ?? ""))
      // Gone, or a zombie that nobody has collected yet.
      let isRunning =
        (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8))
        .map { !$0.contains(") Z ") } ?? false
      #expect(!isRunning)
    }
  }

  @Test("deleting is for commands that understand it")
  func delete() async throws {
    try await withCommandHost("test $STEWARD_ACTION = delete && rm $STEWARD_OBJECT_NAME") {
      $0.deletes = true
    } _: { host, directory in
      let file = directory.appending(path: sampleName)
      try Data([1]).write(to: file)
      try await host.delete(objectName())
      #expect(!FileManager.default.fileExists(atPath: file.path))
      var other = host
      other.deletes = false
      await #expect(throws: HostError.unsupported(.delete, host: "the shell command")) {
        try await other.delete(objectName())
      }
    }
  }
}

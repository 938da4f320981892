package import Foundation

/// The built `steward`, run as a script would, with what it printed.
package struct Program: Sendable {
  /// Where commands run.
  package let directory: URL
  /// What `~` is for them.
  package let home: URL

  /// Runs in a directory.
  package init(directory: URL, home: URL) {
    self.directory = directory
    self.home = home
  }

  /// How a command ended.
  package struct Result: Sendable {
    package let output: [UInt8]
    package let errorOutput: [UInt8]
    package let status: Int32

    package var text: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
  }

  /// The status of a command that was killed.
  package static let killed: Int32 = 128 + SIGKILL

  /// Where the build put its products: the test bundle is one of them.
  private static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Runs a line for /bin/sh. A status of 128 and more is a signal.
  ///
  /// - Parameters:
  ///   - line: The line; after `exec` no shell stands between a signal and the command.
  ///   - variables: Environment variables beside those that every command gets.
  ///   - guardSeconds: After how long a command that hangs is killed. No test depends on it otherwise.
  /// - Returns: How it ended.
  /// - Throws: When it cannot be started.
  package func run(
    _ line: String, variables: [String: String] = [:], guardSeconds: Int = 300
  ) async throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    process.environment = [
      "PATH": "\(Self.products.path):/usr/local/bin:/usr/bin:/bin", "HOME": home.path,
      "COLUMNS": "80",
    ].merging(variables) { $1 }
    let id = UUID().uuidString
    // Files, not pipes: a full pipe would stop the command.
    let streams = ["stdout", "stderr"].map { directory.appending(path: "\($0)-\(id)") }
    for stream in streams { try Data().write(to: stream) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: streams[0])
    process.standardError = try FileHandle(forWritingTo: streams[1])
    let (exit, end) = AsyncStream<Never>.makeStream()
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    let identifier = process.processIdentifier
    let hanging = Task {
      try await Task.sleep(for: .seconds(guardSeconds))
      kill(identifier, SIGKILL)  // it is a child that was not reaped yet, so the number is its own
    }
    for await _ in exit {}
    hanging.cancel()
    process.waitUntilExit()  // it has ended; this reaps it
    let signal = process.terminationReason == .uncaughtSignal ? Int32(128) : 0
    return Result(
      output: Array(try Data(contentsOf: streams[0])),
      errorOutput: Array(try Data(contentsOf: streams[1])),
      status: signal + process.terminationStatus)
  }
}

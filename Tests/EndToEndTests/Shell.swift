import Foundation

/// Runs commands as a person would, with the built `steward` first on the path.
struct Shell {
  let directory: URL

  /// Environment variables beside those that every command gets.
  var variables: [String: String] = [:]

  /// Where the build put its products, the test bundle among them.
  static let products = Bundle.module.bundleURL.deletingLastPathComponent()

  private static let turns = Turns(2)

  /// Runs one command in the directory and waits for it; `body` runs meanwhile, with the number of the
  /// shell's process.
  ///
  /// No thread of the pool is held: scripted nodes need them to answer.
  func run(
    _ command: String, _ body: (Int32) async -> Void = { _ in }
  ) async throws -> Transcript.Step {
    await Self.turns.enter()
    let result: Result<Transcript.Step, any Error>
    do { result = .success(try await runNow(command, body)) } catch { result = .failure(error) }
    await Self.turns.leave()
    return try result.get()
  }

  private func runNow(
    _ command: String, _ body: (Int32) async -> Void
  ) async throws -> Transcript.Step {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = directory
    process.environment = [
      "PATH": "\(Self.products.path):/usr/local/bin:/usr/bin:/bin", "HOME": directory.path,
      "COLUMNS": "80",
    ].merging(variables) { $1 }
    // Files, not pipes: a full pipe would stop the command.
    let output = directory.appending(path: ".stdout-\(UUID().uuidString)")
    let errorOutput = directory.appending(path: ".stderr-\(UUID().uuidString)")
    for file in [output, errorOutput] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errorOutput)
    let (exit, end) = AsyncStream<Never>.makeStream()
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    await body(process.processIdentifier)
    for await _ in exit {}
    process.waitUntilExit()  // it has ended; this reaps it
    // A shell says 128 and the signal of a command that died of one; so it is said here.
    let ending = process.terminationReason == .uncaughtSignal ? Int32(128) : 0
    return Transcript.Step(
      command: command,
      output: Transcript.trimmed(try String(contentsOf: output, encoding: .utf8)),
      errorOutput: Transcript.trimmed(try String(contentsOf: errorOutput, encoding: .utf8)),
      status: ending + process.terminationStatus)
  }
}

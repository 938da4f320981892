import Foundation

/// The built `steward`, run as a script would, with what it printed.
struct Program: Sendable {
  /// Where commands run.
  let directory: URL
  /// What `~` is for them.
  let home: URL

  /// How a command ended.
  struct Result: Sendable {
    let output: [UInt8]
    let errorOutput: [UInt8]
    let status: Int32

    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
  }

  /// Where the build put its products: the test bundle is one of them.
  private static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Runs a line for /bin/sh. A status of 128 and more is a signal.
  func run(_ line: String) async throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    process.environment = [
      "PATH": "\(Self.products.path):/usr/local/bin:/usr/bin:/bin", "HOME": home.path,
      "COLUMNS": "80",
    ]
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
    for await _ in exit {}
    process.waitUntilExit()  // it has ended; this reaps it
    let signal = process.terminationReason == .uncaughtSignal ? Int32(128) : 0
    return Result(
      output: Array(try Data(contentsOf: streams[0])),
      errorOutput: Array(try Data(contentsOf: streams[1])),
      status: signal + process.terminationStatus)
  }
}

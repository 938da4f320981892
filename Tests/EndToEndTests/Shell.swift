import Foundation

/// Runs commands as a person would, with the built `steward` first on the path.
struct Shell {
  let directory: URL

  /// Where the build put its products, the test bundle among them.
  static let products = Bundle.module.bundleURL.deletingLastPathComponent()

  /// Runs one command in the directory and waits for it.
  func run(_ command: String) throws -> Transcript.Step {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = directory
    process.environment = [
      "PATH": "\(Self.products.path):/usr/local/bin:/usr/bin:/bin", "HOME": directory.path,
      "COLUMNS": "80",
    ]
    // Files, not pipes: a full pipe would stop the command.
    let output = directory.appending(path: ".stdout-\(UUID().uuidString)")
    let errorOutput = directory.appending(path: ".stderr-\(UUID().uuidString)")
    for file in [output, errorOutput] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errorOutput)
    try process.run()
    process.waitUntilExit()
    return Transcript.Step(
      command: command,
      output: Transcript.trimmed(try String(contentsOf: output, encoding: .utf8)),
      errorOutput: Transcript.trimmed(try String(contentsOf: errorOutput, encoding: .utf8)),
      status: process.terminationStatus)
  }
}
